//===- Parse.cpp - one unit, from its command to its result ---------------===//
//
// The engine is the front end's consumer. The first error is why a unit failed.
//
//===----------------------------------------------------------------------===//

#include "tool/Parse.h"

#include "tool/Invocation.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <chrono>

using namespace llvm;

namespace holdfast {

namespace {

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
  CheckAction(const Engine &E, const ElsewhereTable &Elsewhere,
              const FirstError &Errors, TextHashes &Hashes, UnitInputs *From,
              UnitResult &Out)
      : E(E), Elsewhere(Elsewhere), Errors(Errors), Hashes(Hashes), From(From),
        Out(Out) {}

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

/// Says what is odd about the file itself; "" where it is text.
static std::string lookAtFile(const Unit &U, UnitOutcome &Out) {
  auto Buffer = MemoryBuffer::getFile(U.File);
  if (!Buffer)
    return Buffer.getError() == std::errc::no_such_file_or_directory
               ? "the file is gone"
               : "the file cannot be read: " + Buffer.getError().message();
  Out.IsEmpty = (*Buffer)->getBuffer().trim().empty();
  return whyNotSource((*Buffer)->getBuffer());
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

std::vector<std::string> frontEndArguments(const FitCommand &Command, const std::string &Directory) {
  auto System = vfs::createPhysicalFileSystem();
  if (System->setCurrentWorkingDirectory(Directory))
    return {};
  std::string Ignored;
  const auto Invocation = makeInvocation(Command.Arguments, IntrusiveRefCntPtr<vfs::FileSystem>(System.release()), Ignored);
  return Invocation ? Invocation->getCC1CommandLine() : std::vector<std::string>();
}

void Parser::parse(const Engine &E, const ElsewhereTable &Elsewhere,
                   FitCommand Command, const Files &Shared, UnitInputs *From,
                   UnitOutcome &Out) {
  auto Invocation = makeInvocation(
      Command.Arguments, Shared->getVirtualFileSystemPtr(), Out.Failure);
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

UnitOutcome Parser::run(const Unit &U, const Engine &E,
                        const ElsewhereTable &Elsewhere, UnitInputs *From) {
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
