//===- Parse.cpp - one unit, from its command to its result ---------------===//
//
// The invocation is cleared of everything that costs and is not needed
// (warnings, spelling correction, bodies in system headers) and of everything
// that writes files or loads code. The first error is why a unit failed; errors
// in thread-safety attributes alone do not stop it, as gcc ignores them.
//
//===----------------------------------------------------------------------===//

#include "tool/Parse.h"

#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <chrono>

using namespace llvm;

namespace holdfast {

namespace {

/// Keeps the first error that counts.
class FirstError : public clang::DiagnosticConsumer {
public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;
  const std::string &text() const { return Text; }

private:
  std::string Text;
};

/// Hands the unit to the engine only where it parsed.
class Gate : public clang::MultiplexConsumer {
public:
  Gate(std::unique_ptr<clang::ASTConsumer> Engine, const FirstError &Errors)
      : MultiplexConsumer(listOf(std::move(Engine))), Errors(Errors) {}

  void HandleTranslationUnit(clang::ASTContext &Context) override {
    if (Errors.text().empty())
      MultiplexConsumer::HandleTranslationUnit(Context);
  }

private:
  static std::vector<std::unique_ptr<clang::ASTConsumer>>
  listOf(std::unique_ptr<clang::ASTConsumer> Only) {
    std::vector<std::unique_ptr<clang::ASTConsumer>> List;
    List.push_back(std::move(Only));
    return List;
  }
  const FirstError &Errors;
};

class CheckAction : public clang::ASTFrontendAction {
public:
  CheckAction(const Engine &E, const ElsewhereTable &Elsewhere, const FirstError &Errors, TextHashes &Hashes, UnitInputs *From,
              UnitResult &Out)
      : E(E), Elsewhere(Elsewhere), Errors(Errors), Hashes(Hashes), From(From), Out(Out) {}

protected:
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &CI, StringRef) override {
    if (From)
      noteLookups(CI, *From);
    return std::make_unique<Gate>(E.makeConsumer(CI, Elsewhere, Out), Errors);
  }
  void EndSourceFileAction() override {
    if (From)
      noteFiles(getCompilerInstance(), Hashes, *From);
  }

private:
  const Engine &E;
  const ElsewhereTable &Elsewhere;
  const FirstError &Errors;
  TextHashes &Hashes;
  UnitInputs *From;
  UnitResult &Out;
};

} // namespace

static bool isAboutThreadSafety(StringRef Message) {
  static const char *const Names[] = {"'guarded_by'",
                                      "'pt_guarded_by'",
                                      "'acquired_before'",
                                      "'acquired_after'",
                                      "'acquire_capability'",
                                      "'release_capability'",
                                      "'requires_capability'",
                                      "'locks_excluded'",
                                      "'lock_returned'",
                                      "'assert_capability'",
                                      "'try_acquire_capability'",
                                      "'capability'",
                                      "'exclusive_lock_function'",
                                      "'unlock_function'"};
  for (const char *Name : Names)
    if (Message.contains(Name))
      return true;
  return false;
}

void FirstError::HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                                  const clang::Diagnostic &Info) {
  if (Level < clang::DiagnosticsEngine::Error || !Text.empty())
    return;
  SmallString<128> Message;
  Info.FormatDiagnostic(Message);
  if (isAboutThreadSafety(Message))
    return;
  if (Info.getLocation().isValid() && Info.hasSourceManager()) {
    const clang::PresumedLoc At =
        Info.getSourceManager().getPresumedLoc(Info.getLocation());
    if (At.isValid())
      Text = (Twine(At.getFilename()) + ":" + Twine(At.getLine()) + ":" +
              Twine(At.getColumn()) + ": ")
                 .str();
  }
  Text += Message.str();
}

/// Leaves nothing in the invocation that writes a file or loads code, whatever
/// way it came in: -Xclang, -Wp or a configuration file.
static void disarm(clang::CompilerInvocation &Invocation) {
  clang::FrontendOptions &Front = Invocation.getFrontendOpts();
  Front.ProgramAction = clang::frontend::ParseSyntaxOnly;
  Front.Plugins.clear();
  Front.AddPluginActions.clear();
  Front.PluginArgs.clear();
  Front.ActionName.clear();
  Front.LLVMArgs.clear();
  Front.OutputFile.clear();
  Front.StatsFile.clear();
  Front.TimeTracePath.clear();
  Front.ModuleOutputPath.clear();
  Front.SymbolGraphOutputDir.clear();
  Front.DumpMinimizationHintsPath.clear();
  Front.ASTMergeFiles.clear();
  Front.GenerateGlobalModuleIndex = false;
  Front.EmitSymbolGraph = false;
  Front.ShowStats = false;
  Invocation.getDependencyOutputOpts() = clang::DependencyOutputOptions();
  Invocation.getPreprocessorOpts().ImplicitPCHInclude.clear();
  Invocation.getHeaderSearchOpts().Verbose = false;
  Invocation.getLangOpts().ImplicitModules = false;
  clang::DiagnosticOptions &Diag = Invocation.getDiagnosticOpts();
  Diag.DiagnosticLogFile.clear();
  Diag.DiagnosticSerializationFile.clear();
  Diag.VerifyDiagnostics = false;
}

