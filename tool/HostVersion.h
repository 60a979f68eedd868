//===- HostVersion.h - which compiler has loaded us -----------------------===//
//
// What is loaded into a host uses the host's classes as they were when it was
// built: another version of clang either lacks a symbol, and refuses it with a
// name that says nothing, or has them all and crashes later. Here the version
// is asked for first.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_HOSTVERSION_H
#define HOLDFAST_TOOL_HOSTVERSION_H

namespace holdfast {

/// Ends the process with a sentence where the host is not of the clang that we
/// were built with; `Name` is ours. Before anything else of the host is used.
void requireHostVersion(const char *Name);

} // namespace holdfast

#endif
