//===- Suppress.h - NOLINT ------------------------------------------------===//
//
// Says whether a comment in the source hides a finding, in clang-tidy's syntax
// and with its names for the same rules. The line that counts is that of the
// finding's primary place, which for code in a macro is where the macro is
// used. Every `NOLINT` in a line counts, whether in a comment or not, as in
// clang-tidy.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_SUPPRESS_H
#define HOLDFAST_TOOL_SUPPRESS_H

#include "report/Finding.h"
#include "tool/output/SourceLines.h"

#include <map>

namespace holdfast {

class Suppressions {
public:
  explicit Suppressions(SourceLines &Sources) : Sources(Sources) {}

  bool isSuppressed(const Finding &F);

private:
  /// `NOLINTBEGIN(List)` at line First, up to its end at line Last.
  struct Range {
    unsigned First;
    unsigned Last;
    std::string List;
  };
  const std::vector<Range> &rangesOf(const std::string &File);

  SourceLines &Sources;
  std::map<std::string, std::vector<Range>> Ranges;
};

} // namespace holdfast

#endif
