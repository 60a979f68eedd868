//===- Invocation.cpp - a command made ready for the front end ------------===//
//
// The invocation is cleared of everything that costs and is not needed
// (warnings, spelling correction, bodies in system headers) and of everything
// that writes files or loads code.
//
//===----------------------------------------------------------------------===//

#include "tool/Invocation.h"

#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/PreprocessorOptions.h"

using namespace llvm;

namespace holdfast {

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

std::unique_ptr<clang::CompilerInvocation>
makeInvocation(const std::vector<std::string> &Arguments,
               IntrusiveRefCntPtr<vfs::FileSystem> Files,
               std::string &Failure) {
  FirstError Errors;
  clang::DiagnosticOptions Quiet;
  Quiet.IgnoreWarnings = true;
  clang::CreateInvocationOptions How;
  How.VFS = std::move(Files);
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
  Failure = "its command makes no sense to clang" +
            (Errors.text().empty() ? "" : ": " + Errors.text());
  return nullptr;
}

std::string whyNotSource(StringRef Text) {
  return Text.take_front(8192).contains('\0')
             ? "the file is binary, not C++ source"
             : std::string();
}

} // namespace holdfast
