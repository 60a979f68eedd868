//===- Graph.cpp - `holdfast graph` ---------------------------------------===//
//
// Units are chosen as by a plain run; each gets its job, with what the scanner
// says that it reads.
//
//===----------------------------------------------------------------------===//

#include "tool/graph/Graph.h"

#include "tool/ChosenUnits.h"
#include "tool/Finish.h"
#include "tool/Order.h"
#include "tool/Resources.h"
#include "tool/Threads.h"
#include "tool/graph/Job.h"
#include "tool/graph/Steps.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <mutex>
#include <set>

using namespace llvm;

namespace holdfast {

namespace {

/// What has to be known of a file that some unit reads.
struct SourceFile {
  std::optional<unsigned> Ours; ///< of StepGraph::Sources
  bool IsUnit = false;          ///< the main file of one
  bool IsOutside = false;       ///< every machine has to have it
  std::string Hash;             ///< of those
};

class GraphRun {
public:
  explicit GraphRun(const Options &Asked)
      : Asked(Asked), Say(Asked.IsQuiet, Asked.Color), Folder(workingFolder()),
        Root(Folder) {}
  int run();

private:
  bool place();
  Error describe();
  void scan(const CommandExtras &Extras);
  void noteSettings();
  void noteSources();
  Error writeJobs();
  std::string jobOf(size_t I) const;
  std::string idOfInputs() const;

