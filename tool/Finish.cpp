//===- Finish.cpp - the end of every run ----------------------------------===//
//
// Nothing here stops at a failure: what cannot be written is said, and the rest
// is written all the same.
//
//===----------------------------------------------------------------------===//

#include "tool/Finish.h"

#include "tool/Fix.h"
#include "tool/Output.h"
#include "tool/RulePages.h"
#include "tool/UnusedSuppressions.h"
#include "tool/output/Formats.h"

#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace holdfast {

std::string workingFolder() {
  SmallString<256> Folder;
  sys::fs::current_path(Folder);
  return Folder.str().str();
}

Report startReport(const Options &Asked, const std::string &Base) {
  Report R;
  R.Base = Base;
  R.Rules = allRules().vec();
  if (Asked.TellUnused)
    R.Rules.push_back(UnusedSuppressionRule);
  for (const RuleInfo &Rule : R.Rules)
    R.Pages.push_back(rulePage(Rule.Id));
  R.HomePage = HOLDFAST_HOME_PAGE;
  R.ShowTimes = Asked.ShowProfile;
  return R;
}

void tellFailed(const Report &R, const Console &Say) {
  for (const FailedUnit &F : R.Failed)
    // The reason often begins with a place, which is shown like all others.
    Say.error("'" + displayPath(F.File, R.Base) +
              "' could not be checked: " + displayPath(F.Reason, R.Base));
}

static bool isReached(FailOn Threshold, const Finding &F) {
  switch (Threshold) {
  case FailOn::Warning:
    return true;
  case FailOn::Error:
    return F.Level == Severity::Error;
  case FailOn::Never:
    return false;
  }
  return false;
}

std::optional<Narrowing> startNarrowing(const Options &Asked,
                                        StringRef WorkingFolder,
                                        const Console &Say) {
  if (!canWrite(Asked.OutputFile, Say) || !canWrite(Asked.WriteBaseline, Say))
    return std::nullopt;
  Expected<Narrowing> Only = Narrowing::create(Asked, WorkingFolder);
  if (Only)
    return std::move(*Only);
  Say.error(toString(Only.takeError()));
  return std::nullopt;
}

int finishRun(Report &R, const Narrowing &Only, const Options &Asked,
              SourceLines &Sources, const Console &Say) {
  int Status = R.Failed.empty() ? NothingToReport : UnitFailed;
  auto Raise = [&](int To) { Status = std::max(Status, To); };
  // Everything that was found is in a new baseline, also what an old one hides.
  if (!Asked.WriteBaseline.empty() &&
      !writeFile(Asked.WriteBaseline, Say,
                 [&](raw_ostream &Out) { writeBaseline(R, Sources, Out); }))
    Raise(BadCommand);
  Only.apply(R);
  Raise(writeReport(R, Asked, Sources, Say));
  if (Asked.Fixing != FixMode::None)
    Raise(applyFixes(R, Asked, Say, outs()));
  outs().flush();
  if (Asked.ShowProfile)
    writeProfile(R, errs());
  if (!Asked.IsQuiet)
    writeSummary(R, errs());
  if (any_of(R.Findings,
             [&](const Finding &F) { return isReached(Asked.Threshold, F); }))
    Raise(FindingsReported);
  return Status;
}

} // namespace holdfast
