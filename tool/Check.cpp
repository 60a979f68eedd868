//===- Check.cpp - the main job -------------------------------------------===//
//
// One object holds a run: its units, what holds for each, and the status so
// far. Its end, from the report to the status, is in Finish.cpp.
//
//===----------------------------------------------------------------------===//

#include "tool/Check.h"

#include "tool/ChosenUnits.h"
#include "tool/Finish.h"
#include "tool/Merge.h"
#include "tool/Order.h"
#include "tool/Resources.h"
#include "tool/ResultCache.h"
#include "tool/Scheduler.h"
#include "tool/Summaries.h"
#include "tool/UnusedSuppressions.h"
#include "tool/Wire.h"
#include "tool/output/Progress.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"

#include <chrono>
#include <numeric>

using namespace llvm;

namespace holdfast {

namespace {

class Run {
public:
  explicit Run(const Options &Asked)
      : Asked(Asked), Say(Asked.IsQuiet, Asked.Color) {}
  int run();

private:
  bool choose();
  bool isWhole() const;
  bool openCache(const CommandExtras &Extras);
  std::vector<unsigned> takeKept(ArrayRef<unsigned> Which, bool IsAgain);
  bool check();
  std::unique_ptr<ElsewhereTable> tableOfEffects();
  void checkAgain(ArrayRef<unsigned> Which);
  void checkUnits(ArrayRef<unsigned> Which, bool IsAgain);
  bool readStored();
  void keepSummaries();
  void link();
  void tellWhatUnitsSaid();
  int finish();
  void raise(int To) { Status = std::max(Status, To); }

