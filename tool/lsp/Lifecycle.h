//===- Lifecycle.h - which messages may be handled now --------------------===//
//
// The protocol's order: `initialize` first and once, then everything, after
// `shutdown` nothing but `exit`. What is no message, or comes at the wrong
// time, is answered with an error here and seen by nobody else.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_LIFECYCLE_H
#define HOLDFAST_TOOL_LSP_LIFECYCLE_H

#include "tool/lsp/MessageInput.h"

namespace holdfast::server {

/// Stands between the input and LLVM's transport.
class Gatekeeper : public llvm::lsp::JSONTransportInput {
public:
  explicit Gatekeeper(std::unique_ptr<llvm::lsp::JSONTransportInput> From)
      : From(std::move(From)) {}
  /// Errors go out there.
  void replyTo(llvm::lsp::JSONTransport &Out) { Replies = &Out; }

  bool hasError() const override { return From->hasError(); }
  bool isEndOfInput() const override { return From->isEndOfInput(); }
  llvm::LogicalResult readStandardMessage(std::string &Json) override;
  llvm::LogicalResult readDelimitedMessage(std::string &Json) override {
    return readStandardMessage(Json);
  }

  /// True once the client has asked to shut down.
  bool isShutDown() const { return Now == Phase::ShutDown; }

private:
  enum class Phase { New, Running, ShutDown };
  bool admits(llvm::StringRef Json);
  void refuse(llvm::json::Value Id, llvm::lsp::ErrorCode Code,
              const llvm::Twine &Why);

  std::unique_ptr<llvm::lsp::JSONTransportInput> From;
  llvm::lsp::JSONTransport *Replies = nullptr;
  Phase Now = Phase::New;
};

} // namespace holdfast::server

#endif
