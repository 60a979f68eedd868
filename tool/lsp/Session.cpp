//===- Session.cpp - when what is checked ---------------------------------===//
//
// A keystroke is looked at at once. One that comes while the last one still is
// waits a moment, for more of them often come together. A check of an older
// text is cancelled at once. While a preamble is made, keystrokes
// below it change nothing about it, and it goes on.
//
//===----------------------------------------------------------------------===//

#include "tool/lsp/Session.h"

#include "report/OwnershipText.h"
#include "tool/Finish.h"
#include "tool/Resources.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast::server {

using std::chrono::milliseconds;

/// At a time, beside that of the file that is worked at.
static constexpr unsigned MostJobs = 2;
/// In a row.
static constexpr unsigned MaxPreparations = 3;

static WorkLimits limitsOf(const Options &Asked) {
  WorkLimits Out;
  Out.Seconds = Asked.UnitTimeout;
  Out.Megabytes = Asked.UnitMemory;
  return Out;
}

Session::Session(Options Given, Documents &Open, Listener &Tell)
    : Asked(std::move(Given)), Open(Open), Tell(Tell), Work(limitsOf(Asked)),
      NextLook(Clock::now() + BetweenLooks) {
  // Without clang's headers each check says which one it lacks.
  consumeError(findResourceFolder().moveInto(Extras.ResourceFolder));
  configure(Asked);
}

void Session::configure(Options Now) {
  Asked = std::move(Now);
  Asked.Annotate = true; // where members can be annotated is offered
  if (!Asked.DatabaseFolder.empty())
    Asked.DatabaseFolder = absolutePath(Asked.DatabaseFolder, workingFolder());
  Extras.Before = Asked.ExtraBefore;
  Extras.After = Asked.ExtraAfter;
  readStored();
  Programs.clear();
  for (auto &[Path, S] : States) {
    stop(Path, S);
    S.IsPrepared = false;
    schedule(S, Moment);
  }
}

void Session::setFolders(std::vector<std::string> Now) {
  Folders = std::move(Now);
  for (auto &[Path, S] : States) {
    stop(Path, S);
    S.IsPrepared = false;
    schedule(S, Moment);
  }
}

/// The innermost folder of the client that the document is in.
std::string Session::folderOf(const std::string &Path) const {
  std::string Best;
  for (const std::string &Folder : Folders) {
    StringRef Rest = Path;
    if (Rest.consume_front(Folder) &&
        (Rest.starts_with("/") || Folder == "/") && Folder.size() > Best.size())
      Best = Folder;
  }
  return Best;
}

CheckInputs Session::inputsFor(const std::string &Path) const {
  CheckInputs Out{Asked, Extras, Path, folderOf(Path), Open.dirtyTexts()};
  Out.Open[Path] = Open.all().at(Path).Text;
  return Out;
}

void Session::opened(const std::string &Path) {
  State &S = States[Path];
  stop(Path, S);
  forgetOwnership(S);
  S = State();
  S.Touched = Clock::now();
  schedule(S, milliseconds(0));
}

void Session::changed(const std::string &Path) {
  auto It = States.find(Path);
  if (It == States.end())
    return;
  State &S = It->second;
  const bool IsAlone = !S.Job && !S.Due;
  S.Rounds = 0;
  S.Touched = Clock::now();
  S.WantsOwnership = false;
  forgetOwnership(S);
  if (std::exchange(S.HasFailed, false))
    S.IsPrepared = false;
  if (S.Job && !S.IsPreparing)
    stop(Path, S);
  schedule(S, IsAlone ? milliseconds(0) : Moment);
}

void Session::closed(const std::string &Path) {
  auto It = States.find(Path);
  if (It == States.end())
    return;
  stop(Path, It->second);
  forgetOwnership(It->second);
  States.erase(It);
  lookAtDisk(); // what was open is now as it is on disk
}

void Session::schedule(State &S, milliseconds In) {
  const Clock::time_point When = Clock::now() + In;
  if (!S.Due || In == Moment || When < *S.Due)
    S.Due = When;
}

void Session::stop(const std::string &Path, State &S) {
  if (!S.Job)
    return;
  Work.cancel(std::exchange(S.Job, 0));
  if (std::exchange(S.IsPreparing, false))
    Tell.preparing(Path, false);
}

bool Session::isCurrent(const std::string &Path) const {
  auto It = States.find(Path);
  if (It == States.end() || !It->second.Last || It->second.Job)
    return false;
  auto Checked = It->second.OfLast.find(Path);
  return Checked != It->second.OfLast.end() &&
         Checked->second == Open.all().at(Path).Edition;
}

