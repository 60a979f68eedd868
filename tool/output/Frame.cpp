//===- Frame.cpp - marked source lines, drawn -----------------------------===//

#include "tool/output/Frame.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/WithColor.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace llvm;

namespace holdfast {

static constexpr StringRef Dots = "...";
static constexpr auto LabelColor = raw_ostream::CYAN;
static constexpr auto NumberColor = raw_ostream::BLUE;

namespace {

/// A mark in the columns of a part of a line.
struct Placed {
  unsigned Begin;
  unsigned End;
  const Mark *What; ///< of one array, in the order in which they are told

  bool operator<(const Placed &Other) const {
    return std::tie(Begin, What) < std::tie(Other.Begin, Other.What);
  }
};

class FrameWriter {
public:
  FrameWriter(ArrayRef<StringRef> Lines, unsigned Gutter,
              raw_ostream::Colors PrimaryColor, const TextStyle &Style,
              raw_ostream &Out)
      : Lines(Lines), Gutter(Gutter), PrimaryColor(PrimaryColor), Style(Style),
        Out(Out) {}

  void write(ArrayRef<Mark> Marks);

private:
  void writeLine(unsigned Number, ArrayRef<const Mark *> Marks);
  void writePart(unsigned Number, const ShownLine &Line, Window W,
                 ArrayRef<Placed> Marks);
  void writeMarks(std::vector<Placed> Marks);
  void writeTexts(ArrayRef<Placed> Said);
  void writeMargin(StringRef Number);
  void writeBars(ArrayRef<Placed> Said, unsigned Until, StringRef Text);
  raw_ostream::Colors colorOf(const Placed &P) const {
    return P.What->IsPrimary ? PrimaryColor : LabelColor;
  }

