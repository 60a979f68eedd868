//===- Check.cpp - one document, as the command line would ----------------===//

#include "tool/lsp/Check.h"

#include "tool/Merge.h"
#include "tool/lsp/Parse.h"
#include "tool/lsp/Preamble.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <chrono>

using namespace llvm;

namespace holdfast::server {

std::string databaseFor(const Options &Asked, StringRef Path) {
  constexpr StringLiteral Name = "compile_commands.json";
  auto IsThere = [](StringRef File) {
    return sys::fs::exists(File) && !sys::fs::is_directory(File);
  };
  if (!Asked.DatabaseFolder.empty()) {
    SmallString<256> File(Asked.DatabaseFolder);
    if (sys::fs::is_directory(File))
      sys::path::append(File, Name);
    return IsThere(File) ? File.str().str() : "";
  }
  for (StringRef Folder = sys::path::parent_path(Path); !Folder.empty();
       Folder = sys::path::parent_path(Folder))
    for (StringRef Below : {"", "build"}) {
      SmallString<256> File(Folder);
      sys::path::append(File, Below, Name);
      if (IsThere(File))
        return File.str().str();
    }
  return "";
}

/// The folder from which the command line would have been called.
static std::string workingFolderFor(const CheckInputs &From,
                                    StringRef Database) {
  if (!From.Folder.empty())
    return From.Folder;
  StringRef Folder = sys::path::parent_path(
      Database.empty() ? StringRef(From.Path) : Database);
  if (!Database.empty() && sys::path::filename(Folder) == "build")
    Folder = sys::path::parent_path(Folder);
  return Folder.str();
}

/// The units of the document; where there are none, `Out` says why.
static void select(const CheckInputs &From, Preparation &Out) {
  Options Asked = From.Asked;
  Asked.Files = {From.Path};
  if (!Asked.FixedFlags) {
    Asked.DatabaseFolder = databaseFor(From.Asked, From.Path);
    if (Asked.DatabaseFolder.empty() && !From.Asked.DatabaseFolder.empty()) {
      Out.Failure = "there is no compile_commands.json in '" +
                    From.Asked.DatabaseFolder + "'";
      return;
    }
    if (Asked.DatabaseFolder.empty()) {
      Out.Failure = "there is no compile_commands.json in a folder above it or "
                    "in build/ there; CMake writes it with "
                    "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON, and for other build "
                    "systems Bear does ('bear -- make')";
      return;
    }
  }
  Out.WorkingFolder = workingFolderFor(From, Asked.DatabaseFolder);
  Expected<UnitList> Selected = selectUnits(Asked, Out.WorkingFolder);
  if (!Selected) {
    Out.Failure = toString(Selected.takeError());
    return;
  }
  Out.List = std::move(*Selected);
  if (!Out.List.Errors.empty())
    Out.Failure = Out.List.Errors.front();
}

/// True where the document is the main file of `U`, and not a header in it.
static bool isMainOf(const CheckInputs &From, const Unit &U) {
  return U.OnlyIn.empty() &&
         (U.File == From.Path || sys::fs::equivalent(U.File, From.Path));
}

/// The document, where it is a header in `U`; else "".
static std::string headerIn(const CheckInputs &From, const Unit &U) {
  return isMainOf(From, U) ? "" : From.Path;
}

/// Opens the text of the document under the unit's name for it, too.
static Texts textsFor(const CheckInputs &From, const Unit &U) {
  Texts Open = From.Open;
  if (auto Own = Open.find(From.Path); Own != Open.end() && isMainOf(From, U))
    Open[U.File] = Own->second;
  return Open;
}

namespace {

/// The settings of a document's units.
struct Setting {
  Setting(const Options &Asked, const Preparation &How)
      : Scope(How.List, How.WorkingFolder), Table(Asked, Scope) {}
  Expected<const Settings *> of(const Unit &U) {
    return Table.forFolder(sys::path::parent_path(U.File));
  }

