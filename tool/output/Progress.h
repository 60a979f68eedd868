//===- Progress.h - a bar for those who wait ------------------------------===//
//
// Draws how many units are done on one line of standard error, where that is
// a terminal, and not before a second has passed. Elsewhere it draws nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_PROGRESS_H
#define HOLDFAST_TOOL_OUTPUT_PROGRESS_H

#include <chrono>

namespace holdfast {

class Progress {
public:
  /// Draws only where `IsWanted` and standard error is a terminal.
  Progress(unsigned Total, bool IsWanted);
  ~Progress() { clear(); }
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;

  void update(unsigned Done);
  /// Removes the bar, so that a sentence can be printed.
  void clear();

private:
  using Clock = std::chrono::steady_clock;
  unsigned Total;
  bool IsOn;
  bool IsDrawn = false;
  Clock::time_point Next;
};

} // namespace holdfast

#endif
