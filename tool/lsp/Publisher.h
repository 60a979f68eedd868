//===- Publisher.h - what the client has been told of each file -----------===//
//
// A file's diagnostics are what the checks of all open documents found in it,
// each once. They are told where they fit the text that the client has: a check
// that saw an older text of an open file says nothing about that file.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_PUBLISHER_H
#define HOLDFAST_TOOL_LSP_PUBLISHER_H

#include "tool/lsp/Diagnostics.h"
#include "tool/lsp/Session.h"

namespace holdfast::server {

class Publisher {
public:
  using Send = std::function<void(llvm::json::Value)>;

  Publisher(const Documents &Open, const Session &Known, Send Out)
      : Open(Open), Known(Known), Out(std::move(Out)) {}

  /// The check of the document has a new result.
  void update(const std::string &Path, const Shown &As);
  /// The document was closed, and what it had found is gone.
  void clear(const std::string &Path, const Shown &As);

private:
  void publish(const std::string &File, const Shown &As);

  const Documents &Open;
  const Session &Known;
  Send Out;
  std::map<std::string, std::set<std::string>>
      Files;                      ///< by document: in which it found something
  std::set<std::string> NotEmpty; ///< files of which the client has diagnostics
};

} // namespace holdfast::server

#endif
