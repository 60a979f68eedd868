//===- HeaderBeginning.cpp - what a header's text comes after -------------===//
//
// The files that are being read are a stack; when the header comes onto it,
// it is the way to the header. A file of the user's that may be included more
// than once is not taken, nor what comes after it: it would come twice. One of
// the system's may, as the standard has it.
//
//===----------------------------------------------------------------------===//

#include "tool/lsp/HeaderBeginning.h"

#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast::server {

namespace {

/// One #include that is read.
struct Include {
  std::string Spelled; ///< with its quotes
  clang::FileEntryRef File;
  clang::SrcMgr::CharacteristicKind Kind;
  clang::SourceLocation End;
};

/// A file that is being read.
struct Reading {
  clang::FileID Id;
  clang::OptionalFileEntryRef File; ///< none for what the command defines
  std::vector<Include> Before;      ///< that have been read
  std::optional<Include> Last;      ///< that is perhaps being read
  const clang::IdentifierInfo *Guard = nullptr;
  clang::SourceLocation GuardBegin;
  bool DefinesGuard = false;
  bool HasBegun = false;
  bool IsMixed = false; ///< what follows may depend on what stands in it
};

/// Knows the way to the header, once it is met.
class Way : public clang::PPCallbacks {
public:
  Way(const clang::SourceManager &SM, const clang::FileEntry &Header)
      : SM(SM), Header(Header) {}

  bool isComplete() const { return HasEnded; }
  bool isFound() const { return IsMet; }

  /// A token of the file that is being read.
  void meetToken() {
    if (IsMet && Stack.size() == Depth)
      end();
    else if (!Stack.empty())
      Stack.back().IsMixed = true;
  }

  void LexedFileChanged(clang::FileID Id, LexedFileChangeReason Reason,
                        clang::SrcMgr::CharacteristicKind, clang::FileID,
                        clang::SourceLocation) override {
    if (HasEnded)
      return;
    if (Reason == LexedFileChangeReason::EnterFile) {
      Stack.push_back({Id, SM.getFileEntryRefForID(Id), {}, {}, nullptr, {}});
      if (!IsMet && Stack.back().File &&
          &Stack.back().File->getFileEntry() == &Header)
        IsMet = true, Depth = Stack.size();
      return;
    }
    if (IsMet && Stack.size() == Depth)
      return end();
    while (!Stack.empty() && Stack.back().Id != Id)
      Stack.pop_back();
  }

  void InclusionDirective(clang::SourceLocation, const clang::Token &Word,
                          StringRef Name, bool IsAngled,
                          clang::CharSourceRange Where,
                          clang::OptionalFileEntryRef File, StringRef,
                          StringRef, const clang::Module *, bool,
                          clang::SrcMgr::CharacteristicKind Kind) override {
    if (HasEnded || Stack.empty())
      return;
    Reading &In = Stack.back();
    In.HasBegun = true;
    endLast(In);
    if (!File ||
        Word.getIdentifierInfo()->getPPKeywordID() != clang::tok::pp_include)
      In.IsMixed = true;
    else if (!In.IsMixed)
      In.Last = {spelled(Name, IsAngled, *File, Kind), *File, Kind,
                 Where.getEnd()};
  }
  void MacroDefined(const clang::Token &Name,
                    const clang::MacroDirective *) override {
    if (!Stack.empty() && Name.getIdentifierInfo() == Stack.back().Guard)
      Stack.back().DefinesGuard = true;
    else
      mix();
  }
  void MacroUndefined(const clang::Token &, const clang::MacroDefinition &,
                      const clang::MacroDirective *) override {
    mix();
  }
  void PragmaDirective(clang::SourceLocation Where,
                       clang::PragmaIntroducerKind) override {
    const StringRef Text = SM.getCharacterData(Where);
    if (!Text.split("pragma").second.ltrim().starts_with("once"))
      mix();
  }
  void If(clang::SourceLocation Where, clang::SourceRange,
          ConditionValueKind) override {
    begin(Where);
  }
  void Ifdef(clang::SourceLocation Where, const clang::Token &Name,
             const clang::MacroDefinition &) override {
    ask(Name);
    begin(Where);
  }
  void Ifndef(clang::SourceLocation Where, const clang::Token &Name,
              const clang::MacroDefinition &) override {
    ask(Name);
    begin(Where);
  }
  void Defined(const clang::Token &Name, const clang::MacroDefinition &,
               clang::SourceRange) override {
    ask(Name);
  }
  /// What ends before the file's own text guards nothing.
  void Endif(clang::SourceLocation, clang::SourceLocation Begin) override {
    if (!HasEnded && !Stack.empty() && Stack.back().DefinesGuard &&
        Stack.back().GuardBegin == Begin)
      distrust(Stack.back());
  }

