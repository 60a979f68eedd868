//===- ReportStep.cpp - all findings of a distributed run -----------------===//
//
// The end of a plain run, over what the steps have written instead of what
// workers have: linked, merged, suppressed and numbered by the same functions,
// so that the document is the same byte for byte.
//
//===----------------------------------------------------------------------===//

#include "tool/Finish.h"
#include "tool/Merge.h"
#include "tool/Output.h"
#include "tool/UnusedSuppressions.h"
#include "tool/graph/Steps.h"
#include "tool/graph/UnitFile.h"
#include "tool/output/Formats.h"

using namespace llvm;

namespace holdfast {

namespace {

/// The units of a report. Its parts point to each other: it is not moved.
struct UnitsOfReport {
  std::vector<std::unique_ptr<Unit>> What;
  JobSettings Settings;
  std::vector<CheckedUnit> Units;

  Error add(const std::string &File, const Relocation &Root) {
    auto Text = readBytes(File);
    if (!Text)
      return Text.takeError();
    Expected<UnitFile> Read = readUnitFile((*Text)->getBuffer(), Root);
    Expected<Job> J = Read ? readJob(Read->JobText, Root) : Read.takeError();
    Expected<const holdfast::Settings *> How =
        J ? Settings.of(*J) : J.takeError();
    if (!How)
      return createStringError("'" + File + "': " + toString(How.takeError()));
    What.push_back(std::make_unique<Unit>(std::move(J->What)));
    Read->Outcome.Result.Effects.clear();
    Units.push_back({What.back().get(), *How, std::move(Read->Outcome)});
    return Error::success();
  }
};

} // namespace

int runReportStep(const Options &Asked, ArrayRef<std::string> Files,
                  const Relocation &Root, const Console &Say) {
  const std::string Folder = workingFolder();
  std::optional<Narrowing> Only = startNarrowing(Asked, Folder, Say);
  if (!Only)
    return BadCommand;
  if (Files.empty() || Asked.OutputFile.empty()) {
    Say.error(Files.empty() ? "step report takes the files of units"
                            : "step report needs --output");
    return BadCommand;
  }
  UnitsOfReport All;
  for (const std::string &File : Files)
    if (Error Wrong = All.add(File, Root)) {
      Say.error(toString(std::move(Wrong)));
      return BadCommand;
    }
  Report Result = startReport(Asked, Folder);
  addLinked(All.Units, {}, Result);
  SourceLines Sources;
  Fingerprints Names(All.Settings.scope(), Sources);
  Suppressions Hidden(Sources);
  mergeUnits(All.Units, Names, Hidden, Result);
  if (Asked.TellUnused)
    addUnusedSuppressions(All.Units, /*IsWhole=*/Result.Failed.empty(), Names,
                          Hidden, Result);
  // What this comes to is for `holdfast merge` to say.
  bool IsWritten = Asked.WriteBaseline.empty() ||
                   writeFile(Asked.WriteBaseline, Say, [&](raw_ostream &Out) {
                     writeBaseline(Result, Sources, Out);
                   });
  Only->apply(Result);
  Options Silent = Asked;
  Silent.IsQuiet = true;
  IsWritten &= writeReport(Result, Silent, Sources, Say) == NothingToReport;
  return IsWritten ? NothingToReport : BadCommand;
}

} // namespace holdfast
