//===- Steps.cpp - the steps of a distributed run -------------------------===//
//
// A unit is parsed in a worker process, as in a plain run: that it crashes, or
// takes too long, is something that was found.
//
//===----------------------------------------------------------------------===//

#include "tool/graph/Steps.h"

#include "tool/Finish.h"
#include "tool/Resources.h"
#include "tool/Scheduler.h"
#include "tool/Wire.h"
#include "tool/graph/EffectStore.h"
#include "tool/graph/UnitFile.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast {

Expected<std::unique_ptr<MemoryBuffer>> readBytes(const std::string &File) {
  auto Text = MemoryBuffer::getFile(File, /*IsText=*/false,
                                    /*RequiresNullTerminator=*/false);
  if (!Text)
    return createStringError("'" + File +
                             "' cannot be read: " + Text.getError().message());
  return std::move(*Text);
}

static Error writeWith(function_ref<Error()> Write, StringRef File,
                       StringRef Text) {
  if (auto Now = MemoryBuffer::getFile(File, /*IsText=*/false,
                                       /*RequiresNullTerminator=*/false);
      Now && (*Now)->getBuffer() == Text)
    return Error::success();
  if (const StringRef Folder = sys::path::parent_path(File); !Folder.empty())
    if (std::error_code Failed = sys::fs::create_directories(Folder))
      return createStringError("the folder '" + Folder +
                               "' cannot be made: " + Failed.message());
  if (Error Failed = Write())
    return createStringError(
        "'" + File + "' cannot be written: " + toString(std::move(Failed)));
  return Error::success();
}

Error writeIfChanged(StringRef File, StringRef Text) {
  return writeWith(
      [&] {
        return writeToOutput(File, [&](raw_ostream &Out) {
          Out << Text;
          return Error::success();
        });
      },
      File, Text);
}

/// LLVM's own way keeps the name of each file that the process ever wrote, to
/// remove what a signal interrupts, and goes through all of them for the next.
static Error writeBeside(StringRef File, StringRef Text) {
  SmallString<256> Beside;
  int Number;
  if (std::error_code Failed =
          sys::fs::createUniqueFile(File + ".temp-%%%%%%%%", Number, Beside))
    return errorCodeToError(Failed);
  raw_fd_ostream Out(Number, /*shouldClose=*/true);
  Out << Text;
  Out.close();
  std::error_code Failed = Out.error();
  Out.clear_error();
  if (!Failed)
    Failed = sys::fs::rename(Beside, File);
  if (Failed)
    sys::fs::remove(Beside);
  return errorCodeToError(Failed);
}

Error writeOfMany(StringRef File, StringRef Text) {
  return writeWith([&] { return writeBeside(File, Text); }, File, Text);
}

/// What is wrong with one of the inputs.
static Error inFile(StringRef File, Error Wrong) {
  return createStringError("'" + File + "': " + toString(std::move(Wrong)));
}

namespace {

class Step {
public:
  Step(const Options &Asked, Relocation Root)
      : Asked(Asked), Root(std::move(Root)) {}
  Error run();

private:
  Error extract();
  Error check();
  Error link();
  Error slice();
  Error carry();
  Expected<UnitOutcome> parse(const Job &J, StringRef Known);
  bool isAskedFor(const Job &J) const {
    return !(Asked.OnlyTellers && !J.IsTeller) &&
           !(Asked.IsFirstCheck && J.IsTeller);
  }
  Error takes(size_t Least, size_t Most, StringRef What) const;

  const Options &Asked;
  Relocation Root;
};

} // namespace

/// A file of the project that the unit reads and its job does not name; "":
/// none.
static std::string undeclared(const UnitInputs &From, const Job &J,
                              const Relocation &Root) {
  for (const auto &[File, Hash] : From.Files) {
    const std::string Plain = absolutePath(File, J.What.Directory);
    if (!Hash.empty() && Root.isBelow(Plain) &&
        !std::binary_search(J.Inputs.begin(), J.Inputs.end(),
                            Root.nameOf(Plain)))
      return Root.nameOf(Plain);
  }
  return "";
}

