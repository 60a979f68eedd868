//===- ConfigCommand.h - --dump-config and --verify-config ----------------===//
//
// The configuration of the folder where the user stands, by itself: printed as
// it is effective there, or only checked. No unit is looked at.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_CONFIGCOMMAND_H
#define HOLDFAST_TOOL_CONFIGCOMMAND_H

#include "tool/Options.h"

namespace holdfast {

/// Returns the exit status.
int runConfig(const Options &Asked);

} // namespace holdfast

#endif
