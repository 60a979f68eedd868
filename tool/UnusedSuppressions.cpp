//===- UnusedSuppressions.cpp - comments that hide nothing ----------------===//
//
// Every rule that is on for some unit that has the file could have found
// something there.
//
//===----------------------------------------------------------------------===//

#include "tool/UnusedSuppressions.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <set>

using namespace llvm;

namespace holdfast {

/// The files to look at, each with the rules that were on for it.
static std::map<std::string, std::set<std::string>>
filesOf(ArrayRef<CheckedUnit> Units, bool IsWhole) {
  std::map<std::string, std::set<std::string>> Out;
  for (const CheckedUnit &U : Units) {
    if (!U.Outcome.Failure.empty() || !U.What->OnlyIn.empty())
      continue;
    auto Add = [&](const std::string &File) {
      if (U.How->isShown(File))
        Out[File].insert(U.How->rules().begin(), U.How->rules().end());
    };
    Add(U.What->File);
    if (IsWhole)
      for (const auto &[File, Lines] : U.Outcome.Result.Stats.Lines)
        Add(File);
  }
  return Out;
}

/// True where the list has a name of ours to hide: "-holdfast-x" is none.
static bool isOurs(const Suppression &S) {
  SmallVector<StringRef, 4> Patterns;
  (S.List ? StringRef(*S.List) : StringRef()).split(Patterns, ',');
  return any_of(Patterns, [](StringRef Pattern) {
    return Pattern.trim().starts_with("holdfast-");
  });
}

static std::string messageFor(const Suppression &S, StringRef Word,
                              ArrayRef<RuleInfo> Rules) {
  const std::string Quoted = ("'" + Word + "'").str();
  if (none_of(Rules, [&](const RuleInfo &R) { return namesRule(S, R.Id); }))
    return Quoted + " names no rule";
  if (S.LastLine < S.FirstLine)
    return Quoted +
           (Word.starts_with("NOLINTEND") ? " ends nothing" : " has no end");
  return Quoted + " hides nothing";
}

static Finding findingFor(const Suppression &S, StringRef Word,
                          ArrayRef<RuleInfo> Rules) {
  Finding F;
  F.Rule = UnusedSuppressionRule.Id.str();
  F.Level = UnusedSuppressionRule.DefaultLevel;
  F.Message = messageFor(S, Word, Rules);
  F.Where = S.Where;
  F.Help = "remove it";
  F.Subject = Word.str();
  return F;
}

/// Puts new findings, and their fingerprints, at their places.
static void insertFindings(std::vector<Finding> New, Fingerprints &Names,
                           Report &Out) {
  std::vector<std::pair<Finding, std::string>> All;
  for (size_t I = 0; I != Out.Findings.size(); ++I)
    All.emplace_back(std::move(Out.Findings[I]), Out.Fingerprints[I]);
  for (Finding &F : New) {
    std::string Name = Names.next(F);
    All.emplace_back(std::move(F), std::move(Name));
  }
  std::sort(All.begin(), All.end(), [](const auto &A, const auto &B) {
    return comesBefore(A.first, B.first);
  });
  Out.Findings.clear();
  Out.Fingerprints.clear();
  for (auto &[F, Name] : All) {
    Out.Findings.push_back(std::move(F));
    Out.Fingerprints.push_back(std::move(Name));
  }
}

void addUnusedSuppressions(ArrayRef<CheckedUnit> Units, bool IsWhole,
                           Fingerprints &Names, Suppressions &Hidden,
                           Report &Out) {
  std::vector<Finding> New;
  for (const auto &[File, On] : filesOf(Units, IsWhole))
    for (const Suppression &S : Hidden.of(File)) {
      if (S.IsUsed || !isOurs(S))
        continue;
      const bool NamesOff = any_of(allRules(), [&](const RuleInfo &R) {
        return namesRule(S, R.Id) && !On.count(R.Id.str());
      });
      const bool NamesOn = any_of(
          On, [&](const std::string &Rule) { return namesRule(S, Rule); });
      // What is off might be hidden, were it on.
      if (NamesOff && !NamesOn)
        continue;
      New.push_back(findingFor(S, Hidden.textOf(S), allRules()));
    }
  insertFindings(std::move(New), Names, Out);
}

} // namespace holdfast