  ArrayRef<StringRef> Lines;
  unsigned Gutter;
  raw_ostream::Colors PrimaryColor;
  const TextStyle &Style;
  raw_ostream &Out;
};

} // namespace

unsigned gutterFor(unsigned LargestLine) {
  return std::max(5U, unsigned(utostr(LargestLine).size()));
}

void paint(raw_ostream &Out, StringRef Text, raw_ostream::Colors Color,
           const TextStyle &Style) {
  if (Text.empty())
    return;
  WithColor(Out, Color, /*Bold=*/true, /*BG=*/false,
            Style.WithColors ? ColorMode::Enable : ColorMode::Disable)
          .get()
      << Text;
}

Window windowAround(const ShownLine &Line, Window Needed, unsigned Width) {
  if (Line.width() <= Width)
    return {0, Line.width()};
  const unsigned Room = Width > 2 * Dots.size() ? Width - 2 * Dots.size() : 1;
  const unsigned Length = std::min(Needed.To - Needed.From, Room);
  const unsigned Before = (Room - Length) / 2;
  unsigned From = Needed.From > Before ? Needed.From - Before : 0;
  // A short rest at either end takes no more room than its dots.
  if (From <= Dots.size())
    From = 0;
  unsigned To = From + Room + (From ? 0 : Dots.size());
  if (To + Dots.size() >= Line.width()) {
    To = Line.width();
    From = To - std::min(To, Width - unsigned(Dots.size()));
  }
  return {From, To};
}

std::string cut(const ShownLine &Line, Window W) {
  return ((W.From ? Dots : "") + Line.slice(W.From, W.To) +
          (W.To < Line.width() ? Dots : ""))
      .str();
}

unsigned columnIn(const ShownLine &Line, Window W, unsigned Column) {
  const unsigned Shift = W.From ? unsigned(Dots.size()) : 0;
  // The end of the line is a column that can be marked; the end of a part is
  // not.
  const unsigned Last = W.To < Line.width() ? W.To : std::max(W.To, Column);
  return std::clamp(Column, W.From, Last) - W.From + Shift;
}

void FrameWriter::writeMargin(StringRef Number) {
  Out << std::string(Gutter - std::min<size_t>(Gutter, Number.size()), ' ');
  paint(Out, (Number + " |").str(), NumberColor, Style);
}

/// A row below the marks: bars for the texts of `Said` that begin before
/// `Until`, and a text there.
void FrameWriter::writeBars(ArrayRef<Placed> Said, unsigned Until,
                            StringRef Text) {
  writeMargin("");
  Out << ' ';
  unsigned Column = 0;
  auto Put = [&](unsigned At, StringRef What, raw_ostream::Colors Color) {
    Out << std::string(At - Column, ' ');
    paint(Out, What, Color, Style);
    Column = At + unsigned(What.size());
  };
  auto TextColor = LabelColor;
  for (const Placed &P : Said) {
    if (P.Begin < Until && P.Begin >= Column)
      Put(P.Begin, "|", colorOf(P));
    if (P.Begin == Until && P.What->Text == Text)
      TextColor = colorOf(P);
  }
  if (!Text.empty())
    Put(Until, Text, TextColor);
  Out << '\n';
}

/// The texts that do not stand beside their marks, the rightmost first, so that
/// the bars of the others pass to the left of each.
void FrameWriter::writeTexts(ArrayRef<Placed> Said) {
  if (Said.empty())
    return;
  writeBars(Said, ~0U, "");
  for (size_t End = Said.size(); End;) {
    const unsigned Begin = Said[End - 1].Begin;
    size_t First = End;
    while (First && Said[First - 1].Begin == Begin)
      --First;
    for (size_t I = First; I != End; ++I)
      writeBars(Said, Begin, Said[I].What->Text);
    End = First;
  }
}

/// The row of marks, each of which ends before the next begins, so that what
/// lies inside of another is seen. What is said of the last one stands behind
/// it.
void FrameWriter::writeMarks(std::vector<Placed> Marks) {
  sort(Marks);
  for (size_t I = Marks.size(), Next = ~0U; I--;) {
    if (I + 1 != Marks.size() && Marks[I + 1].Begin != Marks[I].Begin)
      Next = Marks[I + 1].Begin;
    if (Marks[I].End >= Next)
      Marks[I].End = std::max(Marks[I].Begin + 1, unsigned(Next) - 1);
  }
  std::string Row;
  std::vector<raw_ostream::Colors> Colors;
  auto Draw = [&](const Placed &P, unsigned End, char With) {
    Row.resize(std::max<size_t>(Row.size(), End), ' ');
    Colors.resize(Row.size(), LabelColor);
    std::fill(Row.begin() + P.Begin, Row.begin() + End, With);
    std::fill(Colors.begin() + P.Begin, Colors.begin() + End, colorOf(P));
  };
  for (bool IsPrimary : {false, true})
    for (const Placed &P : Marks)
      if (P.What->IsPrimary == IsPrimary)
        Draw(P, P.End, '~');
  for (const Placed &P : Marks)
    if (P.What->IsPrimary)
      Draw(P, P.Begin + 1, '^');
  writeMargin("");
  Out << ' ';
  for (size_t I = 0; I != Row.size();) {
    size_t End = I;
    while (End != Row.size() && Colors[End] == Colors[I] &&
           (Row[End] == ' ') == (Row[I] == ' '))
      ++End;
    if (Row[I] == ' ')
      Out << Row.substr(I, End - I);
    else
      paint(Out, Row.substr(I, End - I), Colors[I], Style);
    I = End;
  }
  std::vector<Placed> Said;
  copy_if(Marks, std::back_inserter(Said),
          [](const Placed &P) { return !P.What->Text.empty(); });
  if (!Said.empty() && Said.back().End == Row.size()) {
    Out << ' ';
    paint(Out, Said.back().What->Text, colorOf(Said.back()), Style);
    Said.pop_back();
  }
  Out << '\n';
  writeTexts(Said);
}

void FrameWriter::writePart(unsigned Number, const ShownLine &Line, Window W,
                            ArrayRef<Placed> Marks) {
  writeMargin(utostr(Number));
  const std::string Text = cut(Line, W);
  if (!Text.empty())
    Out << ' ' << Text;
  Out << '\n';
  if (Marks.empty())
    return;
  std::vector<Placed> Shown;
  for (const Placed &P : Marks) {
    const unsigned Begin = columnIn(Line, W, P.Begin);
    Shown.push_back(
        {Begin, std::max(Begin + 1, columnIn(Line, W, P.End)), P.What});
  }
  writeMarks(std::move(Shown));
}

/// The line with its marks; once for each group of marks that fit in together.
void FrameWriter::writeLine(unsigned Number, ArrayRef<const Mark *> Marks) {
  const ShownLine Line(Lines[Number - 1]);
  const unsigned Width = Style.Width - std::min(Style.Width, Gutter + 3);
  std::vector<Placed> All;
  for (const Mark *M : Marks) {
    const unsigned Begin = Line.columnOf(M->Where.Column);
    const bool IsOneLine = M->Where.EndLine <= M->Where.Line;
    const unsigned End =
        IsOneLine ? Line.columnOf(M->Where.EndColumn) : Line.width();
    All.push_back({Begin, std::max(Begin + 1, End), M});
  }
  sort(All);
  if (All.empty())
    return writePart(Number, Line, windowAround(Line, {0, 0}, Width), {});
  for (size_t First = 0; First != All.size();) {
    size_t End = First;
    Window Needed{All[First].Begin, All[First].End};
    for (; End != All.size(); ++End) {
      const Window W =
          windowAround(Line, {Needed.From, All[End].Begin + 1}, Width);
      if (End != First && (W.From > Needed.From || W.To <= All[End].Begin))
        break;
      Needed.To = std::max(Needed.To, All[End].End);
    }
    const Window W = windowAround(Line, Needed, Width);
    writePart(Number, Line, W, ArrayRef(All).slice(First, End - First));
    First = End;
  }
}

void FrameWriter::write(ArrayRef<Mark> Marks) {
  std::map<unsigned, std::vector<const Mark *>> ByLine;
  for (const Mark &M : Marks)
    ByLine[M.Where.Line].push_back(&M);
  unsigned Last = 0;
  for (const auto &[Number, Here] : ByLine) {
    if (Last && Number == Last + 2)
      writeLine(Last + 1, {});
    else if (Last && Number > Last + 2) {
      Out << std::string(Gutter - Dots.size(), ' ');
      paint(Out, Dots, NumberColor, Style);
      Out << '\n';
    }
    writeLine(Number, Here);
    Last = Number;
  }
}

void writeFrameHead(StringRef Path, unsigned Line, unsigned Gutter,
                    const TextStyle &Style, raw_ostream &Out) {
  Out << std::string(Gutter, ' ');
  paint(Out, "-->", NumberColor, Style);
  Out << ' ' << Path << ':' << Line << '\n';
}

void writeFrame(ArrayRef<Mark> Marks, ArrayRef<StringRef> Lines,
                unsigned Gutter, raw_ostream::Colors PrimaryColor,
                const TextStyle &Style, raw_ostream &Out) {
  FrameWriter(Lines, Gutter, PrimaryColor, Style, Out).write(Marks);
}

} // namespace holdfast
