//===- SessionProgram.cpp - what others tell, and the disk ----------------===//
//
// Why a document is checked that nobody has touched: another one of its
// program, or a file on disk, is not what it was.
//
//===----------------------------------------------------------------------===//

#include "tool/Config.h"
#include "tool/lsp/KeptResults.h"
#include "tool/lsp/Session.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast::server {

/// Precompiled beginnings are large.
static constexpr unsigned MostPreambles = 12;
/// Files are read for it, if not parsed.
static constexpr std::chrono::milliseconds BetweenPrograms{10000};
/// Any file may come to include a header that none includes.
static constexpr std::chrono::milliseconds BetweenSelections{10000};
/// Units that tell each other things may do so forever.
static constexpr unsigned MaxRounds = 3;

/// What a file is now, as far as a check of something else sees it.
std::string Session::stampOf(const std::string &File) const {
  auto It = Open.all().find(File);
  if (It != Open.all().end() && It->second.IsDirty)
    return "open " + std::to_string(It->second.Edition);
  sys::fs::file_status Status;
  if (sys::fs::status(File, Status) || !sys::fs::exists(Status))
    return "none";
  return std::to_string(Status.getSize()) + " " +
         std::to_string(
             Status.getLastModificationTime().time_since_epoch().count());
}

Session::Editions Session::editions() const {
  Editions Out;
  for (const auto &[Path, D] : Open.all())
    Out[Path] = D.Edition;
  return Out;
}

/// What the file was that the job of `S` has read, or "unsure": its text may be
/// another one since that began, in the editor or on the disk.
std::string Session::stampInJob(const std::string &File, const State &S) const {
  auto Now = Open.all().find(File);
  auto Then = S.OfJob.find(File);
  const bool IsOpen = Now != Open.all().end(), WasOpen = Then != S.OfJob.end();
  if (IsOpen != WasOpen || (IsOpen && Then->second != Now->second.Edition))
    return "unsure";
  sys::fs::file_status Status;
  if (!sys::fs::status(File, Status) &&
      Status.getLastModificationTime() >= S.Began &&
      Status.getLastModificationTime() <= std::chrono::system_clock::now())
    return "unsure";
  return stampOf(File);
}

static bool tellsTheSame(ArrayRef<ToldByUnit> A, ArrayRef<ToldByUnit> B) {
  return llvm::equal(A, B, [](const ToldByUnit &X, const ToldByUnit &Y) {
    return X.Name == Y.Name && X.Effects == Y.Effects && X.Summary == Y.Summary;
  });
}

/// Has the other documents checked again where this one tells something new.
void Session::tellOthers(const std::string &Path,
                         const std::vector<ToldByUnit> &Before) {
  const State &Own = States[Path];
  if (tellsTheSame(Own.Last->Told, Before) || Own.Rounds == MaxRounds)
    return;
  for (auto &[Name, S] : States) {
    // What has yet to begin will know it.
    if (Name == Path || S.Due || S.IsPreparing ||
        S.How.List.DatabaseFile != Own.How.List.DatabaseFile)
      continue;
    S.Rounds = std::max(S.Rounds, Own.Rounds + 1);
    if (S.Job)
      S.IsOutdated = true;
    else if (S.Last)
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
/// database, its configuration, and what it includes. What is known stays. What
/// a preamble was made of is known: it may have changed since fits() looked.
void Session::noteDisk(const std::string &Path, State &S) const {
  auto Stamp = S.Stamps.begin();
  for (const std::optional<Preamble> &Each : S.How.Preambles)
    if (Each)
      for (const std::string &File : Each->Files) {
        if (File != Path)
          S.OnDisk.try_emplace(File, *Stamp);
        ++Stamp;
      }
  auto Note = [&](const std::string &File) {
    if (auto [It, IsNew] = S.OnDisk.try_emplace(File); IsNew)
      It->second = stampInJob(File, S);
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
}

void Session::compareWithDisk() {
  NextLook = Clock::now() + BetweenLooks;
  const bool WasTold = std::exchange(IsTold, false);
  readStored();
  readKept();
  for (auto &[Path, S] : States) {
    if (S.Job || S.Due || !S.Last)
      continue;
    bool IsNews = false,
         IsDatabase = databaseFor(Asked, Path) != S.OnDisk["database"];
    if (!S.How.Failure.empty() && !S.HasFailed)
      IsDatabase |= WasTold || Clock::now() >= S.Prepared + BetweenSelections;
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
