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
#include "tool/graph/Job.h"
#include "tool/graph/Scan.h"
#include "tool/graph/Steps.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"

#include <set>

using namespace llvm;

namespace holdfast {

namespace {

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
  Error writeJobOf(size_t I, const std::set<std::string> &UnitFiles);
  void noteSettings();
  std::string idOfInputs();
  const std::string &hashOf(const std::string &File);

  const Options &Asked;
  const Console Say;
  const std::string Folder;
  const Relocation Root;
  int Status = NothingToReport;
  ChosenUnits Chosen;
  std::vector<Unit> Whole; ///< the chosen ones, by whole commands
  std::vector<ScannedUnit> Scanned;
  std::set<std::string> MadeFrom;
  TextHashes Hashes;
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
                      Asked.Graph == GraphFormat::Ninja ? "build.ninja"
                                                        : "run.sh");
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
  WorkLimits Limits;
  Limits.Workers = Asked.Workers
                       ? Asked.Workers
                       : hardware_concurrency().compute_thread_count();
  Limits.AsksJobserver = !Asked.Workers;
  Scanned = scanUnits(Whole, OnlyHeaders, Limits);
}

const std::string &GraphRun::hashOf(const std::string &File) {
  auto [It, IsNew] = Hashes.try_emplace(File);
  if (IsNew)
    if (auto Text = MemoryBuffer::getFile(File, /*IsText=*/false,
                                          /*RequiresNullTerminator=*/false))
      It->second = hashOfText((*Text)->getBuffer());
  return It->second;
}

Error GraphRun::writeJobOf(size_t I, const std::set<std::string> &UnitFiles) {
  Job J;
  J.What = Whole[I];
  raw_string_ostream ConfigText(J.ConfigText);
  writeConfig(Chosen.Units[I].How->whole(), ConfigText);
  J.Extent.Roots = Chosen.Scope->roots();
  J.Extent.BuildFolder = Chosen.Scope->buildFolder();
  J.Seconds = Asked.UnitTimeout;
  J.Megabytes = Asked.UnitMemory;
  std::string Outside;
  for (const std::string &File : Scanned[I].Files) {
    MadeFrom.insert(File);
    if (UnitFiles.count(File))
      J.Extent.Units.push_back(File);
    if (Root.isBelow(File)) {
      if (sys::fs::exists(
              File)) // else the unit fails, which is no step's failure
        J.Inputs.push_back(Root.nameOf(File));
    } else
      Outside += File + "\n" + hashOf(File) + "\n";
  }
  llvm::sort(J.Inputs);
  J.Outside = hashOfText(Outside);
  PlannedUnit &P = Out.Units.emplace_back();
  P.Stem = stemOf(Whole[I], Root);
  P.Name = Root.nameOf(Whole[I].File);
  P.Inputs = J.Inputs;
  return writeIfChanged(jobFile(Out.Folder, P), writeJob(J, Root));
}

/// Changes with every file that some step reads.
std::string GraphRun::idOfInputs() {
  std::string All = hashOf(Out.Program);
  for (const PlannedUnit &U : Out.Units)
    All += hashOf(jobFile(Out.Folder, U));
  for (const std::string &File : MadeFrom)
    All += File + "\n" + hashOf(File) + "\n";
  return hashOfText(All);
}

Error GraphRun::describe() {
  std::set<std::string> UnitFiles;
  for (const Unit &U : Whole)
    UnitFiles.insert(U.File);
  for (size_t I = 0; I != Whole.size(); ++I)
    if (Error Wrong = writeJobOf(I, UnitFiles))
      return Wrong;
  for (unsigned I : tellersFirst(Chosen.Units).First)
    Out.Units[I].IsFirst = true;
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
  if (Error Missing = findResourceFolder().moveInto(Extras.ResourceFolder)) {
    Say.error(toString(std::move(Missing)));
    return BadCommand;
  }
  noteSettings();
  scan(Extras);
  if (Error Wrong = describe()) {
    Say.error(toString(std::move(Wrong)));
    return BadCommand;
  }
  Say.note(Twine(Out.Units.size()) + " units are " + Twine(Out.Steps.size()) +
           " steps in '" + Out.File + "'");
  return Status;
}

int runGraph(const Options &Asked) { return GraphRun(Asked).run(); }

} // namespace holdfast