  HeaderBeginning result(const clang::HeaderSearch &Search) const;

private:
  /// From here on what is included may depend on this file's own words.
  void mix() {
    if (Stack.empty() || HasEnded)
      return;
    endLast(Stack.back());
    Stack.back().IsMixed = true;
  }
  /// The first condition of a file may be its guard. That of another file on
  /// the way has a meaning of its own where it is asked for elsewhere.
  void ask(const clang::Token &Name) {
    if (HasEnded || Stack.empty())
      return;
    const clang::IdentifierInfo *Macro = Name.getIdentifierInfo();
    for (Reading &Each : drop_end(Stack))
      if (Each.DefinesGuard && Each.Guard == Macro)
        distrust(Each);
    if (!Stack.back().HasBegun)
      Stack.back().Guard = Macro;
  }
  void begin(clang::SourceLocation Where) {
    if (!HasEnded && !Stack.empty() &&
        !std::exchange(Stack.back().HasBegun, true))
      Stack.back().GuardBegin = Where;
  }
  static void distrust(Reading &In) {
    In.Before.clear();
    In.Last.reset();
    In.IsMixed = true;
  }
  void end() {
    endLast(Stack.back());
    HasEnded = true;
  }
  static void endLast(Reading &In) {
    if (In.Last)
      In.Before.push_back(*In.Last);
    In.Last.reset();
  }
  /// The same file from elsewhere: what lies beside its includer has its whole
  /// name, and the system's stays the system's.
  std::string spelled(StringRef Name, bool IsAngled, clang::FileEntryRef File,
                      clang::SrcMgr::CharacteristicKind Kind) const {
    if (IsAngled)
      return ("<" + Name + ">").str();
    SmallString<256> Whole(Name);
    if (Kind == clang::SrcMgr::C_User) {
      Whole = File.getName();
      SM.getFileManager().makeAbsolutePath(Whole);
    }
    return ("\"" + Whole + "\"").str();
  }

  const clang::SourceManager &SM;
  const clang::FileEntry &Header;
  std::vector<Reading> Stack;
  bool IsMet = false;
  size_t Depth = 0; ///< of the header in the stack
  bool HasEnded = false;
};

HeaderBeginning Way::result(const clang::HeaderSearch &Search) const {
  HeaderBeginning Out;
  for (size_t I = 0; I != Depth; ++I) {
    if (!Stack[I].File)
      return Out;
    Out.Around.insert(Stack[I].File->getUniqueID());
    if (I + 1 != Depth)
      Out.AroundNames.push_back(Stack[I].File->getName().str());
  }
  for (size_t I = 0; I != Depth; ++I) {
    const bool IsHeader = I + 1 == Depth;
    for (const Include &Each : Stack[I].Before) {
      if (Each.Kind == clang::SrcMgr::C_User &&
          !Search.isFileMultipleIncludeGuarded(Each.File))
        return Out;
      Out.Lines += "#include " + Each.Spelled + "\n";
      Out.Files.push_back({Each.File.getUniqueID(), Each.Kind});
      if (IsHeader)
        Out.HeaderBytes = SM.getFileOffset(Each.End);
    }
    if (Stack[I].IsMixed)
      break;
  }
  return Out;
}

class FindAction : public clang::PreprocessorFrontendAction {
public:
  FindAction(StringRef Header, std::optional<HeaderBeginning> &Out)
      : Header(Header), Out(Out) {}

protected:
  void ExecuteAction() override {
    clang::CompilerInstance &CI = getCompilerInstance();
    const auto File = CI.getFileManager().getOptionalFileRef(Header);
    if (!File)
      return;
    clang::Preprocessor &PP = CI.getPreprocessor();
    auto Owned =
        std::make_unique<Way>(CI.getSourceManager(), File->getFileEntry());
    Way &To = *Owned;
    PP.addPPCallbacks(std::move(Owned));
    PP.IgnorePragmas();
    PP.EnterMainSourceFile();
    clang::Token Next;
    do {
      PP.Lex(Next);
      if (Next.isNot(clang::tok::eof))
        To.meetToken();
    } while (Next.isNot(clang::tok::eof) && !To.isComplete());
    if (To.isFound() && !CI.getDiagnostics().hasErrorOccurred())
      Out = To.result(PP.getHeaderSearchInfo());
  }

private:
  StringRef Header;
  std::optional<HeaderBeginning> &Out;
};

} // namespace

std::optional<HeaderBeginning>
findBeginning(std::unique_ptr<clang::CompilerInvocation> Invocation,
              IntrusiveRefCntPtr<vfs::FileSystem> Files, StringRef Header) {
  std::optional<HeaderBeginning> Out;
  clang::IgnoringDiagConsumer Nobody;
  clang::CompilerInstance CI(std::move(Invocation));
  CI.setVirtualFileSystem(std::move(Files));
  CI.createDiagnostics(&Nobody, /*ShouldOwnClient=*/false);
  CI.createFileManager();
  CI.createSourceManager();
  FindAction Action(Header, Out);
  CI.ExecuteAction(Action);
  return Out;
}

} // namespace holdfast::server
