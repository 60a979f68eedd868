//===- ShownLine.cpp - a source line in columns of a terminal -------------===//

#include "tool/output/ShownLine.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Unicode.h"

#include <algorithm>

using namespace llvm;

namespace holdfast {

static constexpr unsigned TabStop = 8;

/// The bytes of the character at the beginning of `Text`; 0 where it is none.
static unsigned lengthOfCharacter(StringRef Text, UTF32 &Character) {
  const auto *Begin = reinterpret_cast<const UTF8 *>(Text.bytes_begin());
  const UTF8 *At = Begin;
  if (convertUTF8Sequence(&At, Text.bytes_end(), &Character,
                          strictConversion) != conversionOK)
    return 0;
  return unsigned(At - Begin);
}

void ShownLine::append(std::string Text, unsigned Width, unsigned Bytes) {
  Cells.push_back({Columns.back(), Width, std::move(Text)});
  const unsigned Next = Columns.back() + Width;
  // The further bytes of a character are in its column.
  Columns.resize(Columns.size() + Bytes - 1, Columns.back());
  Columns.push_back(Next);
}

ShownLine::ShownLine(StringRef Line) : Columns{0} {
  constexpr UTF32 Joiner = 0x200D;
  while (!Line.empty()) {
    UTF32 Character = 0;
    const unsigned Bytes = lengthOfCharacter(Line, Character);
    const StringRef Text = Line.take_front(std::max(1U, Bytes));
    const int Width = sys::unicode::columnWidthUTF8(Text);
    Line = Line.drop_front(Text.size());
    if (Text == "\t") {
      const unsigned Blanks = TabStop - Columns.back() % TabStop;
      append(std::string(Blanks, ' '), Blanks, 1);
    } else if (Bytes && Width >= 0) {
      append(Text.str(), unsigned(Width), Bytes);
    } else if (Bytes && Character == Joiner) {
      append("", 0, Bytes);
    } else {
      std::string Number =
          Bytes ? formatv("<U+{0:X-4}>", unsigned(Character)).str()
                : "<" + toHex(Text) + ">";
      const unsigned Wide = unsigned(Number.size());
      append(std::move(Number), Wide, std::max(1U, Bytes));
    }
  }
}

unsigned ShownLine::columnOf(unsigned ByteColumn) const {
  const size_t Byte = ByteColumn ? ByteColumn - 1 : 0;
  return Columns[std::min(Byte, Columns.size() - 1)];
}

std::string ShownLine::slice(unsigned From, unsigned To) const {
  std::string Out;
  for (const Cell &C : Cells) {
    const unsigned End = C.Column + C.Width;
    // What takes no column belongs to the character before it.
    if (C.Width == 0 ? (C.Column > From || !From) && C.Column <= To
                     : C.Column >= From && End <= To)
      Out += C.Text;
    else
      for (unsigned I = std::max(C.Column, From); I < std::min(End, To); ++I)
        Out += ' ';
  }
  return Out;
}

} // namespace holdfast