/// What becomes of the unit where others told it `Known`.
Expected<UnitOutcome> Step::parse(const Job &J, StringRef Known) {
  for (const std::string &File :
       J.Inputs) // else a host that lacks them would say that the unit fails
    if (!sys::fs::exists(File))
      return createStringError("'" + File + "', which the job of '" +
                               Root.nameOf(J.What.File) + "' names, is gone");
  JobSettings All;
  Expected<const Settings *> How = All.of(J);
  if (!How)
    return How.takeError();
  CommandExtras Extras;
  if (Error Missing = findResourceFolder(Asked.ResourceFolder)
                          .moveInto(Extras.ResourceFolder))
    return Missing;
  ElsewhereTable Elsewhere;
  Elsewhere.addLines(Known);
  WorkLimits Limits;
  Limits.Seconds = J.Seconds;
  Limits.Megabytes = J.Megabytes;
  UnitOutcome Out;
  std::string Undeclared;
  Parser Parse(Extras);
  runInWorkers(
      1, Limits,
      [&](unsigned) {
        UnitInputs From;
        const UnitOutcome Made =
            Parse.run(J.What, (*How)->engine(), Elsewhere, &From);
        return undeclared(From, J, Root) + "\n" + writeOutcome(Made);
      },
      [&](unsigned, WorkResult R) {
        const auto [Missing, Bytes] = StringRef(R.Bytes).split('\n');
        Undeclared = Missing.str();
        std::optional<UnitOutcome> Read =
            R.Failure.empty() ? readOutcome(Bytes) : std::nullopt;
        if (Read)
          Out = std::move(*Read);
        else
          Out.Failure = R.Failure.empty()
                            ? "internal failure: its result cannot be read"
                            : std::move(R.Failure);
      },
      [] {});
  if (!Undeclared.empty())
    return createStringError(
        "'" + Root.nameOf(J.What.File) + "' reads '" + Undeclared +
        "', which its job does not name; run 'holdfast graph' again");
  return Out;
}

Error Step::takes(size_t Least, size_t Most, StringRef What) const {
  const size_t Count = Asked.StepFiles.size();
  if (Count < Least || Count > Most)
    return createStringError("step " + Asked.StepName + " takes " + What);
  if (Asked.OutputFile.empty())
    return createStringError("step " + Asked.StepName + " needs --output");
  return Error::success();
}

Error Step::extract() {
  if (Error Wrong = takes(1, 1, "the job of one unit"))
    return Wrong;
  const std::string &File = Asked.StepFiles[0];
  auto Text = readBytes(File);
  if (!Text)
    return Text.takeError();
  UnitFile Out;
  Out.JobText = (*Text)->getBuffer().str();
  Expected<Job> J = readJob(Out.JobText, Root);
  if (!J)
    return inFile(File, J.takeError());
  Expected<UnitOutcome> Outcome = parse(*J, "");
  if (!Outcome)
    return Outcome.takeError();
  Out.Outcome = std::move(*Outcome);
  return writeIfChanged(Asked.OutputFile, writeUnitFile(Out, Root));
}

/// True where the unit need not be checked with what it is told.
static bool hasNoNews(const UnitFile &U, StringRef Slice) {
  return !U.Outcome.Failure.empty() || U.Known == Slice;
}

/// As in a plain run: a unit that failed is not tried again, and one that fails
/// when it is checked again keeps what it had.
Error Step::check() {
  if (Error Wrong = takes(2, 2, "the file of one unit and its slice"))
    return Wrong;
  auto Before = readBytes(Asked.StepFiles[0]),
       Slice = readBytes(Asked.StepFiles[1]);
  if (!Before || !Slice)
    return joinErrors(Before.takeError(), Slice.takeError());
  Expected<UnitFile> U = readUnitFile((*Before)->getBuffer(), Root);
  Expected<Job> J = U ? readJob(U->JobText, Root) : U.takeError();
  if (!J)
    return inFile(Asked.StepFiles[0], J.takeError());
  const StringRef Known = (*Slice)->getBuffer();
  if (hasNoNews(*U, Known) || !isAskedFor(*J))
    return writeIfChanged(Asked.OutputFile, (*Before)->getBuffer());
  Expected<UnitOutcome> Outcome = parse(*J, Known);
  if (!Outcome)
    return Outcome.takeError();
  if (Outcome->Failure.empty() || Asked.IsFirstCheck)
    U->Outcome = std::move(*Outcome);
  U->Known = Known.str();
  return writeIfChanged(Asked.OutputFile, writeUnitFile(*U, Root));
}