  const Options &Asked;
  const Console Say;
  const std::string Folder;
  const Relocation Root;
  int Status = NothingToReport;
  ChosenUnits Chosen;
  std::vector<Unit> Whole; ///< the chosen ones, by whole commands
  ScannedUnits Scanned;
  std::vector<SourceFile> Sources; ///< by their numbers in `Scanned`
  std::set<std::string> MadeFrom;
  StepGraph Out;
};

} // namespace

/// Where everything goes; false where it cannot.
bool GraphRun::place() {
  if (!Root.isPossible()) {
    Say.error("'" + Folder +
              "' is no folder in which steps can run: it is the top of all, or "
              "has a quotation mark, a backslash or '%{' in its name");
    return false;
  }
  SmallString<256> File(Asked.OutputFile);
  if (File.empty()) {
    File = sys::path::parent_path(Chosen.List.DatabaseFile);
    sys::path::append(File, "holdfast",
                      Asked.Graph == GraphFormat::Ninja      ? "build.ninja"
                      : Asked.Graph == GraphFormat::Parallel ? "run.sh"
                                                             : "job");
  }
  Out.File = Root.nameOf(absolutePath(File, Folder));
  Out.Folder = sys::path::parent_path(Out.File).str();
  if (sys::path::is_absolute(Out.File) || Out.Folder.empty()) {
    Say.error("'" + Out.File + "' is " +
              (Out.Folder.empty() ? "in" : "not below") +
              " the folder where the steps run; --output=FOLDER/FILE says "
              "where the graph and all that its steps write go");
    return false;
  }
  Out.Report = Out.Folder + "/report.json";
  return true;
}

/// What decides which units there are and what holds for them.
void GraphRun::noteSettings() {
  if (!Chosen.List.DatabaseFile.empty())
    MadeFrom.insert(Chosen.List.DatabaseFile);
  for (const std::string &File : Chosen.Table->filesRead())
    MadeFrom.insert(File);
}

void GraphRun::scan(const CommandExtras &Extras) {
  for (const CheckedUnit &U : Chosen.Units) {
    Unit Each = *U.What;
    Each.Arguments = wholeCommand(Each, Extras);
    Each.CommandLine.clear();
    Whole.push_back(std::move(Each));
  }
  CommandExtras OnlyHeaders;
  OnlyHeaders.ResourceFolder = Extras.ResourceFolder;
  Scanned = scanUnits(Whole, OnlyHeaders, Asked.Workers);
}

/// "" where it cannot be read.
static std::string hashOfFile(const std::string &File) {
  auto Text = MemoryBuffer::getFile(File, /*IsText=*/false,
                                    /*RequiresNullTerminator=*/false);
  return Text ? hashOfText((*Text)->getBuffer()) : "";
}

void GraphRun::noteSources() {
  MadeFrom.insert(Scanned.Files.begin(), Scanned.Files.end());
  StringSet<> UnitFiles;
  for (const Unit &U : Whole)
    UnitFiles.insert(U.File);
  for (const std::string &File : Scanned.Files) {
    SourceFile &S = Sources.emplace_back();
    S.IsUnit = UnitFiles.contains(File);
    S.IsOutside = !Root.isBelow(File);
    if (S.IsOutside) {
      S.Hash = hashOfFile(File);
    } else if (sys::fs::exists(
                   File)) { // else the unit fails, which is no step's failure
      S.Ours = unsigned(Out.Sources.size());
      Out.Sources.push_back(Root.nameOf(File));
    }
  }
  for (const FileSet &Each : Scanned.OfUnit) {
    FileSet &Reads = Out.Reads.emplace_back();
    for (unsigned File : Each)
      if (Sources[File].Ours)
        Reads.push_back(*Sources[File].Ours);
  }
}

std::string GraphRun::jobOf(size_t I) const {
  Job J;
  J.What = Whole[I];
  raw_string_ostream ConfigText(J.ConfigText);
  writeConfig(Chosen.Units[I].How->whole(), ConfigText);
  J.Extent.Roots = Chosen.Scope->roots();
  J.Extent.BuildFolder = Chosen.Scope->buildFolder();
  J.Seconds = Asked.UnitTimeout;
  J.Megabytes = Asked.UnitMemory;
  J.IsTeller = Out.Units[I].IsFirst;
  std::string Outside;
  for (unsigned File : Scanned.OfUnit[I]) {
    const std::string &Name = Scanned.Files[File];
    if (Sources[File].IsUnit)
      J.Extent.Units.push_back(Name);
    if (Sources[File].IsOutside)
      (Outside += Name + "\n") += Sources[File].Hash + "\n";
  }
  for (unsigned File : Out.Reads[I])
    J.Inputs.push_back(Out.Sources[File]);
  J.Outside = hashOfText(Outside);
  return writeJob(J, Root);
}

Error GraphRun::writeJobs() {
  std::mutex Lock;
  std::string First; // what went wrong, of one of them
  runInThreads(Asked.Workers, Whole.size(), [&](unsigned, size_t I) {
    if (Error Wrong =
            writeOfMany(jobFile(Out.Folder, Out.Units[I]), jobOf(I))) {
      const std::lock_guard<std::mutex> Hold(Lock);
      First = toString(std::move(Wrong));
    }
  });
  return First.empty() ? Error::success() : createStringError(First);
}

/// Changes with every file that some step reads.
std::string GraphRun::idOfInputs() const {
  std::string All = hashOfFile(Out.Program);
  for (const PlannedUnit &U : Out.Units)
    All += hashOfFile(jobFile(Out.Folder, U));
  for (const std::string &File : MadeFrom)
    (All += File + "\n") += hashOfFile(File) + "\n";
  return hashOfText(All);
}

Error GraphRun::describe() {
  for (const Unit &U : Whole) {
    PlannedUnit &P = Out.Units.emplace_back();
    P.Stem = stemOf(U, Root);
    P.Name = Root.nameOf(U.File);
  }
  for (unsigned I : tellersFirst(Chosen.Units).First)
    Out.Units[I].IsFirst = true;
  if (Asked.Graph == GraphFormat::Job)
    return Whole.size() == 1
               ? writeIfChanged(Out.File, jobOf(0))
               : createStringError("--format=job takes one file, not " +
                                   Twine(Whole.size()));
  if (Error Wrong = writeJobs())
    return Wrong;
  Out.Steps = planSteps(Out.Units, Out.Folder, Out.Report);
  int Here;
  Out.Program = sys::fs::getMainExecutable(nullptr, &Here);
  Out.Again = Asked.Words;
  Out.TellUnused = Asked.TellUnused;
  for (const std::string &File : MadeFrom)
    Out.MadeFrom.push_back(Root.nameOf(File));
  if (Asked.Graph == GraphFormat::Parallel) {
    Out.Id = idOfInputs();
    return writeParallel(Out);
  }
  std::string Text;
  raw_string_ostream To(Text);
  writeNinja(Out, To);
  return writeIfChanged(Out.File, Text);
}

int GraphRun::run() {
  if (!Chosen.select(Asked, Folder, Say, Status) ||
      !Chosen.settle(Asked, Folder, Say, Status) || !place())
    return std::max<int>(Status, BadCommand);
  CommandExtras Extras;
  Extras.Before = Asked.ExtraBefore;
  Extras.After = Asked.ExtraAfter;
  if (Error Missing = findResourceFolder(Asked.ResourceFolder)
                          .moveInto(Extras.ResourceFolder)) {
    Say.error(toString(std::move(Missing)));
    return BadCommand;
  }
  noteSettings();
  scan(Extras);
  noteSources();
  if (Error Wrong = describe()) {
    Say.error(toString(std::move(Wrong)));
    return BadCommand;
  }
  if (Asked.Graph != GraphFormat::Job)
    Say.note(Twine(Out.Units.size()) + " units are " + Twine(Out.Steps.size()) +
             " steps in '" + Out.File + "'");
  return Status;
}

int runGraph(const Options &Asked) { return GraphRun(Asked).run(); }

} // namespace holdfast
