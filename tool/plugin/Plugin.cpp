//===- Plugin.cpp - a compile that reports --------------------------------===//
//
// `clang++ -fplugin=holdfast-plugin.so`: behind the compiler's own work the
// engine looks at the unit, and what it finds comes as the compiler's
// diagnostics. The object file is the same with and without it. A unit that
// does not compile is not looked at, nor are precompiled headers and modules
// while they are made; the units that use them are.
//
//===----------------------------------------------------------------------===//

#include "tool/HostDiagnostics.h"
#include "tool/HostVersion.h"
#include "tool/HostedUnit.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"

using namespace llvm;

namespace holdfast {

namespace {

/// What `-fplugin-arg-holdfast-...` says.
struct PluginOptions {
  Options Asked;
  bool ErrorsStop = false; ///< a finding that is an error stops the build
};

class CompileConsumer : public clang::ASTConsumer {
public:
  CompileConsumer(clang::CompilerInstance &CI, PluginOptions How)
      : CI(CI), How(std::move(How)) {}

  void HandleTranslationUnit(clang::ASTContext &AST) override {
    if (CI.getDiagnostics().hasErrorOccurred() || !isChecked(CI))
      return;
    // Clang does not ask this of diagnostics that it does not know.
    if (CI.getDiagnostics().getIgnoreAllWarnings() && !How.ErrorsStop)
      return;
    Expected<HostedFindings> Found = checkHosted(CI, AST, How.Asked);
    if (!Found)
      return tell(clang::DiagnosticsEngine::Error, toString(Found.takeError()));
    if (!Found->InternalFailure.empty())
      tell(clang::DiagnosticsEngine::Warning,
           "internal failure: " + Found->InternalFailure);
    for (const Finding &F : Found->Shown)
      report(F);
  }

private:
  /// Something that is about no place of the unit.
  void tell(clang::DiagnosticsEngine::Level Level, StringRef Text) {
    clang::DiagnosticsEngine &Diagnostics = CI.getDiagnostics();
    Diagnostics.Report(Diagnostics.getDiagnosticIDs()->getCustomDiagID(
        clang::DiagnosticIDs::Level(Level), "holdfast: %0"))
        << Text;
  }

  void report(const Finding &F) {
    const bool IsError = How.ErrorsStop && F.Level == Severity::Error;
    clang::DiagnosticsEngine &Diagnostics = CI.getDiagnostics();
    diagnose(F, CI.getSourceManager(),
             [&](clang::SourceLocation Where, StringRef Text, bool IsNote) {
               const auto Level = IsNote    ? clang::DiagnosticIDs::Note
                                  : IsError ? clang::DiagnosticIDs::Error
                                            : clang::DiagnosticIDs::Warning;
               const unsigned Id =
                   Diagnostics.getDiagnosticIDs()->getCustomDiagID(Level,
                                                                   "%0%1");
               clang::DiagnosticBuilder Told = Diagnostics.Report(Where, Id);
               Told << Text << (IsNote ? "" : " [holdfast-" + F.Rule + "]");
               return Told;
             });
  }

  clang::CompilerInstance &CI;
  PluginOptions How;
};

class CompileAction : public clang::PluginASTAction {
protected:
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &CI, StringRef) override {
    if (!makesProgram(CI))
      return std::make_unique<clang::ASTConsumer>();
    return std::make_unique<CompileConsumer>(CI, How);
  }

  bool ParseArgs(const clang::CompilerInstance &CI,
                 const std::vector<std::string> &Arguments) override {
    for (const std::string &Argument : Arguments)
      if (!read(Argument, CI.getDiagnostics()))
        return false;
    return true;
  }

  ActionType getActionType() override { return AddAfterMainAction; }

private:
  static bool makesProgram(const clang::CompilerInstance &CI) {
    switch (CI.getFrontendOpts().ProgramAction) {
    case clang::frontend::EmitAssembly:
    case clang::frontend::EmitBC:
    case clang::frontend::EmitLLVM:
    case clang::frontend::EmitLLVMOnly:
    case clang::frontend::EmitCodeGenOnly:
    case clang::frontend::EmitObj:
    case clang::frontend::ParseSyntaxOnly:
      return true;
    default:
      return false;
    }
  }

  bool read(StringRef Argument, clang::DiagnosticsEngine &Diagnostics) {
    const auto [Name, Value] = Argument.split('=');
    std::string Wrong;
    if (Name == "rules") {
      SmallVector<StringRef, 8> Patterns;
      Value.split(Patterns, ',', -1, /*KeepEmpty=*/false);
      for (StringRef Pattern : Patterns)
        How.Asked.RulePatterns.push_back(Pattern.trim().str());
      return true;
    }
    if (Name == "header-filter" && Regex(Value).isValid(Wrong)) {
      How.Asked.HeaderFilter = Value.str();
      return true;
    }
    if (Argument == "strict")
      return How.Asked.IsStrict = true;
    if (Argument == "error")
      return How.ErrorsStop = true;
    const unsigned Id = Diagnostics.getCustomDiagID(
        clang::DiagnosticsEngine::Error, "holdfast: the argument '%0' %1");
    Diagnostics.Report(Id) << Argument
                           << (Wrong.empty()
                                   ? "is unknown; there are rules=LIST, "
                                     "header-filter=REGEX, strict and error"
                                   : "is not a regular expression: " + Wrong);
    return false;
  }

  PluginOptions How;
};

} // namespace

static const bool IsOurHost = (requireHostVersion("holdfast-plugin.so"), true);

// The host asks for it: it looks into this registry when it has loaded us.
static clang::FrontendPluginRegistry::Add<CompileAction>
    Registered("holdfast", "report what Holdfast finds in the unit");

} // namespace holdfast
