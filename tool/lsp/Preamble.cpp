//===- Preamble.cpp - the beginning of a document, compiled once ----------===//
//
// That of a main file is a preamble as clang's own tools have it. That of a
// header is a file of #include lines, which the front end reads before the
// whole main file; what it includes again is guarded.
//
//===----------------------------------------------------------------------===//

#include "tool/lsp/Preamble.h"

#include "tool/Invocation.h"
#include "tool/lsp/HeaderBeginning.h"
#include "tool/lsp/Setup.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast::server {

namespace {

/// Notes what the main file includes.
class OwnIncludes : public clang::PPCallbacks {
public:
  OwnIncludes(const clang::SourceManager &SM, std::vector<IncludedFile> &Out)
      : SM(SM), Out(Out) {}

  void InclusionDirective(clang::SourceLocation Where, const clang::Token &,
                          StringRef, bool, clang::CharSourceRange,
                          clang::OptionalFileEntryRef File, StringRef,
                          StringRef, const clang::Module *, bool,
                          clang::SrcMgr::CharacteristicKind Kind) override {
    if (File && SM.isInMainFile(Where))
      Out.push_back({File->getUniqueID(), Kind});
  }

private:
  const clang::SourceManager &SM;
  std::vector<IncludedFile> &Out;
};

/// Has the engine say which bodies the front end parses, and notes the files.
class PreambleHooks : public clang::PreambleCallbacks {
public:
  explicit PreambleHooks(const Engine &With) : With(With) {}

  void BeforeExecute(clang::CompilerInstance &CI) override {
    Skipper = With.makeConsumer(CI, Nobody, Nothing);
    SM = &CI.getSourceManager();
  }
  std::unique_ptr<clang::PPCallbacks> createPPCallbacks() override {
    return std::make_unique<OwnIncludes>(*SM, Included);
  }
  bool shouldSkipFunctionBody(clang::Decl *D) override {
    return Skipper->shouldSkipFunctionBody(D);
  }
  void AfterExecute(clang::CompilerInstance &CI) override {
    for (clang::FileEntryRef Each : filesReadBy(*SM))
      Read.insert(Each.getUniqueID());
    Files = namesOf(filesReadBy(*SM), CI.getFileManager());
  }

  std::set<std::string> Files;
  std::set<FileIdentity> Read;
  std::vector<IncludedFile> Included; ///< by the main file itself

private:
  const Engine &With;
  const clang::SourceManager *SM = nullptr;
  ElsewhereTable Nobody;
  UnitResult Nothing;
  std::unique_ptr<clang::ASTConsumer> Skipper;
};

} // namespace

/// Compiles the beginning of `Text`, which is that of the invocation's main
/// file; "" where it has an error, which would not be seen again.
static std::string compile(clang::CompilerInvocation &Invocation,
                           const MemoryBuffer &Text,
                           clang::PreambleBounds Bounds,
                           IntrusiveRefCntPtr<vfs::FileSystem> Files,
                           PreambleHooks &Hooks) {
  FirstError Errors;
  auto Diagnostics = clang::CompilerInstance::createDiagnostics(
      *Files, Invocation.getDiagnosticOpts(), &Errors,
      /*ShouldOwnClient=*/false);
  auto Built = clang::PrecompiledPreamble::Build(
      Invocation, &Text, Bounds, Diagnostics, Files,
      std::make_shared<clang::PCHContainerOperations>(), /*StoreInMemory=*/true,
      "", Hooks);
  if (!Built || Diagnostics->hasErrorOccurred())
    return "";
  clang::CompilerInvocation User(Invocation);
  const auto Unused = MemoryBuffer::getMemBufferCopy(Text.getBuffer());
  Built->OverridePreamble(User, Files, Unused.get());
  auto Compiled =
      Files->getBufferForFile(User.getPreprocessorOpts().ImplicitPCHInclude);
  return Compiled ? (*Compiled)->getBuffer().str() : "";
}

static std::optional<Preamble>
preambleOfMain(clang::CompilerInvocation &Invocation, const MemoryBuffer &Text,
               const Engine &With, IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  const clang::PreambleBounds Bounds = boundsOf(Invocation, Text.getBuffer());
  if (Bounds.Size == 0)
    return std::nullopt;
  PreambleHooks Hooks(With);
  Preamble Out;
  Out.Compiled = compile(Invocation, Text, Bounds, Files, Hooks);
  if (Out.Compiled.empty())
    return std::nullopt;
  Out.Text = Text.getBuffer().take_front(Bounds.Size).str();
  Out.MainBytes = Bounds.Size;
  Out.EndsAtStartOfLine = Bounds.PreambleEndsAtStartOfLine;
  Out.Files.assign(Hooks.Files.begin(), Hooks.Files.end());
  return Out;
}

static std::optional<Preamble>
preambleOfHeader(const ParseInputs &From, StringRef Text,
                 IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  UnitOutcome Ignored;
  // Each run of the front end frees the texts of its own.
  auto Invocation = invocationFor(From, Files, Ignored);
  if (!Invocation)
    return std::nullopt;
  auto Found = findBeginning(std::move(Invocation), Files, From.Header);
  Invocation = invocationFor(From, Files, Ignored);
  if (!Found || Found->Files.empty() || !Invocation)
    return std::nullopt;
  // Beside the main file, so that its names mean the same.
  SmallString<256> Name(sys::path::parent_path(From.What.File));
  sys::path::append(Name, "holdfast-beginning.h");
  clang::FrontendInputFile &Main = Invocation->getFrontendOpts().Inputs.front();
  Main = clang::FrontendInputFile(Name, Main.getKind());
  const auto Lines = MemoryBuffer::getMemBufferCopy(Found->Lines, Name);
  PreambleHooks Hooks(From.With);
  Preamble Out;
  Out.Compiled = compile(*Invocation, *Lines,
                         {unsigned(Found->Lines.size()), true}, Files, Hooks);
  if (Out.Compiled.empty() || Hooks.Included != Found->Files ||
      any_of(Found->Around,
             [&](const FileIdentity &Each) { return Hooks.Read.count(Each); }))
    return std::nullopt;
  if (Found->HeaderBytes)
    Out.Text = Text.take_front(Text.find('\n', Found->HeaderBytes)).str();
  Hooks.Files.erase(Name.str().str());
  for (const std::string &Each : Found->AroundNames)
    Hooks.Files.insert(absolutePath(Each, From.What.Directory));
  Out.Files.assign(Hooks.Files.begin(), Hooks.Files.end());
  return Out;
}

std::optional<Preamble> makePreamble(const ParseInputs &From) {
  UnitOutcome Ignored;
  IntrusiveRefCntPtr<vfs::FileSystem> Files = filesFrom(From.What.Directory);
  if (!Files)
    return std::nullopt;
  if (auto Open = From.Open.find(From.Header); Open != From.Open.end())
    return preambleOfHeader(From, Open->second, Files);
  std::unique_ptr<MemoryBuffer> Text = mainText(From, Ignored.Failure);
  auto Invocation = Text ? invocationFor(From, Files, Ignored) : nullptr;
  return Invocation ? preambleOfMain(*Invocation, *Text, From.With, Files)
                    : std::nullopt;
}

IntrusiveRefCntPtr<vfs::FileSystem>
useTo(const Preamble &Begin, clang::CompilerInvocation &Invocation,
      IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  clang::PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  Options.PrecompiledPreambleBytes = {unsigned(Begin.MainBytes),
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

} // namespace holdfast::server
