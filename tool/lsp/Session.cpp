//===- Session.cpp - when what is checked ---------------------------------===//
//
// A keystroke waits a moment, for more of them often come together. A check of
// an older text is cancelled at once. While a preamble is made, keystrokes
// below it change nothing about it, and it goes on.
//
//===----------------------------------------------------------------------===//

#include "tool/lsp/Session.h"

#include "tool/Config.h"
#include "tool/Resources.h"
#include "tool/lsp/KeptResults.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast::server {

using std::chrono::milliseconds;

/// Editors send what belongs together at once.
static constexpr milliseconds Moment{20};
/// What was not asked for can wait: a check because of another file.
static constexpr milliseconds AWhile{400};
/// How often files are looked at that no editor tells of.
static constexpr milliseconds BetweenLooks{1000};
/// Files are read for it, if not parsed.
static constexpr milliseconds BetweenPrograms{10000};
/// Units that tell each other things may do so forever.
static constexpr unsigned MaxRounds = 3;
/// Precompiled beginnings are large.
static constexpr unsigned MostPreambles = 12;

static WorkLimits limitsOf(const Options &Asked) {
  WorkLimits Out;
  Out.Seconds = Asked.UnitTimeout;
  Out.Megabytes = Asked.UnitMemory;
  return Out;
}

Session::Session(Options Given, Documents &Open, Listener &Tell)
    : Asked(std::move(Given)), Open(Open), Tell(Tell), Work(limitsOf(Asked)),
      NextLook(Clock::now() + BetweenLooks) {
  Extras.ResourceFolder = findResourceFolder();
  configure(Asked);
}

void Session::configure(Options Now) {
  Asked = std::move(Now);
  Asked.Annotate = true; // where members can be annotated is offered
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
  S = State();
  schedule(S, milliseconds(0));
}

void Session::changed(const std::string &Path) {
  auto It = States.find(Path);
  if (It == States.end())
    return;
  State &S = It->second;
  S.Rounds = 0;
  if (std::exchange(S.HasFailed, false))
    S.IsPrepared = false;
  if (S.Job && !S.IsPreparing)
    stop(Path, S);
  schedule(S, Moment);
}

void Session::closed(const std::string &Path) {
  auto It = States.find(Path);
  if (It == States.end())
    return;
  stop(Path, It->second);
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
  return It != States.end() && It->second.Last && !It->second.Job &&
         It->second.CheckedVersion == Open.all().at(Path).Version;
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
  auto Version = It->second.Versions.find(Other.Path);
  return Version == It->second.Versions.end()
             ? !Other.IsDirty
             : Version->second == Other.Version;
}

//===- from one state to the next -----------------------------------------===//

int Session::waitsFor(std::vector<pollfd> &Sources) {
  Work.waitsFor(Sources);
  Clock::time_point Next = States.empty() ? Clock::time_point::max() : NextLook;
  for (const auto &[Path, S] : States)
    if (S.Due)
      Next = std::min(Next, *S.Due);
  if (Work.running())
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
    if (S.Due && *S.Due <= Clock::now() && !S.IsPreparing)
      Ready.push_back(Path);
  for (const std::string &Path : Ready)
    begin(Path, States[Path]);
}

void Session::begin(const std::string &Path, State &S) {
  stop(Path, S);
  S.Due.reset();
  if (S.IsPrepared && fits(Path, S))
    beginCheck(Path, S);
  else
    beginPreparation(Path, S);
}

/// What a file is now, as far as a check of something else sees it.
std::string Session::stampOf(const std::string &File) const {
  auto It = Open.all().find(File);
  if (It != Open.all().end() && It->second.IsDirty)
    return "open " + std::to_string(It->second.Version);
  sys::fs::file_status Status;
  if (sys::fs::status(File, Status) || !sys::fs::exists(Status))
    return "none";
  return std::to_string(Status.getSize()) + " " +
         std::to_string(
             Status.getLastModificationTime().time_since_epoch().count());
}