const CheckResult *Session::resultFor(const std::string &Path) const {
  return isCurrent(Path) ? &*States.at(Path).Last : nullptr;
}

const CheckResult *Session::lastResult(const std::string &Path) const {
  auto It = States.find(Path);
  return It == States.end() || !It->second.Last ? nullptr : &*It->second.Last;
}

bool Session::sawPresent(const std::string &Path, const Document &Other) const {
  auto It = States.find(Path);
  if (It == States.end())
    return false;
  auto Seen = It->second.OfLast.find(Other.Path);
  return Seen == It->second.OfLast.end()
             ? !Other.IsDirty
             : Seen->second == Other.Edition;
}

const OwnershipTable *Session::ownershipOf(const std::string &Path) {
  auto It = States.find(Path);
  if (It == States.end())
    return nullptr;
  if (isCurrent(Path) && It->second.Owned)
    return &*It->second.Owned;
  It->second.WantsOwnership = true;
  return nullptr;
}

void Session::forgetOwnership(State &S) {
  Work.cancel(std::exchange(S.OwnershipJob, 0));
  S.Owned.reset();
}

//===- from one state to the next -----------------------------------------===//

int Session::waitsFor(std::vector<pollfd> &Sources) {
  Work.waitsFor(Sources);
  Clock::time_point Next = States.empty() ? Clock::time_point::max() : NextLook;
  for (const auto &[Path, S] : States)
    if (S.Due && mayBegin(S))
      Next = std::min(Next, *S.Due);
  if (Work.hasToLook())
    Next = std::min(Next, Clock::now() + milliseconds(100)); // its limits
  if (Next == Clock::time_point::max())
    return -1;
  const auto Left =
      std::chrono::ceil<milliseconds>(Next - Clock::now()).count();
  return int(std::max<int64_t>(0, Left));
}

void Session::proceed() {
  Work.proceed();
  if (Clock::now() >= NextLook)
    compareWithDisk();
  std::vector<std::string> Ready;
  for (const auto &[Path, S] : States)
    if (S.Due && *S.Due <= Clock::now())
      Ready.push_back(Path);
  for (const std::string &Path : Ready)
    if (State &S = States[Path]; mayBegin(S))
      begin(Path, S);
  for (auto &[Path, S] : States)
    if (S.WantsOwnership && !S.OwnershipJob && isCurrent(Path))
      beginOwnership(Path, S);
}

/// What the user works at begins at once. The others wait for their turns, so
/// that many open files do not stop the machine.
bool Session::mayBegin(const State &S) const {
  if (S.IsPreparing)
    return false;
  const bool IsFirst = llvm::all_of(States, [&](const auto &Each) {
    return Each.second.Touched <= S.Touched;
  });
  return IsFirst || S.Job || Work.running() < MostJobs;
}

void Session::begin(const std::string &Path, State &S) {
  stop(Path, S);
  S.Due.reset();
  if (S.IsPrepared && fits(Path, S))
    beginCheck(Path, S);
  else
    beginPreparation(Path, S);
}

/// True where the preambles still stand for the beginning of the text, and
/// nothing that they were made from has changed.
bool Session::fits(const std::string &Path, const State &S) const {
  const StringRef Text = Open.all().at(Path).Text;
  size_t Next = 0;
  for (const std::optional<Preamble> &Each : S.How.Preambles) {
    if (!Each)
      continue;
    if (!Text.starts_with(Each->Text) ||
        (!Each->EndsAtStartOfLine && !StringRef(Each->Text).ends_with("\n") &&
         Text.size() > Each->Text.size()))
      return false;
    for (const std::string &File : Each->Files)
      if (Next == S.Stamps.size() ||
          (S.Stamps[Next++] != stampOf(File) && File != Path))
        return false;
  }
  return true;
}

void Session::beginPreparation(const std::string &Path, State &S) {
  const CheckInputs From = inputsFor(Path);
  S.IsPreparing = true;
  S.IsPrepared = false;
  // Files that change all the time have no preamble.
  S.WithoutPreamble |= ++S.Preparations > MaxPreparations;
  S.TriedText = Open.all().at(Path).Text;
  S.Began = std::chrono::system_clock::now();
  S.OfJob = editions();
  S.Prepared = Clock::now();
  if (S.How.Failure.empty()) // else it is tried again, and nobody waits for it
    Tell.preparing(Path, true);
  S.Job = Work.start(
      [&] { return writePreparation(prepare(From, !S.WithoutPreamble)); },
      [this, Path](WorkResult R) { prepared(Path, std::move(R)); });
}

