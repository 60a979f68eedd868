//===- UnusedSuppressions.h - comments that hide nothing ------------------===//
//
// --unused-suppressions: a NOLINT that names one of our rules and hid no
// finding of this run is itself a finding. One without a list, or with other
// tools' names only, may be meant for them. Nor is one told whose rules are
// off.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_UNUSEDSUPPRESSIONS_H
#define HOLDFAST_TOOL_UNUSEDSUPPRESSIONS_H

#include "tool/Merge.h"

namespace holdfast {

/// The rule that such findings are of. It is none that can be selected.
inline constexpr RuleInfo UnusedSuppressionRule = {
    "unused-suppression", "a NOLINT names a rule and hides nothing",
    Severity::Warning, /*OnByDefault=*/false};

/// Adds to `Out`, in its order, what `Hidden` knows to be unused after the
/// merge. Looked at are the units that were checked; headers only where all
/// units were (`IsWhole`), as what a comment in one hides may be found through
/// another unit.
void addUnusedSuppressions(llvm::ArrayRef<CheckedUnit> Units, bool IsWhole,
                           Fingerprints &Names, Suppressions &Hidden,
                           Report &Out);

} // namespace holdfast

#endif
