//===- Launchers.h - what stands before the compiler ----------------------===//
//
// Build systems put ccache, distcc, `env X=y` or `cmake -E ...` before the
// compiler. This finds where the compiler's own command begins.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LAUNCHERS_H
#define HOLDFAST_TOOL_LAUNCHERS_H

#include <string>
#include <vector>

namespace holdfast {

/// Removes launchers and their options from the front of `Arguments`. What
/// then stands first is the compiler.
void stripLaunchers(std::vector<std::string> &Arguments);

} // namespace holdfast

#endif