/// The same, or "unsure" where it may have changed after `Before`.
std::string Session::stampOf(const std::string &File,
                             sys::TimePoint<> Before) const {
  sys::fs::file_status Status;
  if (!sys::fs::status(File, Status) &&
      Status.getLastModificationTime() >= Before)
    return "unsure";
  return stampOf(File);
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
  S.TriedText = Open.all().at(Path).Text;
  S.Began = std::chrono::system_clock::now();
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
        S.Stamps.push_back(stampOf(File, S.Began));
  forgetOldPreambles();
  // A change of the text in the meantime has its own time.
  schedule(S, milliseconds(0));
}

void Session::beginCheck(const std::string &Path, State &S) {
  const CheckInputs From = inputsFor(Path);
  S.CheckedVersion = Open.all().at(Path).Version;
  S.Versions.clear();
  for (const auto &[Name, D] : Open.all())
    S.Versions[Name] = D.Version;
  S.Began = std::chrono::system_clock::now();
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

//===- what others tell, and the disk -------------------------------------===//

static bool tellsTheSame(ArrayRef<ToldByUnit> A, ArrayRef<ToldByUnit> B) {
  return llvm::equal(A, B, [](const ToldByUnit &X, const ToldByUnit &Y) {
    return X.Name == Y.Name && X.Effects == Y.Effects && X.Summary == Y.Summary;
  });
}

/// Has the other documents checked again where this one tells something new.
void Session::tellOthers(const std::string &Path,
                         const std::vector<ToldByUnit> &Before) {
  const State &Own = States[Path];
  if (tellsTheSame(Own.Last->Told, Before))
    return;
  for (auto &[Name, S] : States)
    if (Name != Path && S.Last &&
        S.How.List.DatabaseFile == Own.How.List.DatabaseFile && !S.Due &&
        !S.Job && S.Rounds < std::max(MaxRounds, Own.Rounds)) {
      S.Rounds = Own.Rounds + 1;
      schedule(S, AWhile);
    }
}

std::vector<StoredSummary> Session::othersOf(const std::string &Path) const {
  std::map<std::string, StoredSummary> ByName;
  const Preparation &How = States.at(Path).How;
  auto Put = [&](const ToldByUnit &T) {
    ByName[T.Name] = {"", T.Summary, T.Effects, T.Name};
  };
  if (auto It = Programs.find(How.List.DatabaseFile); It != Programs.end())
    for_each(It->second.Told, Put);
  for (const StoredSummary &Each : Stored)
    ByName[Each.Name] = Each;
  for (const auto &[Name, S] : States)
    if (S.Last && S.How.List.DatabaseFile == How.List.DatabaseFile)
      for_each(S.Last->Told, Put);
  for (const Unit &U : How.List.Units)
    ByName.erase(summaryName(U));
  std::vector<StoredSummary> Out;
  for (auto &[Name, Each] : ByName)
    Out.push_back(std::move(Each));
  return Out;
}

/// Looks for what is kept of the other units of each program that has a file
/// open, where that may have changed; one after the other, and while nothing
/// else is to be done.
void Session::readKept() {
  const std::string Folder = cacheFolderOf(Asked);
  if (Folder.empty() || Work.running())
    return;
  const std::string Stamp = stampOf(Folder);
  for (const auto &[Path, S] : States) {
    const std::string &Database = S.How.List.DatabaseFile;
    if (Database.empty() || !S.Last)
      continue;
    Program &P = Programs[Database];
    const std::string Now = Stamp + " " + stampOf(Database);
    if (P.Stamp == Now || Clock::now() < P.NotBefore)
      continue;
    P.Stamp = Now;
    P.NotBefore = Clock::now() + BetweenPrograms;
    const std::string WorkingFolder = S.How.WorkingFolder;
    Work.start(
        [&] {
          CheckResult Out;
          Out.Told = keptResults(Asked, Extras, Database, WorkingFolder);
          return writeResult(Out);
        },
        [this, Database](WorkResult R) { takeKept(Database, std::move(R)); });
    return;
  }
}

void Session::takeKept(const std::string &Database, WorkResult R) {
  std::optional<CheckResult> Kept =
      R.Failure.empty() ? readResult(R.Bytes) : std::nullopt;
  if (!Kept || tellsTheSame(Kept->Told, Programs[Database].Told))
    return;
  Programs[Database].Told = std::move(Kept->Told);
  for (auto &[Path, S] : States)
    if (S.Last && S.How.List.DatabaseFile == Database)
      schedule(S, AWhile);
}

/// What is wrong with the folder is not said here: what can be read of it
/// counts.
void Session::readStored() {
  if (Asked.SummaryFolder.empty())
    return;
  const std::string Stamp = stampOf(Asked.SummaryFolder);
  if (std::exchange(StoredStamp, Stamp) == Stamp)
    return;
  Stored.clear();
  Expected<SummaryFolder> Read = readSummaryFolder(Asked.SummaryFolder, {});
  if (!Read)
    return consumeError(Read.takeError());
  for (StoredSummary &Each : Read->Summaries)
    Stored.push_back(std::move(Each));
  for (auto &[Path, S] : States)
    if (S.Last)
      schedule(S, AWhile);
}

/// Remembers what the files are now on which the document's result depends: its
/// database, its configuration, and what it includes. What is known stays.
void Session::noteDisk(const std::string &Path, State &S) const {
  auto Note = [&](const std::string &File) {
    if (auto [It, IsNew] = S.OnDisk.try_emplace(File); IsNew)
      It->second = stampOf(File, S.Began);
  };
  const std::string Database = databaseFor(Asked, Path);
  S.OnDisk.try_emplace("database", Database);
  if (!Database.empty())
    Note(Database);
  for (StringRef Folder = sys::path::parent_path(Path); !Folder.empty();
       Folder = sys::path::parent_path(Folder)) {
    SmallString<256> File(Folder);
    sys::path::append(File, ConfigName);
    Note(File.str().str());
  }
  if (!S.Last)
    return;
  for (const std::string &File : S.Last->Files)
    if (File != Path)
      Note(File);
  for (const std::optional<Preamble> &Each : S.How.Preambles)
    if (Each)
      for (const std::string &File : Each->Files)
        if (File != Path)
          Note(File);
}

void Session::compareWithDisk() {
  NextLook = Clock::now() + BetweenLooks;
  readStored();
  readKept();
  for (auto &[Path, S] : States) {
    if (S.Job || S.Due || !S.Last)
      continue;
    bool IsNews = false,
         IsDatabase = databaseFor(Asked, Path) != S.OnDisk["database"];
    for (auto &[File, Known] : S.OnDisk) {
      if (File == "database")
        continue;
      const std::string Stamp = stampOf(File);
      if (Known == Stamp)
        continue;
      // While a header is typed in, those that include it wait until it is
      // saved.
      IsNews |= !StringRef(Stamp).starts_with("open ");
      IsDatabase |= File == S.OnDisk["database"];
      Known = Stamp;
    }
    IsNews |= IsDatabase;
    if (!IsNews)
      continue;
    if (IsDatabase || !S.How.Failure.empty())
      S.IsPrepared = false;
    S.Rounds = 0;
    S.TriedText.clear();
    S.HasFailed = S.WithoutPreamble = false;
    schedule(S, Moment);
  }
}

void Session::forgetOldPreambles() {
  std::vector<State *> Have;
  for (auto &[Path, S] : States)
    if (any_of(S.How.Preambles,
               [](const auto &Each) { return Each.has_value(); }))
      Have.push_back(&S);
  if (Have.size() <= MostPreambles)
    return;
  State *Oldest = *std::min_element(
      Have.begin(), Have.end(),
      [](const State *A, const State *B) { return A->Began < B->Began; });
  Oldest->How.Preambles.clear();
  Oldest->IsPrepared = false;
}

} // namespace holdfast::server
