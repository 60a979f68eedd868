//===- Resources.h - clang's own headers ----------------------------------===//
//
// stddef.h and its like belong to a version of clang and are found at run time
// wherever the program is installed.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_RESOURCES_H
#define HOLDFAST_TOOL_RESOURCES_H

#include <string>

namespace holdfast {

/// The folder that holds `include/stddef.h` of clang's version: below the
/// program's prefix, beside the clang library that is loaded, beside a
/// `clang-22` on the path, or where the build found it. "" where there is none.
std::string findResourceFolder();

} // namespace holdfast

#endif
