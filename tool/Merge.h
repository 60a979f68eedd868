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

#include "tool/Parse.h"
#include "tool/Settings.h"
#include "tool/output/Report.h"
#include "tool/output/SourceLines.h"

namespace holdfast {

/// One unit of a run, with what holds for it and what became of it.
struct CheckedUnit {
  const Unit *What;
  const Settings *How;
  UnitOutcome Outcome;
  std::string Known = {}; ///< what others told of the functions that it asks for, when it was checked
};

/// Fills everything of `Out` that comes from units.
void mergeUnits(llvm::MutableArrayRef<CheckedUnit> Units, const Inside &Scope,
                SourceLines &Sources, Report &Out);

} // namespace holdfast

#endif
