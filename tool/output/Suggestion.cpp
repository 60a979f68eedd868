//===- Suggestion.cpp - a fix as a small diff -----------------------------===//

#include "tool/output/Suggestion.h"

#include "tool/output/LineChanges.h"
#include "tool/output/Report.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <map>

using namespace llvm;

namespace holdfast {

static StringRef trustIn(FixGrade Grade) {
  switch (Grade) {
  case FixGrade::Safe:
    return "safe to apply";
  case FixGrade::Likely:
    return "likely right";
  case FixGrade::Placeholder:
    return "with a placeholder to fill in";
  }
  return "";
}

/// True where the edit still lies in the line that it names.
static bool fits(const Edit &E, StringRef Text, ArrayRef<StringRef> Lines) {
  if (E.Where.Line == 0 || E.Where.Line > Lines.size())
    return false;
  const size_t Begin = size_t(Lines[E.Where.Line - 1].data() - Text.data());
  return E.Where.Offset == Begin + E.Where.Column - 1 &&
         E.Where.Column <= Lines[E.Where.Line - 1].size() + 1;
}

namespace {

class SuggestionWriter {
public:
  SuggestionWriter(unsigned Gutter, const TextStyle &Style, raw_ostream &Out)
      : Gutter(Gutter), Style(Style), Out(Out) {}

  /// `Shift` is by how many lines the new text is ahead; moved on.
  void writeChange(const LineChange &C, int &Shift) {
    const StringRef Old = C.Removed.front();
    const StringRef New = C.Added.front();
    // The first column that differs stays in sight.
    const auto *FirstOther =
        std::mismatch(Old.begin(), Old.end(), New.begin(), New.end()).first;
    const auto Differs = unsigned(FirstOther - Old.begin()) + 1;
    for (size_t I = 0; I != C.Removed.size(); ++I)
      writeLine(int(C.Line + I), '-', C.Removed[I], Differs, raw_ostream::RED);
    for (size_t I = 0; I != C.Added.size(); ++I)
      writeLine(int(C.Line + I) + Shift, '+', C.Added[I], Differs,
                raw_ostream::GREEN);
    Shift += int(C.Added.size()) - int(C.Removed.size());
  }

private:
  void writeLine(int Number, char Sign, StringRef Text, unsigned Differs,
                 raw_ostream::Colors Color) {
    const ShownLine Line(Text.rtrim('\r'));
    const unsigned Column = Line.columnOf(Differs);
    const unsigned Width = Style.Width - std::min(Style.Width, Gutter + 3);
    const std::string Digits = itostr(Number);
    std::string Row(Gutter - std::min<size_t>(Gutter, Digits.size()), ' ');
    Row += Digits + ' ' + Sign;
    const std::string Shown =
        cut(Line, windowAround(Line, {Column, Column + 1}, Width));
    paint(Out, Shown.empty() ? Row : Row + ' ' + Shown, Color, Style);
    Out << '\n';
  }

  unsigned Gutter;
  const TextStyle &Style;
  raw_ostream &Out;
};

} // namespace

void writeSuggestion(const Fix &F, const std::string &Home, StringRef Base,
                     SourceLines &Sources, unsigned Gutter,
                     const TextStyle &Style, raw_ostream &Out) {
  paint(Out, "help: ", raw_ostream::GREEN, Style);
  Out << F.Help << " (" << trustIn(F.Grade) << ")\n";
  std::map<std::string, std::vector<Edit>> ByFile;
  for (const Edit &E : F.Edits)
    ByFile[E.Where.File].push_back(E);
  for (const auto &[File, Edits] : ByFile) {
    const StringRef Text = Sources.text(File);
    const std::vector<StringRef> &Lines = Sources.lines(File);
    if (!all_of(Edits, [&](const Edit &E) { return fits(E, Text, Lines); }))
      continue;
    const auto Changes = lineChanges(Text, Lines, Edits);
    if (!Changes)
      continue;
    if (File != Home)
      writeFrameHead(displayPath(File, Base), Edits.front().Where.Line, Gutter,
                     Style, Out);
    SuggestionWriter Writer(Gutter, Style, Out);
    int Shift = 0;
    for (const LineChange &C : *Changes)
      Writer.writeChange(C, Shift);
  }
}

} // namespace holdfast
