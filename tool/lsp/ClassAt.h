//===- ClassAt.h - the class around a place, by the text ------------------===//
//
// Answers for any text, whether it compiles or not: which class's braces are
// the innermost around a place. By tokens alone; what macros make is not seen.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_CLASSAT_H
#define HOLDFAST_TOOL_LSP_CLASSAT_H

#include "llvm/ADT/StringRef.h"

#include <optional>

namespace holdfast::server {

struct ClassText {
  llvm::StringRef Name;      ///< "" where it has none
  size_t Begin = 0, End = 0; ///< of `class` or `struct`, and behind the brace
};

std::optional<ClassText> classAt(llvm::StringRef Text, size_t Offset);

} // namespace holdfast::server

#endif
