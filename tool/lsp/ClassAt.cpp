//===- ClassAt.cpp --------------------------------------------------------===//

#include "tool/lsp/ClassAt.h"

#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"

#include <string>
#include <vector>

using namespace llvm;

namespace holdfast::server {

namespace {

/// An open brace; not every one is a class's.
struct Scope {
  bool IsClass = false;
  ClassText Of;
};

/// The head of a class between its keyword and its brace.
struct Head {
  bool IsOpen = false;   ///< there is one
  bool HasBases = false; ///< its name is behind us
  ClassText Of;
};

} // namespace

/// Follows one token outside of braces' business.
static void follow(const clang::Token &T, size_t At, Head &Now) {
  switch (T.getKind()) {
  case clang::tok::raw_identifier: {
    const StringRef Word = T.getRawIdentifier();
    if (Word == "class" || Word == "struct" || Word == "union")
      Now = {true, false, {"", At, 0}};
    else if (Now.IsOpen && !Now.HasBases && Word != "final" &&
             Word != "alignas")
      Now.Of.Name = Word;
    return;
  }
  case clang::tok::colon:
    Now.HasBases = true;
    return;
  // A declaration of a variable, a parameter or a template's.
  case clang::tok::semi:
  case clang::tok::equal:
    Now.IsOpen = false;
    return;
  case clang::tok::comma:
  case clang::tok::greater:
  case clang::tok::r_paren:
    Now.IsOpen &= Now.HasBases || !Now.Of.Name.empty();
    return;
  default:
    return;
  }
}

std::optional<ClassText> classAt(StringRef Text, size_t Offset) {
  clang::LangOptions Language;
  Language.CPlusPlus = Language.CPlusPlus11 = Language.LineComment = true;
  const std::string Ended = Text.str(); // the lexer wants a zero behind it
  clang::Lexer Tokens(clang::SourceLocation(), Language, Ended.data(),
                      Ended.data(), Ended.data() + Ended.size());
  std::vector<Scope> Open;
  std::optional<ClassText> Found;
  Head Now;
  clang::Token T;
  while (!Tokens.LexFromRawLexer(T)) {
    const size_t At =
        size_t(Tokens.getBufferLocation() - Ended.data()) - T.getLength();
    if (T.is(clang::tok::l_brace)) {
      Open.push_back({Now.IsOpen, Now.Of});
      Now = {};
    } else if (T.is(clang::tok::r_brace)) {
      if (Open.empty())
        continue;
      Scope S = Open.back();
      Open.pop_back();
      Now = {};
      S.Of.End = At + 1;
      // The first that ends behind the place is the innermost.
      if (S.IsClass && !Found && S.Of.Begin <= Offset && Offset < S.Of.End)
        Found = S.Of;
    } else {
      follow(T, At, Now);
    }
  }
  if (Found && !Found->Name.empty())
    Found->Name = Text.substr(size_t(Found->Name.data() - Ended.data()),
                              Found->Name.size());
  return Found;
}

} // namespace holdfast::server
