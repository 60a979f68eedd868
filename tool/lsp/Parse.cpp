//===- Parse.cpp - the front end over the editor's texts ------------------===//
//===----------------------------------------------------------------------===//

#include "tool/lsp/Parse.h"

#include "tool/Invocation.h"
#include "tool/Rounds.h"
#include "tool/lsp/Preamble.h"
#include "tool/lsp/Setup.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"

#include <chrono>
#include <set>

using namespace llvm;

namespace holdfast::server {

using Clock = std::chrono::steady_clock;
static double secondsSince(Clock::time_point Start) {
  return std::chrono::duration<double>(Clock::now() - Start).count();
}

namespace {

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

void CheckAction::EndSourceFileAction() {
  clang::CompilerInstance &CI = getCompilerInstance();
  Files = namesOf(filesReadBy(CI.getSourceManager()), CI.getFileManager());
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
  auto Header = From.Open.find(From.Header);
  const size_t Whole =
      boundsOf(*Invocation,
               Header == From.Open.end() ? Text->getBuffer() : Header->second)
          .Size;
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
