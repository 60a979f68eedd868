//===- Locations.cpp ------------------------------------------------------===//

#include "lower/Locations.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

std::string ClangSourceMap::fileOf(FileID File) const {
  const SourceManager &SM = AST.getSourceManager();
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
  if (!Entry)
    return "";
  llvm::StringRef Path = Entry->getFileEntry().tryGetRealPathName();
  llvm::SmallString<256> Absolute(Path.empty() ? Entry->getName() : Path);
  SM.getFileManager().makeAbsolutePath(Absolute);
  llvm::sys::path::remove_dots(Absolute, true);
  return std::string(Absolute);
}

Location ClangSourceMap::resolve(Span Where) const {
  const SourceManager &SM = AST.getSourceManager();
  Location L;
  if (!Where.isValid())
    return L;
  SourceLocation Begin = SM.getFileLoc(SourceLocation::getFromRawEncoding(Where.Begin));
  SourceLocation End = SourceLocation::getFromRawEncoding(Where.End ? Where.End : Where.Begin);
  End = End.isMacroID() && !SM.isMacroArgExpansion(End) ? SM.getExpansionRange(End).getEnd() : SM.getFileLoc(End);
  auto [File, Offset] = SM.getDecomposedLoc(Begin);
  L.File = fileOf(File);
  if (L.File.empty())
    return L;
  L.Offset = Offset;
  L.Line = SM.getLineNumber(File, Offset);
  L.Column = SM.getColumnNumber(File, Offset);
  SourceLocation Past = Lexer::getLocForEndOfToken(End, 0, SM, AST.getLangOpts());
  auto [EndFile, EndOffset] = SM.getDecomposedLoc(Past.isValid() ? Past : End);
  if (EndFile != File || EndOffset < Offset)
    EndOffset = Offset + 1;
  L.EndOffset = EndOffset;
  L.EndLine = SM.getLineNumber(File, EndOffset);
  L.EndColumn = SM.getColumnNumber(File, EndOffset);
  return L;
}

std::string ClangSourceMap::textOf(Span Where) const {
  const SourceManager &SM = AST.getSourceManager();
  if (!Where.isValid())
    return "";
  SourceLocation Begin = SourceLocation::getFromRawEncoding(Where.Begin);
  SourceLocation End = SourceLocation::getFromRawEncoding(Where.End ? Where.End : Where.Begin);
  CharSourceRange R = Lexer::makeFileCharRange(CharSourceRange::getTokenRange(Begin, End), SM, AST.getLangOpts());
  return R.isValid() ? Lexer::getSourceText(R, SM, AST.getLangOpts()).str() : std::string();
}

bool ClangSourceMap::isEditable(Span Where) const {
  SourceLocation Begin = SourceLocation::getFromRawEncoding(Where.Begin);
  SourceLocation End = SourceLocation::getFromRawEncoding(Where.End);
  return Where.isValid() && Begin.isFileID() && End.isFileID() &&
         AST.getSourceManager().isWrittenInSameFile(Begin, End);
}