static void tune(clang::CompilerInvocation &Invocation) {
  clang::FrontendOptions &Front = Invocation.getFrontendOpts();
  Front.SkipFunctionBodies = true;
  Front.DisableFree = false;
  Invocation.getLangOpts().SpellChecking = false;
  clang::DiagnosticOptions &Diag = Invocation.getDiagnosticOpts();
  Diag.IgnoreWarnings = true;
  Diag.ShowCarets = false;
}

/// Says what is odd about the file itself; "" where it is text.
static std::string lookAtFile(const Unit &U, UnitOutcome &Out) {
  auto Buffer = MemoryBuffer::getFile(U.File);
  if (!Buffer)
    return Buffer.getError() == std::errc::no_such_file_or_directory
               ? "the file is gone"
               : "the file cannot be read: " + Buffer.getError().message();
  const StringRef Text = (*Buffer)->getBuffer();
  Out.IsEmpty = Text.trim().empty();
  return Text.take_front(8192).contains('\0')
             ? "the file is binary, not C++ source"
             : std::string();
}

Parser::Files Parser::filesFor(const std::string &Directory) {
  Files &Known = ByDirectory[Directory];
  if (!Known) {
    auto System = vfs::createPhysicalFileSystem();
    if (System->setCurrentWorkingDirectory(Directory))
      return nullptr;
    Known = makeIntrusiveRefCnt<clang::FileManager>(
        clang::FileSystemOptions(),
        makeIntrusiveRefCnt<
            clang::dependencies::DependencyScanningWorkerFilesystem>(
            Contents, IntrusiveRefCntPtr<vfs::FileSystem>(System.release())));
  }
  return Known;
}

/// The front end's invocation for `Arguments`, ready to run; null with a
/// reason in `Out` where clang's driver makes nothing of them.
static std::unique_ptr<clang::CompilerInvocation>
makeInvocation(const std::vector<std::string> &Arguments,
               clang::FileManager &Files, UnitOutcome &Out) {
  FirstError Errors;
  clang::DiagnosticOptions Quiet;
  Quiet.IgnoreWarnings = true;
  clang::CreateInvocationOptions How;
  How.VFS = Files.getVirtualFileSystemPtr();
  How.Diags = clang::CompilerInstance::createDiagnostics(
      *How.VFS, Quiet, &Errors, /*ShouldOwnClient=*/false);
  How.RecoverOnError = true;
  std::vector<const char *> Pointers;
  for (const std::string &Argument : Arguments)
    Pointers.push_back(Argument.c_str());
  auto Invocation = clang::createInvocation(Pointers, How);
  if (Invocation) {
    disarm(*Invocation);
    tune(*Invocation);
    return Invocation;
  }
  Out.Failure = "its command makes no sense to clang" +
                (Errors.text().empty() ? "" : ": " + Errors.text());
  return nullptr;
}

std::vector<std::string> frontEndArguments(const FitCommand &Command, const std::string &Directory) {
  auto System = vfs::createPhysicalFileSystem();
  if (System->setCurrentWorkingDirectory(Directory))
    return {};
  clang::FileManager Files(clang::FileSystemOptions(), IntrusiveRefCntPtr<vfs::FileSystem>(System.release()));
  UnitOutcome Ignored;
  const auto Invocation = makeInvocation(Command.Arguments, Files, Ignored);
  return Invocation ? Invocation->getCC1CommandLine() : std::vector<std::string>();
}

void Parser::parse(const Engine &E, const ElsewhereTable &Elsewhere, FitCommand Command, const Files &Shared, UnitInputs *From,
                   UnitOutcome &Out) {
  auto Invocation = makeInvocation(Command.Arguments, *Shared, Out);
  if (!Invocation)
    return;
  FirstError Errors;
  clang::CompilerInstance CI(std::move(Invocation));
  CI.setVirtualFileSystem(Shared->getVirtualFileSystemPtr());
  CI.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  if (CI.getFileSystemOpts().WorkingDir.empty())
    CI.setFileManager(Shared);
  else
    CI.createFileManager();
  CI.createSourceManager();
  CheckAction Action(E, Elsewhere, Errors, Hashes, From, Out.Result);
  const bool IsDone = CI.ExecuteAction(Action);
  Out.Failure = Errors.text();
  if (!IsDone && Out.Failure.empty() && !CI.getDiagnostics().hasErrorOccurred())
    Out.Failure = "clang could not run on it";
  if (Out.Failure.empty() && !Out.Result.InternalFailure.empty())
    Out.Failure = "internal failure: " + Out.Result.InternalFailure;
}

UnitOutcome Parser::run(const Unit &U, const Engine &E, const ElsewhereTable &Elsewhere, UnitInputs *From) {
  const auto Begin = std::chrono::steady_clock::now();
  UnitOutcome Out;
  Out.Failure = lookAtFile(U, Out);
  if (Out.Failure.empty()) {
    FitCommand Command = fitCommand(U, Extras);
    Out.UnknownFlags = Command.Unknown;
    Out.HadPlugins = Command.HadPlugins;
    if (Files Shared = filesFor(U.Directory))
      parse(E, Elsewhere, std::move(Command), Shared, From, Out);
    else
      Out.Failure = "its folder '" + U.Directory + "' is gone";
  }
  const std::chrono::duration<double> Passed =
      std::chrono::steady_clock::now() - Begin;
  Out.Seconds = Passed.count();
  return Out;
}

} // namespace holdfast
