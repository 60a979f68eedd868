//===- Console.h - the one voice on standard error ------------------------===//
//
// Sentences for the person at the terminal that are not findings: what is
// wrong with the command, a unit that could not be checked, a remark. Every
// sentence names the program and its kind first, as compilers do. Findings
// and progress are printed elsewhere.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_CONSOLE_H
#define HOLDFAST_TOOL_OUTPUT_CONSOLE_H

#include "llvm/ADT/Twine.h"

namespace holdfast {

enum class ColorChoice { Auto, Always, Never };

/// Whether a stream is coloured; `IsAble` says that it is a terminal which
/// knows colours. Left to itself it is so unless NO_COLOR is set
/// (no-color.org).
bool wantsColors(ColorChoice Choice, bool IsAble);

class Console {
public:
  explicit Console(bool IsQuiet = false, ColorChoice Color = ColorChoice::Auto)
      : IsQuiet(IsQuiet), Color(Color) {}

  void error(const llvm::Twine &Sentence) const;
  /// Not printed when quiet.
  void note(const llvm::Twine &Sentence) const;

  bool isQuiet() const { return IsQuiet; }
  ColorChoice color() const { return Color; }

private:
  bool IsQuiet;
  ColorChoice Color;
};

} // namespace holdfast

#endif
