//===- CallerPath.h - a place in the caller's words -----------------------===//

#ifndef HOLDFAST_SUMMARY_CALLERPATH_H
#define HOLDFAST_SUMMARY_CALLERPATH_H

#include "ir/Body.h"
#include "model/CallEffects.h"

#include <optional>

namespace holdfast {

/// Longer paths are cut: the summary then says less.
inline constexpr unsigned MaxSteps = 5;
/// More effects are cut, too.
inline constexpr unsigned MaxEffects = 64;

/// What the caller calls `P`: a path from the object, an argument or, with
/// `ResultToo`, the result; none where it has no name for it. A parameter by
/// value is the callee's own, and its argument is named only with `OwnToo`; a
/// global only with `GlobalToo`.
std::optional<EffectPath> callerPath(const Body &B, PlaceId P, bool OwnToo = false, bool ResultToo = false,
                                     bool GlobalToo = false);

} // namespace holdfast

#endif