Error Step::link() {
  if (Error Wrong =
          takes(1, SIZE_MAX, "files of units, or what link has written"))
    return Wrong;
  std::vector<std::unique_ptr<MemoryBuffer>> Stored;
  std::vector<std::string> Own;
  for (const std::string &File : Asked.StepFiles) {
    auto Text = readBytes(File);
    if (!Text)
      return Text.takeError();
    const StringRef Bytes = (*Text)->getBuffer();
    if (isStore(Bytes)) {
      Stored.push_back(std::move(*Text));
      continue;
    }
    if (Asked.OnlyTellers) {
      Expected<Job> J = readJobOf(Bytes, Root);
      if (!J)
        return inFile(File, J.takeError());
      if (!isAskedFor(*J))
        continue;
    }
    Expected<std::string> Effects = readEffects(Bytes);
    Expected<std::string> Each =
        Effects ? storeOf(*Effects) : Effects.takeError();
    if (!Each)
      return inFile(File, Each.takeError());
    Own.push_back(std::move(*Each));
  }
  std::vector<StringRef> All(Own.begin(), Own.end());
  for (const auto &Each : Stored)
    All.push_back(Each->getBuffer());
  return writeIfChanged(Asked.OutputFile, mergeStores(All));
}

Error Step::slice() {
  if (Error Wrong =
          takes(2, SIZE_MAX, "what link has written and the files of units"))
    return Wrong;
  auto Store = readBytes(Asked.StepFiles[0]);
  if (!Store)
    return Store.takeError();
  if (!isStore((*Store)->getBuffer()))
    return createStringError("'" + Asked.StepFiles[0] +
                             "' is not what link has written");
  for (const std::string &File : drop_begin(Asked.StepFiles)) {
    auto Text = readBytes(File);
    if (!Text)
      return Text.takeError();
    Expected<std::string> Effects = readEffects((*Text)->getBuffer());
    if (!Effects)
      return inFile(File, Effects.takeError());
    SmallString<256> Out(Asked.OutputFile);
    sys::path::append(Out, sys::path::stem(File) + ".slice");
    if (Error Wrong =
            writeIfChanged(Out, sliceOf((*Store)->getBuffer(), *Effects)))
      return Wrong;
  }
  return Error::success();
}

/// Checks those of a list that are told nothing new, which takes no time, and
/// writes the lines of the others. A line is what `check` takes, divided by
/// tabs.
Error Step::carry() {
  if (Error Wrong = takes(1, 1, "a list of units, slices and what to write"))
    return Wrong;
  auto List = readBytes(Asked.StepFiles[0]);
  if (!List)
    return List.takeError();
  std::string Others;
  for (StringRef Rest = (*List)->getBuffer(); !Rest.empty();) {
    StringRef Line;
    std::tie(Line, Rest) = Rest.split('\n');
    SmallVector<StringRef, 3> Names;
    Line.split(Names, '\t');
    if (Names.size() != 3)
      return createStringError("'" + Asked.StepFiles[0] +
                               "' is not a list of 'holdfast graph'");
    auto Before = readBytes(Names[0].str()), Slice = readBytes(Names[1].str());
    if (!Before || !Slice)
      return joinErrors(Before.takeError(), Slice.takeError());
    Expected<UnitFile> U = readUnitFile((*Before)->getBuffer(), Root);
    if (!U)
      return inFile(Names[0], U.takeError());
    if (!hasNoNews(*U, (*Slice)->getBuffer()))
      Others += (Line + "\n").str();
    else if (Error Wrong = writeOfMany(Names[2], (*Before)->getBuffer()))
      return Wrong;
  }
  return writeIfChanged(Asked.OutputFile, Others);
}

Error Step::run() {
  if (Asked.StepName == "extract")
    return extract();
  if (Asked.StepName == "check")
    return check();
  if (Asked.StepName == "link")
    return link();
  if (Asked.StepName == "slice")
    return slice();
  if (Asked.StepName == "carry")
    return carry();
  return createStringError(
      "there is no step '" + Asked.StepName +
      "'; there are extract, link, slice, check and report");
}

int runStep(const Options &Asked) {
  const Console Say(Asked.IsQuiet, Asked.Color);
  const Relocation Root(workingFolder());
  if (Asked.StepName == "report")
    return runReportStep(Asked, Asked.StepFiles, Root, Say);
  Error Wrong = Step(Asked, Root).run();
  if (!Wrong)
    return NothingToReport;
  Say.error(toString(std::move(Wrong)));
  return BadCommand;
}

} // namespace holdfast
