//===- Console.cpp - the one voice on standard error ----------------------===//
//
// Errors and notes, coloured where standard error is a terminal or where the
// user asked for it. Nothing else of the program writes sentences there.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Console.h"

#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace holdfast {

static ColorMode modeOf(ColorChoice Choice) {
  switch (Choice) {
  case ColorChoice::Auto:
    return errs().has_colors() ? ColorMode::Enable : ColorMode::Disable;
  case ColorChoice::Always:
    return ColorMode::Enable;
  case ColorChoice::Never:
    return ColorMode::Disable;
  }
  return ColorMode::Disable;
}

static void say(HighlightColor Kind, StringRef Word, const Twine &Sentence,
                ColorMode Mode) {
  errs() << "holdfast: ";
  WithColor(errs(), Kind, Mode).get() << Word << ": ";
  errs() << Sentence << '\n';
}

void Console::error(const Twine &Sentence) const {
  say(HighlightColor::Error, "error", Sentence, modeOf(Color));
}

void Console::note(const Twine &Sentence) const {
  if (!IsQuiet)
    say(HighlightColor::Note, "note", Sentence, modeOf(Color));
}

} // namespace holdfast
