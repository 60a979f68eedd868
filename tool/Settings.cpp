//===- Settings.cpp - what holds for a unit -------------------------------===//
//
// The command line is on top of the configuration, which is on top of the
// defaults.
//
//===----------------------------------------------------------------------===//

#include "tool/Settings.h"

#include "tool/RuleSet.h"

using namespace llvm;

namespace holdfast {

Error Settings::select(const Options &Asked) {
  Rules = defaultRules();
  for (const std::string &Pattern : Origin.Rules)
    applyPattern(Pattern, Rules);
  for (const std::string &Pattern : Asked.RulePatterns)
    if (!applyPattern(Pattern, Rules))
      return createStringError("no rule matches '" +
                               StringRef(Pattern).ltrim('-') +
                               "' of --rules; 'holdfast rules' lists them");
  if (Rules.empty())
    return createStringError(
        "no rule is on" +
        (Origin.File.empty() ? "" : " (see " + Origin.File + ")"));
  if (Asked.IsStrict)
    Strict = Rules;
  for (const std::string &Pattern : Origin.Strict)
    applyPattern(Pattern, Strict);
  for (const std::string &Pattern : Asked.StrictPatterns)
    applyPattern(Pattern, Strict);
  return Error::success();
}

Expected<std::unique_ptr<Settings>> Settings::create(const Options &Asked,
                                                     const Config &Origin,
                                                     const Inside &Scope) {
  std::unique_ptr<Settings> S(new Settings(Origin, Scope));
  if (Error E = S->select(Asked))
    return std::move(E);
  S->HeaderFilterText = Asked.HeaderFilter ? Asked.HeaderFilter : Origin.HeaderFilter;
  if (S->HeaderFilterText)
    S->HeaderFilter.emplace(*S->HeaderFilterText);
  for (const std::string &Pattern : Origin.Exclude)
    S->Exclude.emplace_back(Pattern);

  EngineOptions ForEngine;
  ForEngine.Rules = S->Rules;
  ForEngine.Strict = S->Strict;
  ForEngine.Models = Origin.Models;
  ForEngine.Dump = Asked.Dump;
  ForEngine.TellsDeclarations = Asked.Annotate;
  ForEngine.TellsOwnership = Asked.TellsOwnership;
  ForEngine.OwnershipOf = Asked.OwnershipOf;
  ForEngine.IsInside = [Self = S.get()](const std::string &File) {
    return Self->Answers[File] = Self->isShown(File);
  };
  Expected<std::unique_ptr<Engine>> Made = Engine::create(std::move(ForEngine));
  if (!Made)
    return Made.takeError();
  S->TheEngine = std::move(*Made);
  return S;
}

Config Settings::ofResults() const {
  Config Out;
  Out.Rules = {"-*"};
  append_range(Out.Rules, Rules);
  Out.Strict.assign(Strict.begin(), Strict.end());
  Out.Models = Origin.Models;
  return Out;
}

Config Settings::whole() const {
  Config Out = ofResults();
  Out.Levels = Origin.Levels;
  Out.HeaderFilter = HeaderFilterText;
  Out.Exclude = Origin.Exclude;
  return Out;
}

bool Settings::isExcluded(StringRef File) const {
  return !Scope.isNamed(File) &&
         any_of(Exclude, [&](const Regex &R) { return R.match(File); });
}

bool Settings::isShown(StringRef File) const {
  if (Scope.isNamed(File))
    return true;
  if (isExcluded(File))
    return false;
  if (HeaderFilter && !Scope.isUnit(File))
    return HeaderFilter->match(File);
  return Scope.isInside(File);
}

void Settings::grade(Finding &F) const {
  auto Stated = Origin.Levels.find(F.Rule);
  if (Stated != Origin.Levels.end())
    F.Level = Stated->second;
}

Expected<const Settings *> SettingsTable::forFolder(StringRef Folder) {
  Expected<const Config *> Origin = Configs.forFolder(Folder);
  if (!Origin)
    return Origin.takeError();
  std::unique_ptr<Settings> &Slot = Made[*Origin];
  if (!Slot) {
    Expected<std::unique_ptr<Settings>> New =
        Settings::create(Asked, **Origin, Scope);
    if (!New)
      return New.takeError();
    Slot = std::move(*New);
  }
  return Slot.get();
}

} // namespace holdfast
