//===- Resources.h - clang's own headers ----------------------------------===//
//
// stddef.h and its like belong to a version of clang and are found at run time
// wherever the program is installed.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_RESOURCES_H
#define HOLDFAST_TOOL_RESOURCES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace holdfast {

/// The folder that holds `include/stddef.h` of clang's version: below the
/// program's prefix, beside the clang library that is loaded, beside a
/// `clang-22` on the path, or where the build found it; or `Asked`, where that is
/// not empty. Absolute; fails, with a sentence for the user, where there is none.
llvm::Expected<std::string> findResourceFolder(llvm::StringRef Asked = "");

} // namespace holdfast

#endif
