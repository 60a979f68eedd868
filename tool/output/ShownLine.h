//===- ShownLine.h - a source line in columns of a terminal ---------------===//
//
// Answers what a terminal is given for a line of source, and in which column a
// byte of it ends up. Tabs go to the next multiple of eight. Wide characters
// take two columns and combining ones none. What a terminal would obey or hide
// (control characters, marks of direction, bytes that are no UTF-8) is shown by
// its number: `<U+202E>`, `<FF>`; only the joiner of emoji is left out, so that
// its parts stand side by side everywhere.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_SHOWNLINE_H
#define HOLDFAST_TOOL_OUTPUT_SHOWNLINE_H

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace holdfast {

class ShownLine {
public:
  explicit ShownLine(llvm::StringRef Line);

  /// The column, from 0, of the byte `ByteColumn`, which counts from 1. A byte
  /// inside of a character is in its column, one past the end of the line in
  /// the first free one.
  unsigned columnOf(unsigned ByteColumn) const;
  unsigned width() const { return Columns.back(); }
  /// What stands in the columns from `From` up to `To`; a wide character that
  /// is cut is a blank.
  std::string slice(unsigned From, unsigned To) const;

private:
  struct Cell {
    unsigned Column;
    unsigned Width;
    std::string Text;
  };
  void append(std::string Text, unsigned Width, unsigned Bytes);

  std::vector<Cell> Cells;
  std::vector<unsigned> Columns; ///< by byte, and one more for the end
};

} // namespace holdfast

#endif
