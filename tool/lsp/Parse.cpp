//===- Parse.cpp - the front end over the editor's texts ------------------===//
//
// Open texts are remapped, so that a file stays one file by whatever name it is
// included. A precompiled header is in memory, under a name that no disk has.
//
//===----------------------------------------------------------------------===//

#include "tool/lsp/Parse.h"

#include "tool/Invocation.h"
#include "tool/Rounds.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/PCHContainerOperations.h"

#include <chrono>
#include <set>

using namespace llvm;

namespace holdfast::server {

using Clock = std::chrono::steady_clock;
static double secondsSince(Clock::time_point Start) {
  return std::chrono::duration<double>(Clock::now() - Start).count();
}

static constexpr const char PreambleName[] = "/holdfast/in-memory/preamble.pch";

namespace {

/// Has the engine say which bodies the front end parses.
class PreambleHooks : public clang::PreambleCallbacks {
public:
  explicit PreambleHooks(const Engine &With) : With(With) {}

  void BeforeExecute(clang::CompilerInstance &CI) override {
    Skipper = With.makeConsumer(CI, Nobody, Nothing);
  }
  bool shouldSkipFunctionBody(clang::Decl *D) override {
    return Skipper->shouldSkipFunctionBody(D);
  }
  void AfterExecute(clang::CompilerInstance &CI) override;

  std::set<std::string> Files;

private:
  const Engine &With;
  ElsewhereTable Nobody;
  UnitResult Nothing;
  std::unique_ptr<clang::ASTConsumer> Skipper;
};

/// Checks the unit in rounds where it parsed.
class CheckConsumer : public clang::ASTConsumer {
public:
  CheckConsumer(clang::CompilerInstance &CI, const Engine &With,
                const TheOthers &Others, const FirstError &Errors,
                UnitResult &Out, double &Seconds)
      : CI(CI), With(With), Others(Others), Errors(Errors), Out(Out),
        Seconds(Seconds), Skipper(With.makeConsumer(CI, Nobody, Nothing)) {}

  bool shouldSkipFunctionBody(clang::Decl *D) override {
    return Skipper->shouldSkipFunctionBody(D);
  }
  void HandleTranslationUnit(clang::ASTContext &AST) override {
    const auto Start = Clock::now();
    if (Errors.text().empty())
      Out = checkInRounds(With, CI, AST, Others.Effects, Others.Guards);
    Seconds += secondsSince(Start);
  }

private:
  clang::CompilerInstance &CI;
  const Engine &With;
  const TheOthers &Others;
  const FirstError &Errors;
  UnitResult &Out;
  double &Seconds;
  ElsewhereTable Nobody;
  UnitResult Nothing;
  std::unique_ptr<clang::ASTConsumer> Skipper;
};

class CheckAction : public clang::ASTFrontendAction {
public:
  CheckAction(const Engine &With, const TheOthers &Others,
              const FirstError &Errors, UnitResult &Out)
      : With(With), Others(Others), Errors(Errors), Out(Out) {}

  std::set<std::string> Files;
  double Seconds = 0; ///< of the engine

protected:
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &CI, StringRef) override {
    return std::make_unique<CheckConsumer>(CI, With, Others, Errors, Out,
                                           Seconds);
  }
  void EndSourceFileAction() override;

private:
  const Engine &With;
  const TheOthers &Others;
  const FirstError &Errors;
  UnitResult &Out;
};

} // namespace

/// Absolute names of what was read, without what lies in the compiler's and the
/// system's folders.
static std::set<std::string> filesOf(clang::CompilerInstance &CI) {
  std::set<std::string> Out;
  clang::SourceManager &SM = CI.getSourceManager();
  for (auto It = SM.fileinfo_begin(); It != SM.fileinfo_end(); ++It) {
    SmallString<256> Path(It->first.getName());
    if (Path == PreambleName)
      continue;
    SM.getFileManager().makeAbsolutePath(Path);
    Out.insert(absolutePath(Path, "/"));
  }
  return Out;
}

