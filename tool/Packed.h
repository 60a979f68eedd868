//===- Packed.h - text made small -----------------------------------------===//
//
// zlib's form, with the length and a hash in front, so that what is cut short
// or damaged is not taken for text.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_PACKED_H
#define HOLDFAST_TOOL_PACKED_H

#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>

namespace holdfast {

/// Requires that LLVM was built with zlib, as canPack tells.
std::string pack(llvm::StringRef Text);

/// Nothing where `Packed` is not what pack returned.
std::optional<std::string> unpack(llvm::StringRef Packed);

bool canPack();

/// The `Length` bytes that zlib made `Small` from; nothing where it did not.
std::optional<std::string> inflate(llvm::StringRef Small, size_t Length);

} // namespace holdfast

#endif
