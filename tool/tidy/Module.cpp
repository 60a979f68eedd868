//===- Module.cpp - the rules as checks of clang-tidy ---------------------===//
//
// `clang-tidy -load holdfast-tidy.so -checks=holdfast-*`: a check for each
// rule, `holdfast-use-after-move` and so on, with the option `Strict`. Notes
// and fix-its are clang-tidy's own, and so is NOLINT, but for other checks'
// names for the same thing. All are warnings; WarningsAsErrors makes errors of
// them.
//
//===----------------------------------------------------------------------===//

#include "tool/HostDiagnostics.h"
#include "tool/HostVersion.h"
#include "tool/tidy/SharedRun.h"

#include "Engine.h"

#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"

using namespace llvm;
using clang::ast_matchers::MatchFinder;

namespace holdfast {

namespace {

class RuleCheck : public clang::tidy::ClangTidyCheck {
public:
  RuleCheck(StringRef Name, StringRef Rule,
            clang::tidy::ClangTidyContext *Context)
      : ClangTidyCheck(Name, Context), Rule(Rule.str()),
        IsStrict(Options.get("Strict", false)) {
    SharedRun::ofThread().enrol(this->Rule, IsStrict);
  }
  ~RuleCheck() override { SharedRun::ofThread().withdraw(Rule); }

  bool isLanguageVersionSupported(
      const clang::LangOptions &Language) const override {
    return Language.CPlusPlus;
  }
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Map) override {
    Options.store(Map, "Strict", IsStrict);
  }
  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(clang::ast_matchers::translationUnitDecl(), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    const std::string Problem = SharedRun::ofThread().takeProblem();
    if (!Problem.empty())
      configurationDiag("holdfast: %0") << Problem;
    for (const Finding &F : SharedRun::ofThread().take(Rule))
      diagnose(F, *Result.SourceManager,
               [&](clang::SourceLocation Where, StringRef Text, bool IsNote) {
                 clang::DiagnosticBuilder Told =
                     diag(Where, "%0",
                          IsNote ? clang::DiagnosticIDs::Note
                                 : clang::DiagnosticIDs::Warning);
                 Told << Text;
                 return Told;
               });
  }

private:
  std::string Rule;
  bool IsStrict;
};

class Module : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    for (const RuleInfo &Rule : allRules())
      Factories.registerCheckFactory(
          ("holdfast-" + Rule.Id).str(),
          [Id = Rule.Id](StringRef Name,
                         clang::tidy::ClangTidyContext *Context) {
            return std::make_unique<RuleCheck>(Name, Id, Context);
          });
  }
};

/// Before clang-tidy's consumer, which runs the checks.
class RunConsumer : public clang::ASTConsumer {
public:
  explicit RunConsumer(clang::CompilerInstance &CI) : CI(CI) {}
  void HandleTranslationUnit(clang::ASTContext &AST) override {
    SharedRun::ofThread().check(CI, AST);
  }

private:
  clang::CompilerInstance &CI;
};

/// A front end runs the registered plugins around every action, also around
/// clang-tidy's: this is how the engine gets the compiler instance.
class RunAction : public clang::PluginASTAction {
protected:
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &CI, StringRef) override {
    return std::make_unique<RunConsumer>(CI);
  }
  bool ParseArgs(const clang::CompilerInstance &,
                 const std::vector<std::string> &) override {
    return true;
  }
  ActionType getActionType() override { return AddBeforeMainAction; }
};

} // namespace

static const bool IsOurHost = (requireHostVersion("holdfast-tidy.so"), true);

// clang-tidy and its front end look into these registries.
static clang::tidy::ClangTidyModuleRegistry::Add<Module>
    RegisteredModule("holdfast-module", "Holdfast's rules");
static clang::FrontendPluginRegistry::Add<RunAction>
    RegisteredAction("holdfast-tidy", "runs Holdfast's engine for its checks");

} // namespace holdfast