void PreambleHooks::AfterExecute(clang::CompilerInstance &CI) {
  Files = filesOf(CI);
}
void CheckAction::EndSourceFileAction() {
  Files = filesOf(getCompilerInstance());
}

/// The disk, seen from the unit's folder; null where that is gone.
static IntrusiveRefCntPtr<vfs::FileSystem>
filesFrom(const std::string &Directory) {
  std::unique_ptr<vfs::FileSystem> Files = vfs::createPhysicalFileSystem();
  if (Files->setCurrentWorkingDirectory(Directory))
    return nullptr;
  return IntrusiveRefCntPtr<vfs::FileSystem>(Files.release());
}

/// The text of the unit's main file, or why there is none.
static std::unique_ptr<MemoryBuffer> mainText(const ParseInputs &From,
                                              std::string &Failure) {
  auto Open = From.Open.find(From.What.File);
  if (Open != From.Open.end())
    return MemoryBuffer::getMemBufferCopy(Open->second, From.What.File);
  auto Buffer = MemoryBuffer::getFile(From.What.File);
  if (Buffer)
    return std::move(*Buffer);
  Failure = Buffer.getError() == std::errc::no_such_file_or_directory
                ? "the file is gone"
                : "the file cannot be read: " + Buffer.getError().message();
  return nullptr;
}

/// With the open texts in it.
static std::unique_ptr<clang::CompilerInvocation>
invocationFor(const ParseInputs &From,
              IntrusiveRefCntPtr<vfs::FileSystem> Files, UnitOutcome &Out) {
  const FitCommand Command = fitCommand(From.What, From.Extras);
  Out.UnknownFlags = Command.Unknown;
  Out.HadPlugins = Command.HadPlugins;
  auto Invocation =
      makeInvocation(Command.Arguments, std::move(Files), Out.Failure);
  if (Invocation)
    for (const auto &[Path, Text] : From.Open)
      Invocation->getPreprocessorOpts().addRemappedFile(
          Path, MemoryBuffer::getMemBufferCopy(Text, Path).release());
  return Invocation;
}

static clang::PreambleBounds
boundsOf(const clang::CompilerInvocation &Invocation,
         const MemoryBuffer &Text) {
  return clang::ComputePreambleBounds(Invocation.getLangOpts(),
                                      Text.getMemBufferRef(), /*MaxLines=*/0);
}

std::optional<Preamble> makePreamble(const ParseInputs &From) {
  UnitOutcome Ignored;
  std::unique_ptr<MemoryBuffer> Text = mainText(From, Ignored.Failure);
  IntrusiveRefCntPtr<vfs::FileSystem> Files = filesFrom(From.What.Directory);
  auto Invocation =
      Text && Files ? invocationFor(From, Files, Ignored) : nullptr;
  if (!Invocation)
    return std::nullopt;
  const clang::PreambleBounds Bounds = boundsOf(*Invocation, *Text);
  if (Bounds.Size == 0)
    return std::nullopt;
  FirstError Errors;
  auto Diagnostics = clang::CompilerInstance::createDiagnostics(
      *Files, Invocation->getDiagnosticOpts(), &Errors,
      /*ShouldOwnClient=*/false);
  PreambleHooks Hooks(From.With);
  auto Built = clang::PrecompiledPreamble::Build(
      *Invocation, Text.get(), Bounds, Diagnostics, Files,
      std::make_shared<clang::PCHContainerOperations>(), /*StoreInMemory=*/true,
      "", Hooks);
  // What is wrong in it would not be seen again.
  if (!Built || Diagnostics->hasErrorOccurred())
    return std::nullopt;
  clang::CompilerInvocation User(*Invocation);
  IntrusiveRefCntPtr<vfs::FileSystem> WithIt = Files;
  Built->OverridePreamble(User, WithIt, Text.get());
  auto Compiled =
      WithIt->getBufferForFile(User.getPreprocessorOpts().ImplicitPCHInclude);
  if (!Compiled)
    return std::nullopt;
  Preamble Out;
  Out.Text = Text->getBuffer().take_front(Bounds.Size).str();
  Out.EndsAtStartOfLine = Bounds.PreambleEndsAtStartOfLine;
  Out.Compiled = (*Compiled)->getBuffer().str();
  Out.Files.assign(Hooks.Files.begin(), Hooks.Files.end());
  return Out;
}

