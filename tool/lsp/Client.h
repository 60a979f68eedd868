//===- Client.h - what the client said of itself --------------------------===//
//
// The parts of `initialize` and of the settings that LLVM's protocol types do
// not have. What a client does not say has the protocol's default.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_CLIENT_H
#define HOLDFAST_TOOL_LSP_CLIENT_H

#include "tool/Options.h"
#include "tool/lsp/Positions.h"

#include "llvm/Support/JSON.h"

#include <string>
#include <vector>

namespace holdfast::server {

/// Parameters that are looked at where they are used.
struct Anything {
  llvm::json::Value Value = nullptr;
};
bool fromJSON(const llvm::json::Value &V, Anything &Out, llvm::json::Path P);

struct Client {
  Encoding In = Encoding::Utf16;
  std::vector<std::string> Folders;
  bool ShowsRelated = false;   ///< related information of diagnostics
  bool ShowsCodePages = false; ///< links behind the codes of diagnostics
  bool TakesActions = false;   ///< code actions, and not only commands
  bool ShowsProgress = false;  ///< that the server begins
  bool ShowsDocuments = false; ///< window/showDocument
  bool WatchesFiles = false;   ///< where the server asks for it
  bool RefreshesHints = false; ///< workspace/inlayHint/refresh
  bool ReadsMarkdown = false;  ///< in hovers
};

/// Reads the parameters of `initialize`.
Client readClient(const llvm::json::Object &Params);

/// The paths of `[{"uri": ...}, ...]`; those that are no files are left out.
std::vector<std::string> readFolders(const llvm::json::Array *Folders);

/// Takes `{"holdfast": {"rules": [...], ...}}`, or its inner object, into
/// `Out`. Returns a sentence on the first thing that makes no sense, or "".
std::string readSettings(const llvm::json::Value &Settings, Options &Out);

} // namespace holdfast::server

#endif
