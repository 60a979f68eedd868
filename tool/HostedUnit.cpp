//===- HostedUnit.cpp - one unit, parsed by somebody else -----------------===//
//
// A host has parsed the bodies of system headers; the engine does not look at
// them. What a unit tells of its own functions is asked again as in a run over
// many files, so that the answer is that of a run over this file alone.
//
//===----------------------------------------------------------------------===//

#include "tool/HostedUnit.h"

#include "tool/Merge.h"
#include "tool/Rounds.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast {

bool isChecked(const clang::CompilerInstance &CI) {
  const clang::LangOptions &Language = CI.getLangOpts();
  return Language.CPlusPlus && !Language.ObjC && !Language.CUDA &&
         !Language.HIP;
}

/// The main file by the name that findings have it under; "" for standard
/// input.
static std::string mainFile(const clang::SourceManager &SM) {
  clang::OptionalFileEntryRef Entry =
      SM.getFileEntryRefForID(SM.getMainFileID());
  if (!Entry)
    return "";
  const StringRef Real = Entry->getFileEntry().tryGetRealPathName();
  SmallString<256> Path(Real.empty() ? Entry->getName() : Real);
  SM.getFileManager().makeAbsolutePath(Path);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

/// Adds what only the link step finds, over this unit alone.
static void linkAlone(UnitResult &Result, const Settings &How) {
  LinkResult Linked = linkUnits(Result.Summary);
  for (Finding &F : Linked.Findings[0])
    if (How.rules().count(F.Rule))
      Result.Findings.push_back(std::move(F));
  if (!Linked.Wrong[0].empty())
    Result.InternalFailure = "its summary cannot be read: " + Linked.Wrong[0];
}

Expected<HostedFindings> checkHosted(clang::CompilerInstance &CI,
                                     clang::ASTContext &AST,
                                     const Options &Asked) {
  HostedFindings Out;
  UnitList List;
  Unit &U = List.Units.emplace_back();
  U.File = mainFile(CI.getSourceManager());
  if (U.File.empty())
    return Out;
  SmallString<256> WorkingFolder(".");
  CI.getFileManager().makeAbsolutePath(WorkingFolder);
  sys::path::remove_dots(WorkingFolder, /*remove_dot_dot=*/true);
  List.DatabaseFile = findCMakeCache(WorkingFolder);
  const Inside Scope(List, WorkingFolder);
  SettingsTable Table(Asked, Scope);
  Expected<const Settings *> How =
      Table.forFolder(sys::path::parent_path(U.File));
  if (!How)
    return How.takeError();
  if (!(*How)->isShown(U.File))
    return Out;

  CheckedUnit Checked{&U, *How, {}};
  UnitResult &Result = Checked.Outcome.Result;
  Result = checkInRounds((*How)->engine(), CI, AST, {});
  if (Result.InternalFailure.empty())
    linkAlone(Result, **How);
  Out.InternalFailure = Result.InternalFailure;
  SourceLines Sources;
  Fingerprints Names(Scope, Sources);
  Suppressions Hidden(Sources);
  Report Merged;
  mergeUnits(Checked, Names, Hidden, Merged);
  Out.Shown = std::move(Merged.Findings);
  for (SilencedFinding &S : Merged.Silenced) {
    const Suppression *By = Hidden.findFor(S.What);
    auto &Kind = By && namesOnlyAlias(*By, S.What.Rule) ? Out.SilencedByAlias
                                                        : Out.Silenced;
    Kind.push_back(std::move(S.What));
  }
  return Out;
}

} // namespace holdfast