  Inside Scope;
  SettingsTable Table;
};

} // namespace

Preparation prepare(const CheckInputs &From, bool WantsPreamble) {
  Preparation Out;
  select(From, Out);
  Setting For(From.Asked, Out);
  for (const Unit &U : Out.List.Units) {
    std::optional<Preamble> &Begin = Out.Preambles.emplace_back();
    Expected<const Settings *> How = For.of(U);
    if (!How) { // the check will say it
      consumeError(How.takeError());
      continue;
    }
    if (WantsPreamble && Out.Failure.empty())
      Begin = makePreamble({U, (*How)->engine(), From.Extras, textsFor(From, U),
                            headerIn(From, U)});
  }
  return Out;
}

/// Adds what only the program as a whole shows, in these units.
static void link(MutableArrayRef<CheckedUnit> Units,
                 ArrayRef<StoredSummary> Others, CheckResult &Out) {
  std::vector<std::string> All;
  for (const CheckedUnit &U : Units)
    All.push_back(U.Outcome.Result.Summary);
  for (const StoredSummary &S : Others)
    All.push_back(S.Text);
  LinkResult Linked = linkUnits(All);
  for (size_t I = 0; I != Units.size(); ++I)
    for (Finding &F : Linked.Findings[I])
      if (Units[I].How->rules().count(F.Rule))
        Units[I].Outcome.Result.Findings.push_back(std::move(F));
  for (auto &[Unit, Annotation] : Linked.Annotations)
    if (Unit < Units.size() &&
        Units[Unit].How->isShown(Annotation.Edits[0].Where.File))
      Out.Annotations.push_back(std::move(Annotation));
}

/// What the units came to, as a report has it.
static void merge(const CheckInputs &From, const Inside &Scope,
                  std::vector<CheckedUnit> &Units, CheckResult &Out) {
  SourceLines Sources;
  for (const CheckedUnit &U : Units)
    for (const auto &[Path, Text] : textsFor(From, *U.What))
      Sources.put(Path, Text);
  Fingerprints Names(Scope, Sources);
  Suppressions Hidden(Sources);
  Report Merged;
  mergeUnits(Units, Names, Hidden, Merged);
  Out.Findings = std::move(Merged.Findings);
  if (!Merged.Failed.empty())
    Out.NotChecked = Merged.Failed.front().Reason;
}

static const Preamble *preambleOf(const Preparation &How, size_t Unit) {
  return Unit < How.Preambles.size() && How.Preambles[Unit]
             ? &*How.Preambles[Unit]
             : nullptr;
}

CheckResult check(const CheckInputs &From, const Preparation &How,
                  ArrayRef<StoredSummary> Others) {
  CheckResult Out;
  Out.NotChecked = How.Failure;
  if (!Out.NotChecked.empty())
    return Out;
  Setting For(From.Asked, How);
  TheOthers Told;
  for (const StoredSummary &S : Others)
    Told.Effects.push_back(S.Effects);
  std::vector<CheckedUnit> Units;
  for (size_t I = 0; I != How.List.Units.size(); ++I) {
    const Unit &U = How.List.Units[I];
    Expected<const Settings *> Holds = For.of(U);
    if (!Holds) {
      Out.NotChecked = toString(Holds.takeError());
      return Out;
    }
    const Preamble *Begin = preambleOf(How, I);
    CheckedUnit &Each = Units.emplace_back(CheckedUnit{&U, *Holds, {}});
    Each.Outcome = parseUnit({U, (*Holds)->engine(), From.Extras,
                              textsFor(From, U), headerIn(From, U)},
                             Begin, Told, Out);
  }
  for (const CheckedUnit &U : Units)
    if (U.Outcome.Failure.empty())
      Out.Told.push_back({summaryName(*U.What), U.Outcome.Result.Effects,
                          U.Outcome.Result.Summary});
  const auto Start = std::chrono::steady_clock::now();
  link(Units, Others, Out);
  merge(From, For.Scope, Units, Out);
  const std::chrono::duration<double> Passed =
      std::chrono::steady_clock::now() - Start;
  Out.Seconds += Passed.count(), Out.OwnSeconds += Passed.count();
  llvm::sort(Out.Files);
  Out.Files.erase(llvm::unique(Out.Files), Out.Files.end());
  return Out;
}

OwnershipTable ownershipIn(const CheckInputs &From, const Preparation &How,
                           ArrayRef<StoredSummary> Others,
                           ArrayRef<ToldByUnit> Own) {
  if (!How.Failure.empty() || How.List.Units.empty())
    return {};
  // One command is enough to show the text.
  const Unit &U = How.List.Units.front();
  Options Asked = From.Asked;
  Asked.TellsOwnership = true;
  Asked.OwnershipOf = isMainOf(From, U) ? U.File : From.Path;
  TheOthers Told;
  std::vector<std::string> Summaries;
  for (const ToldByUnit &T : Own)
    Summaries.push_back(T.Summary);
  for (const StoredSummary &S : Others) {
    Told.Effects.push_back(S.Effects);
    Summaries.push_back(S.Text);
  }
  Told.Guards = linkUnits(Summaries).Guards;
  Setting For(Asked, How);
  Expected<const Settings *> Holds = For.of(U);
  if (!Holds) {
    consumeError(Holds.takeError());
    return {};
  }
  CheckResult Ignored;
  return parseUnit({U, (*Holds)->engine(), From.Extras, textsFor(From, U),
                    headerIn(From, U)},
                   preambleOf(How, 0), Told, Ignored)
      .Result.Ownership;
}

} // namespace holdfast::server
