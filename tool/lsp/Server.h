//===- Server.h - the language server -------------------------------------===//
//
// `holdfast lsp`: the protocol's requests and notifications on standard input
// and output, for editors, beside another server for the language itself. It
// advertises what it does and nothing else. One thread; checks run in processes
// of their own.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_SERVER_H
#define HOLDFAST_TOOL_LSP_SERVER_H

#include "tool/Options.h"

namespace holdfast::server {

/// Serves one client until it leaves. Returns the exit status: 0 after
/// `shutdown` and `exit`, else 1.
int runServer(const Options &Asked);

} // namespace holdfast::server

#endif
