//===- Text.cpp - findings for a person at a terminal ---------------------===//
//
// As compilers print them: the place and the message, the source line with
// marks below it, the notes in the order of time, and how to mend it. Tabs are
// expanded and UTF-8 counts as one column a character; wide characters do not
// count double.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/WithColor.h"

#include <algorithm>
#include <map>

using namespace llvm;

namespace holdfast {

namespace {

/// A source line as it is shown, and where each of its bytes went.
struct ShownLine {
  std::string Text;
  std::vector<unsigned> Columns; ///< byte -> column shown, one more at the end

  explicit ShownLine(StringRef Line) {
    unsigned Column = 0;
    for (char C : Line) {
      const bool IsContinuation =
          (static_cast<unsigned char>(C) & 0xC0) == 0x80;
      Columns.push_back(IsContinuation && Column ? Column - 1 : Column);
      if (C == '\t') {
        const unsigned Width = 8 - Column % 8;
        Text.append(Width, ' ');
        Column += Width;
        continue;
      }
      Text.push_back(C);
      Column += !IsContinuation;
    }
    Columns.push_back(Column);
  }

  /// The column shown of the byte column `Column`, which counts from 1.
  unsigned at(unsigned Column) const {
    const size_t Byte = Column ? Column - 1 : 0;
    return Columns[std::min(Byte, Columns.size() - 1)];
  }
};

class TextWriter {
public:
  TextWriter(const Report &R, SourceLines &Sources, raw_ostream &Out,
             bool WithColors)
      : R(R), Sources(Sources), Out(Out),
        Mode(WithColors ? ColorMode::Enable : ColorMode::Disable) {}

  void write(const Finding &F);

private:
  void writeHead(const Location &Where, StringRef Kind, HighlightColor Color,
                 StringRef Message, StringRef Tail);
  void writeSource(unsigned Number, StringRef Text);
  void writeMarks(const ShownLine &Line, const Location *Primary,
                  std::vector<const Label *> Labels);
  void writeSnippets(const Finding &F);
  void writeFix(const Fix &F);

  const Report &R;
  SourceLines &Sources;
  raw_ostream &Out;
  ColorMode Mode;
};

} // namespace

void TextWriter::writeHead(const Location &Where, StringRef Kind,
                           HighlightColor Color, StringRef Message,
                           StringRef Tail) {
  Out << displayPath(Where.File, R.Base) << ':' << Where.Line << ':'
      << Where.Column << ": ";
  WithColor(Out, Color, Mode).get() << Kind << ": ";
  Out << Message << Tail << '\n';
}

void TextWriter::writeSource(unsigned Number, StringRef Text) {
  Out << format("%5u", Number) << " | " << Text << '\n';
}

/// Draws `^` below the primary place and `~` below each label; the text of the
/// last label stands behind the marks, the others each on a line of their own:
///
///     use(s, std::move(s));
///         ^  ~~~~~~~~~~~~ moved here
void TextWriter::writeMarks(const ShownLine &Line, const Location *Primary,
                            std::vector<const Label *> Labels) {
  auto EndOf = [&](const Location &Where) {
    const bool IsOneLine = Where.EndLine == Where.Line;
    return IsOneLine ? Line.at(Where.EndColumn) : Line.Columns.back();
  };
  std::string Marks;
  auto Draw = [&](unsigned From, unsigned To, char Mark) {
    To = std::max(To, From + 1);
    if (Marks.size() < To)
      Marks.resize(To, ' ');
    std::fill(Marks.begin() + From, Marks.begin() + To, Mark);
  };
  sort(Labels, [](const Label *A, const Label *B) { return *A < *B; });
  if (Primary && Labels.empty())
    Draw(Line.at(Primary->Column), EndOf(*Primary), '~');
  for (const Label *L : Labels)
    Draw(Line.at(L->Where.Column), EndOf(L->Where), '~');
  if (Primary) {
    const unsigned Caret = Line.at(Primary->Column);
    Draw(Caret, Caret + 1, '^');
  }
  Out << "      | ";
  WithColor(Out, HighlightColor::String, Mode).get() << Marks;
  if (!Labels.empty())
    Out << ' ' << Labels.back()->Text;
  Out << '\n';
  for (size_t I = Labels.size(); I-- > 1;) {
    const unsigned Column = Line.at(Labels[I - 1]->Where.Column);
    Out << "      | " << std::string(Column, ' ') << Labels[I - 1]->Text
        << '\n';
  }
}

/// The line of the finding first, then the other lines that hold labels.
void TextWriter::writeSnippets(const Finding &F) {
  std::map<unsigned, std::vector<const Label *>> ByLine;
  for (const Label &L : F.Labels)
    if (L.Where.isValid() && L.Where.File == F.Where.File)
      ByLine[L.Where.Line].push_back(&L);
  if (F.Where.Line > Sources.lines(F.Where.File).size())
    return;
  const ShownLine First(Sources.line(F.Where.File, F.Where.Line));
  writeSource(F.Where.Line, First.Text);
  writeMarks(First, &F.Where, ByLine[F.Where.Line]);
  for (const auto &[Number, Labels] : ByLine) {
    if (Number == F.Where.Line)
      continue;
    const ShownLine Line(Sources.line(F.Where.File, Number));
    writeSource(Number, Line.Text);
    writeMarks(Line, nullptr, Labels);
  }
}

/// What to do, and the lines as they would be. Edits that span lines are only
/// said, not shown.
void TextWriter::writeFix(const Fix &F) {
  WithColor(Out, HighlightColor::Remark, Mode).get() << "help: ";
  Out << F.Help << '\n';
  std::map<std::pair<std::string, unsigned>, std::vector<const Edit *>> ByLine;
  for (const Edit &E : F.Edits) {
    if (E.Where.EndLine != E.Where.Line ||
        StringRef(E.Replacement).contains('\n'))
      return;
    ByLine[{E.Where.File, E.Where.Line}].push_back(&E);
  }
  for (auto &[Place, Edits] : ByLine) {
    std::string Text = Sources.line(Place.first, Place.second).str();
    sort(Edits, [](const Edit *A, const Edit *B) { return *A > *B; });
    for (const Edit *E : Edits)
      if (E->Where.Column && E->Where.EndColumn >= E->Where.Column &&
          E->Where.EndColumn - 1 <= Text.size())
        Text.replace(E->Where.Column - 1, E->Where.EndColumn - E->Where.Column,
                     E->Replacement);
    writeSource(Place.second, ShownLine(Text).Text);
  }
}

void TextWriter::write(const Finding &F) {
  const bool IsError = F.Level == Severity::Error;
  writeHead(F.Where, IsError ? "error" : "warning",
            IsError ? HighlightColor::Error : HighlightColor::Warning,
            F.Message, " [holdfast-" + F.Rule + "]");
  writeSnippets(F);
  for (const Label &Note : F.Notes)
    writeHead(Note.Where, "note", HighlightColor::Note, Note.Text, "");
  if (!F.Instantiation.empty())
    writeHead(F.Where, "note", HighlightColor::Note,
              "in the instantiation '" + F.Instantiation + "'", "");
  for (const Fix &Mend : F.Fixes)
    writeFix(Mend);
  if (F.Fixes.empty() && !F.Help.empty()) {
    WithColor(Out, HighlightColor::Remark, Mode).get() << "help: ";
    Out << F.Help << '\n';
  }
}

void writeText(const Report &R, SourceLines &Sources, raw_ostream &Out,
               bool WithColors) {
  TextWriter Writer(R, Sources, Out, WithColors);
  for (const Finding &F : R.Findings)
    Writer.write(F);
}

} // namespace holdfast
