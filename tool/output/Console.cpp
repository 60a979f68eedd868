//===- Console.cpp - the one voice on standard error ----------------------===//
//
// Errors and notes, coloured where standard error is a terminal or where the
// user asked for it. Nothing else of the program writes sentences there.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Console.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace holdfast {

bool wantsColors(ColorChoice Choice, bool IsAble) {
  switch (Choice) {
  case ColorChoice::Auto:
    return IsAble && sys::Process::GetEnv("NO_COLOR").value_or("").empty();
  case ColorChoice::Always:
    return true;
  case ColorChoice::Never:
    return false;
  }
  return false;
}

static void say(HighlightColor Kind, StringRef Word, const Twine &Sentence,
                ColorChoice Color) {
  const ColorMode Mode = wantsColors(Color, errs().has_colors())
                             ? ColorMode::Enable
                             : ColorMode::Disable;
  errs() << "holdfast: ";
  WithColor(errs(), Kind, Mode).get() << Word << ": ";
  errs() << Sentence << '\n';
}

void Console::error(const Twine &Sentence) const {
  say(HighlightColor::Error, "error", Sentence, Color);
}

void Console::note(const Twine &Sentence) const {
  if (!IsQuiet)
    say(HighlightColor::Note, "note", Sentence, Color);
}

} // namespace holdfast
