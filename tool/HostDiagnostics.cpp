//===- HostDiagnostics.cpp - a finding as clang's diagnostics -------------===//
//
// Offsets are those of the files as they were parsed, so that they lead back to
// the same source locations. A file that is included twice is met by its first
// inclusion, which shows the same text.
//
//===----------------------------------------------------------------------===//

#include "tool/HostDiagnostics.h"

#include "clang/Basic/FileManager.h"

using namespace llvm;

namespace holdfast {

static clang::SourceLocation
locationAt(const std::string &File, unsigned Offset, clang::SourceManager &SM) {
  clang::OptionalFileEntryRef Entry =
      SM.getFileManager().getOptionalFileRef(File);
  if (!Entry)
    return {};
  const clang::FileID Id = SM.translateFile(*Entry);
  if (Id.isInvalid() || Offset > SM.getFileIDSize(Id))
    return {};
  return SM.getLocForStartOfFile(Id).getLocWithOffset(int(Offset));
}

static clang::SourceLocation beginOf(const Location &L,
                                     clang::SourceManager &SM) {
  return L.isValid() ? locationAt(L.File, L.Offset, SM)
                     : clang::SourceLocation();
}

static clang::CharSourceRange rangeOf(const Location &L,
                                      clang::SourceManager &SM) {
  const clang::SourceLocation Begin = beginOf(L, SM);
  const clang::SourceLocation End = locationAt(L.File, L.EndOffset, SM);
  return Begin.isValid() && End.isValid()
             ? clang::CharSourceRange::getCharRange(Begin, End)
             : clang::CharSourceRange();
}

/// All edits, or none where one leads to no file of the unit.
static SmallVector<clang::FixItHint, 2> hintsOf(const Fix &F,
                                                clang::SourceManager &SM) {
  SmallVector<clang::FixItHint, 2> Out;
  for (const Edit &E : F.Edits) {
    const clang::CharSourceRange Where = rangeOf(E.Where, SM);
    if (Where.isInvalid())
      return {};
    Out.push_back(clang::FixItHint::CreateReplacement(Where, E.Replacement));
  }
  return Out;
}

void diagnose(const Finding &F, clang::SourceManager &SM,
              BeginDiagnostic Begin) {
  const clang::SourceLocation Where = beginOf(F.Where, SM);
  auto Safe = find_if(F.Fixes, [](const Fix &Mend) {
    return Mend.Grade == FixGrade::Safe && !Mend.Edits.empty();
  });
  {
    const clang::DiagnosticBuilder Told =
        Begin(Where, F.Message, /*IsNote=*/false);
    Told << rangeOf(F.Where, SM);
    for (const Label &L : F.Labels)
      if (L.Where.isValid() && L.Where.File == F.Where.File &&
          L.Where.Line == F.Where.Line)
        Told << rangeOf(L.Where, SM);
    if (Safe != F.Fixes.end())
      for (const clang::FixItHint &Hint : hintsOf(*Safe, SM))
        Told << Hint;
  }
  for (const Label &L : F.Labels)
    if (L.Where.isValid() && !L.Text.empty())
      Begin(beginOf(L.Where, SM), L.Text, /*IsNote=*/true)
          << rangeOf(L.Where, SM);
  for (const Label &Note : F.Notes)
    Begin(beginOf(Note.Where, SM), Note.Text, /*IsNote=*/true)
        << rangeOf(Note.Where, SM);
  if (!F.Instantiation.empty())
    Begin(Where, "in the instantiation '" + F.Instantiation + "'",
          /*IsNote=*/true);
  for (const Fix &Mend : F.Fixes) {
    const clang::DiagnosticBuilder Told =
        Begin(Where, Mend.Help, /*IsNote=*/true);
    if (Mend.Grade == FixGrade::Likely)
      for (const clang::FixItHint &Hint : hintsOf(Mend, SM))
        Told << Hint;
  }
  if (F.Fixes.empty() && !F.Help.empty())
    Begin(Where, F.Help, /*IsNote=*/true);
}

} // namespace holdfast
