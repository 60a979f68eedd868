//===- Positions.h - bytes, lines and the client's columns ----------------===//
//
// The engine counts bytes; the protocol counts lines from 0 and columns in the
// units that client and server agreed on. Both ways, on any text: what lies
// beyond a line or a text is at its end.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_POSITIONS_H
#define HOLDFAST_TOOL_LSP_POSITIONS_H

#include "support/Span.h"
#include "tool/output/SourceLines.h"

#include "llvm/Support/LSP/Protocol.h"

namespace holdfast::server {

/// The units of a column; the protocol's default is Utf16.
enum class Encoding : uint8_t { Utf8, Utf16 };

/// The offset in bytes of `Where`.
size_t offsetOf(llvm::StringRef Text, llvm::lsp::Position Where, Encoding In);

/// The column in the client's units of the byte `Bytes` of `Line`.
int columnOf(llvm::StringRef Line, size_t Bytes, Encoding In);

/// What the engine names, as the client names it.
llvm::lsp::Range rangeOf(const Location &Where, SourceLines &Sources,
                         Encoding In);

} // namespace holdfast::server

#endif
