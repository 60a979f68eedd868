//===- MergeResults.cpp - the results of several runs as one --------------===//
//
// A finding in a header may be in several parts. Their fingerprints differ
// where one part saw more findings that are alike: a header's two, of which
// one part saw both and another the second.
//
//   place     part 1   part 2   merged
//   line 5    A0       -        A0
//   line 9    A1       A0       A1, as A0 is taken by the place before
//
//===----------------------------------------------------------------------===//

#include "tool/MergeResults.h"

#include "tool/Finish.h"
#include "tool/Merge.h"
#include "tool/ReadResults.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <tuple>

using namespace llvm;

namespace holdfast {

namespace {

/// A finding of one part.
struct Entry {
  SilencedFinding Told; ///< the reason is of those that are silenced
  bool IsSilenced = false;
};

} // namespace

static std::vector<Entry> entriesOf(std::vector<Report> &Parts) {
  std::vector<Entry> All;
  for (Report &R : Parts) {
    for (size_t I = 0; I != R.Findings.size(); ++I)
      All.push_back({{std::move(R.Findings[I]), R.Fingerprints[I], ""}, false});
    for (SilencedFinding &S : R.Silenced)
      All.push_back({std::move(S), true});
  }
  // Whole entries decide, so that the order of the parts does not matter.
  std::sort(All.begin(), All.end(), [](const Entry &A, const Entry &B) {
    if (A.Told.What != B.Told.What)
      return comesBefore(A.Told.What, B.Told.What);
    return std::tie(A.IsSilenced, A.Told.Fingerprint) <
           std::tie(B.IsSilenced, B.Told.Fingerprint);
  });
  return All;
}

/// The first of the fingerprints that no finding before has. Where all are
/// taken, one that depends on nothing else.
static std::string pickFingerprint(ArrayRef<Entry> Same, StringSet<> &Taken) {
  for (const Entry &E : Same)
    if (Taken.insert(E.Told.Fingerprint).second)
      return E.Told.Fingerprint;
  std::string Print = Same.front().Told.Fingerprint;
  do
    Print = utohexstr(xxh3_64bits(Print), /*LowerCase=*/true, /*Width=*/16);
  while (!Taken.insert(Print).second);
  return Print;
}

static void mergeFindings(std::vector<Report> &Parts, Report &Out) {
  std::vector<Entry> All = entriesOf(Parts);
  StringSet<> Taken;
  for (size_t I = 0, End = 0; I != All.size(); I = End) {
    while (End != All.size() &&
           isSameFinding(All[I].Told.What, All[End].Told.What))
      ++End;
    SilencedFinding &First = All[I].Told;
    First.Fingerprint = pickFingerprint(ArrayRef(All).slice(I, End - I), Taken);
    if (All[I].IsSilenced) {
      Out.Silenced.push_back(std::move(First));
      continue;
    }
    Out.Findings.push_back(std::move(First.What));
    Out.Fingerprints.push_back(std::move(First.Fingerprint));
  }
}

static void addStats(const ReportStats &Part, ReportStats &Out) {
  Out.FunctionsChecked += Part.FunctionsChecked;
  Out.FunctionsSkipped += Part.FunctionsSkipped;
  Out.TemplatesUninstantiated += Part.TemplatesUninstantiated;
  Out.Lines += Part.Lines;
  Out.InBaseline += Part.InBaseline;
  Out.Untouched += Part.Untouched;
}

void mergeReports(std::vector<Report> Parts, Report &Out) {
  std::set<std::string> Checked;
  std::set<std::string> Failed;
  std::set<std::pair<std::string, std::string>> Told;
  for (Report &R : Parts) {
    addStats(R.Stats, Out.Stats);
    Checked.insert(R.Checked.begin(), R.Checked.end());
    append_range(Out.NotLookedAt, R.NotLookedAt);
    for (FailedUnit &F : R.Failed) {
      Failed.insert(F.File);
      if (Told.insert({F.File, F.Reason}).second)
        Out.Failed.push_back(std::move(F));
    }
  }
  mergeFindings(Parts, Out);
  std::vector<Skipped> &Not = Out.NotLookedAt;
  std::sort(Not.begin(), Not.end(), [](const Skipped &A, const Skipped &B) {
    return comesBefore(A, B);
  });
  Not.erase(std::unique(Not.begin(), Not.end(), isSameFunction), Not.end());
  Out.Checked.assign(Checked.begin(), Checked.end());
  Out.Stats.Files = unsigned(Checked.size());
  Out.Stats.Failed = unsigned(Failed.size());
  Out.Stats.Suppressed = unsigned(Out.Silenced.size());
}

int runMerge(const Options &Asked) {
  const auto Begin = std::chrono::steady_clock::now();
  const Console Say(Asked.IsQuiet, Asked.Color);
  const std::string Folder = workingFolder();
  const std::optional<Narrowing> Only = startNarrowing(Asked, Folder, Say);
  if (!Only)
    return BadCommand;
  int Status = NothingToReport;
  std::vector<Report> Parts;
  for (const std::string &File : Asked.Results) {
    std::string Why;
    if (auto Text = MemoryBuffer::getFile(File); !Text) {
      Why = Text.getError().message();
    } else if (Expected<Report> Part =
                   readResults((*Text)->getBuffer(), Folder)) {
      Parts.push_back(std::move(*Part));
      continue;
    } else {
      Why = toString(Part.takeError());
    }
    Say.error("'" + File + "' is left out: " + Why);
    Status = BadCommand;
  }
  Report Result = startReport(Asked, Folder);
  mergeReports(std::move(Parts), Result);
  SourceLines Sources;
  const std::chrono::duration<double> Passed =
      std::chrono::steady_clock::now() - Begin;
  Result.Stats.WallSeconds = Passed.count();
  tellFailed(Result, Say);
  return std::max(Status, finishRun(Result, *Only, Asked, Sources, Say));
}

} // namespace holdfast
