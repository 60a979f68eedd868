//===- Frame.h - marked source lines, drawn -------------------------------===//
//
// Answers how places of one file and what is said of them look together:
//
//      12 |   std::string Name = read();
//         |               ~~~~ declared here
//     ...
//      17 |   send(std::move(Name), Name.size());
//         |                  ~~~~   ^~~~
//         |                  |
//         |                  moved here
//
// The lines are in their order, each once, with `...` for those between; a gap
// of one line is shown. `^` begins the primary mark, `~` are the others; a
// mark ends before the next one begins. A range of several lines is marked in
// its first. A line that is too long is cut around its marks, and shown again
// where they are too far apart.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_FRAME_H
#define HOLDFAST_TOOL_OUTPUT_FRAME_H

#include "tool/output/ShownLine.h"

#include "report/Finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

#include <utility>

namespace holdfast {

/// How text is drawn.
struct TextStyle {
  bool WithColors = false;
  unsigned Width = 140; ///< columns; longer source lines are cut
};

struct Mark {
  Location Where;
  std::string Text; ///< may be empty
  bool IsPrimary = false;
};

/// The part of a line that is shown, in its columns.
struct Window {
  unsigned From;
  unsigned To;
  bool operator==(const Window &) const = default;
};

/// The part of `Line` around the columns `Needed.From` to `Needed.To`, as far
/// as `Width` columns hold it, with the dots for what is cut.
Window windowAround(const ShownLine &Line, Window Needed, unsigned Width);

/// The part of `Line`, with dots where something is cut; and the column in
/// which column `Column` of the line is now.
std::string cut(const ShownLine &Line, Window W);
unsigned columnIn(const ShownLine &Line, Window W, unsigned Column);

/// The digits of line numbers, at least five.
unsigned gutterFor(unsigned LargestLine);

/// Writes `Text` in a colour, where there are any.
void paint(llvm::raw_ostream &Out, llvm::StringRef Text,
           llvm::raw_ostream::Colors Color, const TextStyle &Style);

/// `--> queue.h:12`: what follows is in another file than the finding.
void writeFrameHead(llvm::StringRef Path, unsigned Line, unsigned Gutter,
                    const TextStyle &Style, llvm::raw_ostream &Out);

/// Draws `Marks`, which all lie in the lines of one file.
void writeFrame(llvm::ArrayRef<Mark> Marks,
                llvm::ArrayRef<llvm::StringRef> Lines, unsigned Gutter,
                llvm::raw_ostream::Colors PrimaryColor, const TextStyle &Style,
                llvm::raw_ostream &Out);

} // namespace holdfast

#endif