/// Has the invocation begin with the preamble, as PrecompiledPreamble does it.
static IntrusiveRefCntPtr<vfs::FileSystem>
useTo(const Preamble &Begin, clang::CompilerInvocation &Invocation,
      IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  clang::PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  Options.PrecompiledPreambleBytes = {unsigned(Begin.Text.size()),
                                      Begin.EndsAtStartOfLine};
  Options.ImplicitPCHInclude = PreambleName;
  Options.DisablePCHOrModuleValidation =
      clang::DisableValidationForModuleKind::PCH;
  Options.UsePredefines = false;
  auto Memory = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  Memory->addFile(PreambleName, 0,
                  MemoryBuffer::getMemBuffer(Begin.Compiled, PreambleName,
                                             /*RequiresNullTerminator=*/false));
  auto Both = makeIntrusiveRefCnt<vfs::OverlayFileSystem>(std::move(Files));
  Both->pushOverlay(std::move(Memory));
  return Both;
}

static void runFrontEnd(const ParseInputs &From, const Preamble *Begin,
                        const TheOthers &Others, CheckResult &Result,
                        UnitOutcome &Out) {
  std::unique_ptr<MemoryBuffer> Text = mainText(From, Out.Failure);
  if (!Text || !(Out.Failure = whyNotSource(Text->getBuffer())).empty())
    return;
  Out.IsEmpty = Text->getBuffer().trim().empty();
  IntrusiveRefCntPtr<vfs::FileSystem> Files = filesFrom(From.What.Directory);
  if (!Files) {
    Out.Failure = "its folder '" + From.What.Directory + "' is gone";
    return;
  }
  auto Invocation = invocationFor(From, Files, Out);
  if (!Invocation)
    return;
  const size_t Whole = boundsOf(*Invocation, *Text).Size;
  if (Whole > (Begin ? Begin->Text.size() : 0))
    Result.OutgrownTo = std::max(Result.OutgrownTo, Whole);
  if (Begin)
    Files = useTo(*Begin, *Invocation, Files);
  FirstError Errors;
  clang::CompilerInstance CI(std::move(Invocation));
  CI.setVirtualFileSystem(Files);
  CI.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  CI.createFileManager();
  CI.createSourceManager();
  CheckAction Action(From.With, Others, Errors, Out.Result);
  const bool IsDone = CI.ExecuteAction(Action);
  Result.Files.insert(Result.Files.end(), Action.Files.begin(),
                      Action.Files.end());
  Result.OwnSeconds += Action.Seconds;
  Out.Failure = Errors.text();
  if (!IsDone && Out.Failure.empty() && !CI.getDiagnostics().hasErrorOccurred())
    Out.Failure = "clang could not run on it";
  if (Out.Failure.empty() && !Out.Result.InternalFailure.empty())
    Out.Failure = "internal failure: " + Out.Result.InternalFailure;
}

UnitOutcome parseUnit(const ParseInputs &From, const Preamble *Begin,
                      const TheOthers &Others, CheckResult &Out) {
  const auto Start = Clock::now();
  UnitOutcome Outcome;
  runFrontEnd(From, Begin, Others, Out, Outcome);
  Outcome.Seconds = secondsSince(Start);
  Out.Seconds += Outcome.Seconds;
  return Outcome;
}

} // namespace holdfast::server