void Session::prepared(const std::string &Path, WorkResult R) {
  State &S = States[Path];
  S.Job = 0;
  S.IsPreparing = false;
  Tell.preparing(Path, false);
  // What crashes or hangs in the beginning of a file is left to its check,
  // which says so.
  if (!R.Failure.empty() && !std::exchange(S.WithoutPreamble, true))
    return schedule(S, milliseconds(0));
  std::optional<Preparation> How =
      R.Failure.empty() ? readPreparation(R.Bytes) : std::nullopt;
  if (How)
    S.How = std::move(*How);
  else {
    S.How = Preparation();
    S.HasFailed = true;
    S.How.Failure = R.Failure.empty()
                        ? "internal failure: its result cannot be read"
                        : R.Failure;
  }
  S.IsPrepared = true;
  if (Asked.ShowProfile) {
    size_t Bytes = 0;
    for (const std::optional<Preamble> &Each : S.How.Preambles)
      Bytes += Each ? Each->Compiled.size() : 0;
    const std::chrono::duration<double> Passed =
        std::chrono::system_clock::now() - S.Began;
    errs() << formatv("{0}: preparation {1:F3} s, preamble {2} KB\n", Path,
                      Passed.count(), Bytes >> 10);
  }
  S.Stamps.clear();
  for (const std::optional<Preamble> &Each : S.How.Preambles)
    if (Each)
      for (const std::string &File : Each->Files)
        S.Stamps.push_back(stampInJob(File, S));
  forgetOldPreambles();
  // A change of the text in the meantime has its own time.
  schedule(S, milliseconds(0));
}

void Session::beginCheck(const std::string &Path, State &S) {
  const CheckInputs From = inputsFor(Path);
  S.OfJob = editions();
  S.Began = std::chrono::system_clock::now();
  S.IsOutdated = false;
  S.OnDisk.clear();
  noteDisk(Path, S);
  S.Job = Work.start(
      [&] { return writeResult(check(From, S.How, othersOf(Path))); },
      [this, Path](WorkResult R) { checked(Path, std::move(R)); });
}

void Session::checked(const std::string &Path, WorkResult R) {
  State &S = States[Path];
  S.Job = 0;
  std::optional<CheckResult> Result =
      R.Failure.empty() ? readResult(R.Bytes) : std::nullopt;
  if (!Result) {
    Result.emplace();
    Result->NotChecked = R.Failure.empty()
                             ? "internal failure: its result cannot be read"
                             : R.Failure;
  }
  std::vector<ToldByUnit> Before =
      S.Last ? std::move(S.Last->Told) : std::vector<ToldByUnit>();
  if (Result->Told.empty())
    Result->Told = Before; // a text that does not parse tells nothing new
  S.Last = std::move(*Result);
  S.OfLast = S.OfJob;
  S.Preparations = 0;
  if (std::exchange(S.IsOutdated, false))
    schedule(S, AWhile);
  forgetOwnership(S); // of the same text, perhaps, but others have told more
  if (Asked.ShowProfile)
    errs() << formatv(
        "{0}: check {1:F3} s, of that holdfast's own work {2:F3} s\n", Path,
        S.Last->Seconds, S.Last->OwnSeconds);
  noteDisk(Path, S);
  // The beginning has become longer: what is new in it is parsed each time.
  const StringRef Text = Open.all().at(Path).Text;
  if (S.Last->NotChecked.empty() && S.Last->OutgrownTo &&
      !StringRef(S.TriedText)
           .starts_with(Text.take_front(S.Last->OutgrownTo))) {
    S.IsPrepared = S.WithoutPreamble = false;
    schedule(S, AWhile);
  }
  Tell.resultChanged(Path);
  tellOthers(Path, Before);
}

void Session::beginOwnership(const std::string &Path, State &S) {
  const CheckInputs From = inputsFor(Path);
  S.OwnershipJob = Work.start(
      [&] {
        return writeOwnership(
            ownershipIn(From, S.How, othersOf(Path), S.Last->Told));
      },
      [this, Path = Path](WorkResult R) {
        State &S = States[Path];
        S.OwnershipJob = 0;
        S.WantsOwnership = false;
        S.Owned = readOwnership(R.Bytes);
        if (!S.Owned) // as of a text that does not parse
          S.Owned.emplace();
        Tell.ownershipKnown(Path);
      });
}

} // namespace holdfast::server
