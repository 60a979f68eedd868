//===- Progress.cpp - a bar for those who wait ----------------------------===//
//
// Redrawn at most ten times a second, with a carriage return and "erase to the
// end of the line".
//
//===----------------------------------------------------------------------===//

#include "tool/output/Progress.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <string>

using namespace llvm;

namespace holdfast {

Progress::Progress(unsigned Total, bool IsWanted)
    : Total(Total),
      IsOn(IsWanted && Total > 1 && sys::Process::StandardErrIsDisplayed()),
      Next(Clock::now() + std::chrono::seconds(1)) {}

void Progress::update(unsigned Done) {
  if (!IsOn || Clock::now() < Next)
    return;
  Next = Clock::now() + std::chrono::milliseconds(100);
  const unsigned Width = 30;
  const unsigned Filled = Total ? Width * Done / Total : Width;
  errs() << "\r[" << std::string(Filled, '=')
         << std::string(Width - Filled, ' ') << "] " << Done << '/' << Total
         << "\x1b[K";
  IsDrawn = true;
}

void Progress::clear() {
  if (IsDrawn)
    errs() << "\r\x1b[K";
  IsDrawn = false;
}

} // namespace holdfast
