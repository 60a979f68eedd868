//===- Positions.cpp ------------------------------------------------------===//
//
// A byte that begins no character of UTF-8 counts as one unit, so that every
// text has positions.
//
//===----------------------------------------------------------------------===//

#include "tool/lsp/Positions.h"

#include "llvm/Support/ConvertUTF.h"

using namespace llvm;

namespace holdfast::server {

/// How long the character at the front of `Text` is, and what it counts.
static std::pair<size_t, int> firstCharacter(StringRef Text, Encoding In) {
  const size_t Bytes = getNumBytesForUTF8(UTF8(Text.front()));
  const auto *Begin = reinterpret_cast<const UTF8 *>(Text.data());
  if (Bytes > Text.size() || !isLegalUTF8Sequence(Begin, Begin + Bytes))
    return {1, 1};
  return {Bytes, In == Encoding::Utf8 ? int(Bytes) : Bytes == 4 ? 2 : 1};
}

/// The line at the front of `Rest`, with its end; `Rest` is what follows. A
/// lone carriage return ends a line in the protocol.
static StringRef takeLine(StringRef &Rest) {
  size_t End = Rest.find_first_of("\r\n");
  if (End != StringRef::npos)
    End += Rest.substr(End).starts_with("\r\n") ? 2 : 1;
  const StringRef Line = Rest.substr(0, End);
  Rest = Rest.substr(Line.size());
  return Line;
}

size_t offsetOf(StringRef Text, lsp::Position Where, Encoding In) {
  StringRef Rest = Text;
  for (int Line = 0; Line < Where.line; ++Line) {
    if (Rest.empty())
      return Text.size();
    const StringRef Passed = takeLine(Rest);
    if (Rest.empty() && !Passed.ends_with("\n") && !Passed.ends_with("\r"))
      return Text.size();
  }
  const size_t Begin = Text.size() - Rest.size();
  const StringRef Line = takeLine(Rest).rtrim("\r\n");
  size_t At = 0;
  for (int Column = 0; At < Line.size();) {
    auto [Bytes, Units] = firstCharacter(Line.substr(At), In);
    if ((Column += Units) > Where.character)
      break;
    At += Bytes;
  }
  return Begin + At;
}

int columnOf(StringRef Line, size_t Bytes, Encoding In) {
  int Column = 0;
  for (size_t At = 0; At < std::min(Bytes, Line.size());) {
    auto [Length, Units] = firstCharacter(Line.substr(At), In);
    At += Length;
    Column += Units;
  }
  return Column;
}

lsp::Range rangeOf(const Location &Where, SourceLines &Sources, Encoding In) {
  auto PositionOf = [&](unsigned Line, unsigned Column) {
    const StringRef Text = Sources.line(Where.File, Line);
    return lsp::Position(int(std::max(Line, 1u)) - 1,
                         columnOf(Text, std::max(Column, 1u) - 1, In));
  };
  const lsp::Position Begin = PositionOf(Where.Line, Where.Column);
  const lsp::Position End = PositionOf(Where.EndLine, Where.EndColumn);
  return {Begin, End < Begin ? Begin : End};
}

} // namespace holdfast::server
