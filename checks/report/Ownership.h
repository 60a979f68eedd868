//===- Ownership.h - who has each variable, as data and words -------------===//
//
// The answer that an editor shows: of each variable that the text of a unit
// names, ranges of the text with what is true of it there, its guard, and short
// hints. Owns all of its text. Made by OwnershipTable.h from the solved states;
// read by `--dump=ownership` and the language server, which only hand it on.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_REPORT_OWNERSHIP_H
#define HOLDFAST_REPORT_OWNERSHIP_H

#include "support/Span.h"

#include "llvm/ADT/StringRef.h"

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace holdfast {

/// A part of the text in which one thing is true of a variable. Ranges of one
/// variable may overlap.
struct OwnershipRange {
  Location Where;
  std::string Kind;    ///< "owned", "moved", "maybe-moved", "partly-moved",
                       ///< "borrowed", "borrows", "shared" or "guarded"
  std::string Message; ///< "'p' was moved into 'sink'"
  std::string
      Other; ///< the function, variable, thread or lock that it names, or ""
  Location Cause; ///< where that was done; may be invalid
  friend auto operator<=>(const OwnershipRange &,
                          const OwnershipRange &) = default;
};

/// A few words to be shown in the text, at `At`, which is empty.
struct OwnershipHint {
  Location At;
  std::string Text; ///< "moved", "guarded by mu_, 7 of 8"
  std::string Why;  ///< a sentence, for who asks
  friend auto operator<=>(const OwnershipHint &,
                          const OwnershipHint &) = default;
};

struct VariableOwnership {
  std::string Name;     ///< as its function calls it: "p", "box.n"
  std::string Function; ///< qualified
  std::string Guard;    ///< "guarded by 'mu_': 7 of 8 accesses hold it"; or ""
  std::vector<Location> Mentions;     ///< in the order of the text
  std::vector<OwnershipRange> Ranges; ///< by where they begin
  std::vector<OwnershipHint> Hints;   ///< in the order of the text
};

struct OwnershipTable {
  std::vector<VariableOwnership> Variables; ///< by their first mentions
};

/// What is known of the variable that is named at a place.
struct OwnershipAnswer {
  const VariableOwnership *Of = nullptr;
  Location Mention;
  std::string Hover; ///< Markdown
};

/// None where no variable is named. Line and column count from 1, in bytes.
std::optional<OwnershipAnswer> ownershipAt(const OwnershipTable &Table,
                                           llvm::StringRef File, unsigned Line,
                                           unsigned Column);

/// As `--dump=ownership` has it.
std::string printOwnership(const OwnershipTable &Table);

} // namespace holdfast

#endif
