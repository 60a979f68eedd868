//===- Merge.h - the units' results as one report -------------------------===//
//
// Joins what the units found: a finding in a header appears once however many
// units include it, in the order of files and lines. What is suppressed or not
// shown is taken out, and every finding gets a fingerprint that does not depend
// on line numbers.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_MERGE_H
#define HOLDFAST_TOOL_MERGE_H

#include "tool/Fingerprints.h"
#include "tool/Parse.h"
#include "tool/Settings.h"
#include "tool/Suppress.h"
#include "tool/output/Report.h"

namespace holdfast {

/// One unit of a run, with what holds for it and what became of it.
struct CheckedUnit {
  const Unit *What;
  const Settings *How;
  UnitOutcome Outcome;
  std::string Known = {}; ///< what others told of the functions that it asks for, when it was checked
};

/// The order of findings in a report: by place, then by all that they say, so
/// that what is kept of two at one place does not depend on who came first.
bool comesBefore(const Finding &A, const Finding &B);
/// True where `A` and `B` are one finding: the same words at the same place.
bool isSameFinding(const Finding &A, const Finding &B);
bool comesBefore(const Skipped &A, const Skipped &B);
bool isSameFunction(const Skipped &A, const Skipped &B);

/// Adds to each unit what only the program as a whole shows there, told by the
/// summaries of all units and `Others`, which are used up. Returns for each of `Others` why it
/// cannot be read, or "".
std::vector<std::string> addLinked(llvm::MutableArrayRef<CheckedUnit> Units, std::vector<std::string> Others, Report &Out);

/// Fills everything of `Out` that comes from units. `Hidden` knows then which
/// comments hid something.
void mergeUnits(llvm::MutableArrayRef<CheckedUnit> Units, Fingerprints &Names,
                Suppressions &Hidden, Report &Out);

} // namespace holdfast

#endif
