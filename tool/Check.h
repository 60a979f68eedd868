//===- Check.h - the main job ---------------------------------------------===//
//
// From the options to the exit status: select units, check them in workers,
// join the results, write them. Every failure on the way is a sentence and a
// status, and what was found before it is still written.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_CHECK_H
#define HOLDFAST_TOOL_CHECK_H

#include "tool/Options.h"

namespace holdfast {

/// Returns the exit status.
int runCheck(const Options &Asked);

} // namespace holdfast

#endif
