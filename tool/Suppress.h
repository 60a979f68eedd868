//===- Suppress.h - NOLINT ------------------------------------------------===//
//
// Says which comment in the source hides a finding, in clang-tidy's syntax
// and with its names for the same rules. The line that counts is that of the
// finding's primary place, which for code in a macro is where the macro is
// used. Every `NOLINT` in a line counts, whether in a comment or not, as in
// clang-tidy. Which comments hid something is remembered.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_SUPPRESS_H
#define HOLDFAST_TOOL_SUPPRESS_H

#include "report/Finding.h"
#include "tool/output/SourceLines.h"

#include <map>
#include <optional>

namespace holdfast {

/// One comment: `NOLINT`, `NOLINTNEXTLINE`, or a `NOLINTBEGIN` with its end.
struct Suppression {
  Location Where;         ///< of the word, with its list
  unsigned FirstLine = 1; ///< that it covers
  unsigned LastLine = 0;  ///< before the first: a begin without its end
  std::optional<std::string> List; ///< between parentheses; none: all rules
  std::string Reason;              ///< after a colon
  bool IsUsed = false;
};

class Suppressions {
public:
  explicit Suppressions(SourceLines &Sources) : Sources(Sources) {}

  /// The first comment that hides `F`, or null. All that do are used.
  const Suppression *findFor(const Finding &F);
  /// All of `File`, in its order.
  const std::vector<Suppression> &of(const std::string &File) {
    return comments(File);
  }

  /// Its word and list, as written.
  llvm::StringRef textOf(const Suppression &S) {
    return Sources.text(S.Where.File).slice(S.Where.Offset, S.Where.EndOffset);
  }

private:
  std::vector<Suppression> &comments(const std::string &File);

  SourceLines &Sources;
  std::map<std::string, std::vector<Suppression>> Comments;
};

/// True where `S` hides findings of `Rule`.
bool namesRule(const Suppression &S, llvm::StringRef Rule);

/// True where it does so by another tool's name alone.
bool namesOnlyAlias(const Suppression &S, llvm::StringRef Rule);

} // namespace holdfast

#endif