  const Options &Asked;
  Console Say;
  std::string WorkingFolder;
  int Status = NothingToReport;
  ChosenUnits Chosen;
  std::vector<CheckedUnit> &Units = Chosen.Units;
  std::vector<StoredSummary> Stored; ///< of units that are not checked
  std::unique_ptr<ElsewhereTable> Elsewhere; ///< what functions of other units do, as far as that is known
  WorkLimits Limits;
  std::optional<Parser> Parse;
  std::optional<ResultCache> Cache;
  SourceLines Sources;
  std::optional<Narrowing> Only; ///< which findings count
  Report Result;
};

} // namespace

/// False where there is nothing to run.
bool Run::choose() {
  const bool Reads = Asked.What != Action::Link;
  if (Reads && !Chosen.select(Asked, WorkingFolder, Say, Status))
    return false;
  return Chosen.settle(Asked, WorkingFolder, Say, Status);
}

/// True where this run looks at all files.
bool Run::isWhole() const {
  return Asked.Files.empty() && Asked.Shards == 1 &&
         all_of(Units,
                [](const CheckedUnit &U) { return U.Outcome.Failure.empty(); });
}

/// Checks all units; false where the run cannot begin.
bool Run::check() {
  CommandExtras Extras;
  Extras.Before = Asked.ExtraBefore;
  Extras.After = Asked.ExtraAfter;
  if (Error Missing = findResourceFolder().moveInto(Extras.ResourceFolder)) {
    Say.error(toString(std::move(Missing)));
    raise(BadCommand);
    return false;
  }
  if (!openCache(Extras)) {
    raise(BadCommand);
    return false;
  }
  Parse.emplace(Extras);
  Limits.Workers = Asked.Workers
                       ? Asked.Workers
                       : hardware_concurrency().compute_thread_count();
  Limits.AsksJobserver = !Asked.Workers; // who says a number means it
  Limits.Seconds = Asked.UnitTimeout;
  Limits.Megabytes = Asked.UnitMemory;
  Elsewhere = tableOfEffects();
  const UnitOrder Order = tellersFirst(Units);
  checkUnits(Order.First, false);
  checkAgain(Order.First);
  checkUnits(Order.Others, false);
  std::vector<unsigned> All(Units.size());
  std::iota(All.begin(), All.end(), 0);
  checkAgain(All);
  if (Cache)
    Cache->prune();
  return true;
}

/// False where the folder that was asked for cannot be made; without a home there is
/// no default one.
bool Run::openCache(const CommandExtras &Extras) {
  if (!Asked.UseCache || Asked.Dump != DumpKind::None || Asked.Annotate)
    return true;
  const std::string Folder = Asked.CacheFolder.empty() ? defaultCacheFolder() : Asked.CacheFolder;
  if (Folder.empty())
    return true;
  std::string Why;
  if (const std::error_code Failed = sys::fs::create_directories(Folder))
    Why = "cannot be made: " + Failed.message();
  else if (!sys::fs::is_directory(Folder))
    Why = "is no folder";
  else if (sys::fs::access(Folder, sys::fs::AccessMode::Write))
    Why = "does not allow to write";
  if (Why.empty())
    Cache.emplace(Folder, Extras);
  else if (!Asked.CacheFolder.empty())
    Say.error("the cache folder '" + Folder + "' " + Why);
  return Why.empty() || Asked.CacheFolder.empty();
  return true;
}

/// What all units whose effects are known tell each other.
std::unique_ptr<ElsewhereTable> Run::tableOfEffects() {
  auto Out = std::make_unique<ElsewhereTable>();
  for (const StoredSummary &S : Stored)
    Out->add(S.Effects); // what cannot be read was named by readStored
  for (const CheckedUnit &U : Units)
    Out->add(U.Outcome.Result.Effects);
  return Out;
}

/// The time of all rounds is a unit's time.
static void addTimes(const UnitOutcome &Before, UnitOutcome &Now) {
  Now.Seconds += Before.Seconds;
  auto &Stages = Now.Result.Stats.Seconds;
  for (const auto &[Stage, Seconds] : Before.Result.Stats.Seconds)
    if (auto It = llvm::find_if(Stages, [&, &Stage = Stage](const auto &Each) { return Each.first == Stage; }); It != Stages.end())
      It->second += Seconds;
}

/// Takes what the cache has; returns the others.
std::vector<unsigned> Run::takeKept(ArrayRef<unsigned> Which, bool IsAgain) {
  std::vector<unsigned> Left;
  for (unsigned I : Which) {
    std::optional<UnitOutcome> Kept = Cache ? Cache->find(Units[I], *Elsewhere) : std::nullopt;
    if (!Kept) {
      Left.push_back(I);
      continue;
    }
    Result.Stats.FromCache += !IsAgain;
    addTimes(Units[I].Outcome, *Kept);
    Units[I].Outcome = std::move(*Kept);
  }
  return Left;
}

/// Runs the engine over some of the units. One that fails when it is checked
/// again keeps what it had.
void Run::checkUnits(ArrayRef<unsigned> Which, bool IsAgain) {
  const std::vector<unsigned> Left = takeKept(Which, IsAgain);
  unsigned Done = 0;
  Progress Bar(unsigned(Left.size()), !Asked.IsQuiet);
  const long Peak = Left.empty() ? 0 : runInWorkers(
      unsigned(Left.size()), Limits,
      [&](unsigned I) {
        const CheckedUnit &U = Units[Left[I]];
        UnitInputs From;
        const UnitOutcome Outcome = Parse->run(*U.What, U.How->engine(), *Elsewhere, Cache ? &From : nullptr);
        From.Inside = U.How->takeAnswers();
        if (Cache)
          Cache->keep(U, *Elsewhere, Outcome, From);
        return writeOutcome(Outcome);
      },
      [&](unsigned I, WorkResult R) {
        ++Done;
        UnitOutcome &Outcome = Units[Left[I]].Outcome;
        std::optional<UnitOutcome> Read;
        if (R.Failure.empty() && !(Read = readOutcome(R.Bytes)))
          R.Failure = "internal failure: its result cannot be read";
        if (Read && Read->Failure.empty()) {
          addTimes(Outcome, *Read);
          Outcome = std::move(*Read);
        } else if (!IsAgain) {
          if (Read)
            Outcome = std::move(*Read);
          else
            Outcome.Failure = std::move(R.Failure);
        }
      },
      [&] { Bar.update(Done); });
  for (unsigned I : Which)
    Units[I].Known = Elsewhere->answersFor(Units[I].Outcome.Result.Effects);
  Result.Stats.PeakKilobytes = std::max(Result.Stats.PeakKilobytes, Peak);
}

/// Checks again those units to which others tell what they did not know: a function
/// that starts a thread with what it is given makes one of each that calls it. The
/// steps of graph/Plan.h are these rounds.
void Run::checkAgain(ArrayRef<unsigned> Which) {
  for (unsigned Round = 0; Round != MaxRounds; ++Round) {
    Elsewhere = tableOfEffects();
    std::vector<unsigned> Changed;
    for (unsigned I : Which) {
      const UnitOutcome &Outcome = Units[I].Outcome;
      if (Outcome.Failure.empty() && Elsewhere->answersFor(Outcome.Result.Effects) != Units[I].Known)
        Changed.push_back(I);
    }
    if (Changed.empty())
      return;
    Result.Stats.CheckedAgain += unsigned(Changed.size());
    checkUnits(Changed, true);
  }
  Elsewhere = tableOfEffects();
}

/// The summaries of other files, or for `link` of all; false where the folder
/// cannot be read.
bool Run::readStored() {
  const bool IsLink = Asked.What == Action::Link;
  if (Asked.SummaryFolder.empty() ||
      (!IsLink && !sys::fs::exists(Asked.SummaryFolder)))
    return true;
  StringSet<> Own;
  for (const CheckedUnit &U : Units)
    Own.insert(summaryName(*U.What));
  Expected<SummaryFolder> Read = readSummaryFolder(Asked.SummaryFolder, Own);
  if (!Read) {
    Say.error(toString(Read.takeError()));
    raise(BadCommand);
    return false;
  }
  for (const std::string &Wrong : Read->Wrong) {
    Say.error(Wrong);
    raise(UnitFailed);
  }
  Stored = std::move(Read->Summaries);
  ElsewhereTable Readable;
  for (const StoredSummary &S : Stored)
    if (!Readable.add(S.Effects)) {
      Say.error("what '" + displayPath(S.Unit, WorkingFolder) +
                "' told of its functions is damaged or of another version; check that file again");
      raise(UnitFailed);
    }
  if (IsLink && Stored.empty()) {
    Say.error("there is no summary in '" + Asked.SummaryFolder +
              "' that can be used; --summaries writes them");
    raise(BadCommand);
    return false;
  }
  if (IsLink)
    for (const StoredSummary &S : Stored)
      Chosen.List.Units.push_back({S.Unit, "", {}, "", {}, false});
  Result.Stats.IsLink = IsLink;
  if (!IsLink)
    Result.Stats.Stored = unsigned(Stored.size());
  return true;
}

void Run::keepSummaries() {
  for (const CheckedUnit &U : Units)
    if (U.Outcome.Failure.empty())
      if (Error Failed = writeSummaryFile(Asked.SummaryFolder, *U.What,
                                          U.Outcome.Result)) {
        Say.error("the summaries cannot be kept in '" + Asked.SummaryFolder +
                  "': " + toString(std::move(Failed)));
        return raise(BadCommand);
      }
}

/// Adds to each unit what only the program as a whole shows there.
void Run::link() {
  const auto Begin = std::chrono::steady_clock::now();
  std::vector<std::string> Others;
  for (StoredSummary &S : Stored)
    Others.push_back(std::move(S.Text));
  const std::vector<std::string> Wrong = addLinked(Units, std::move(Others), Result);
  for (size_t I = 0; I != Stored.size(); ++I)
    if (!Wrong[I].empty()) {
      Say.error("what '" + displayPath(Stored[I].Unit, WorkingFolder) +
                "' told is left out: " + Wrong[I] + "; check that file again");
      raise(UnitFailed);
    }
  const std::chrono::duration<double> Passed =
      std::chrono::steady_clock::now() - Begin;
  Result.Stats.Seconds.emplace_back("link", Passed.count());
  Result.Stats.UnitSeconds += Passed.count();
}

/// Remarks on commands and files, each kind once however many units there are.
void Run::tellWhatUnitsSaid() {
  unsigned Plugins = 0;
  size_t Flags = 0;
  std::set<std::string> Names;
  for (const CheckedUnit &U : Units) {
    Plugins += U.Outcome.HadPlugins;
    Flags += U.Outcome.UnknownFlags.size();
    Names.insert(U.Outcome.UnknownFlags.begin(), U.Outcome.UnknownFlags.end());
    if (U.Outcome.IsEmpty)
      Say.note("'" + displayPath(U.What->File, WorkingFolder) +
               "' is empty: nothing to check");
  }
  if (Flags)
    Say.note(Twine(Flags) +
             (Flags == 1 ? " flag that clang does not know was"
                         : " flags that clang does not know were") +
             " left out: " + join(Names, ", "));
  if (Plugins)
    Say.note("compiler plugins in the commands of " + Twine(Plugins) +
             (Plugins == 1 ? " file were" : " files were") +
             " ignored; compile commands are never trusted to load code");
  tellFailed(Result, Say);
}

int Run::finish() {
  if (Asked.Dump != DumpKind::None) {
    for (const CheckedUnit &U : Units)
      outs() << U.Outcome.Result.Dump;
    if (!Result.Failed.empty())
      raise(UnitFailed);
    return Status;
  }
  raise(finishRun(Result, *Only, Asked, Sources, Say));
  return Status;
}

int Run::run() {
  const auto Begin = std::chrono::steady_clock::now();
  WorkingFolder = workingFolder();
  Only = startNarrowing(Asked, WorkingFolder, Say);
  if (!Only)
    return BadCommand;
  Result = startReport(Asked, WorkingFolder);
  if (Asked.What == Action::Link) {
    if (!readStored() || !choose())
      return Status;
    // What is excluded is not shown, and counts with the others.
    for (CheckedUnit &U : Units)
      U.Outcome.Result.Summary =
          std::exchange(Stored[size_t(U.What - Chosen.List.Units.data())].Text, "");
  } else {
    if (!choose() || !readStored()) {
      if (Status < BadCommand)
        finish();
      return Status;
    }
    if (!check())
      return Status;
    if (!Asked.SummaryFolder.empty())
      keepSummaries();
  }
  link();
  Fingerprints Names(*Chosen.Scope, Sources);
  Suppressions Hidden(Sources);
  mergeUnits(Units, Names, Hidden, Result);
  if (Asked.TellUnused)
    addUnusedSuppressions(Units, isWhole(), Names, Hidden, Result);
  const std::chrono::duration<double> Passed =
      std::chrono::steady_clock::now() - Begin;
  Result.Stats.WallSeconds = Passed.count();
  tellWhatUnitsSaid();
  return finish();
}

int runCheck(const Options &Asked) { return Run(Asked).run(); }

} // namespace holdfast
