//===- MessageInput.h - messages from a client, and time for other work ---===//
//
// The input of LLVM's transport. While no message has come, the work in the
// background has its turn, so that the whole server is one thread. Where the
// bytes are no message, the reader finds the next one.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_MESSAGEINPUT_H
#define HOLDFAST_TOOL_LSP_MESSAGEINPUT_H

#include "llvm/Support/LSP/Transport.h"

#include <optional>
#include <string>
#include <vector>

#include <poll.h>

namespace holdfast::server {

/// What goes on while the client is silent.
class Background {
public:
  virtual ~Background() = default;
  /// Adds what to wait for; returns the milliseconds to wait at most, or -1.
  virtual int waitsFor(std::vector<pollfd> &Sources) = 0;
  /// Does what is due, without waiting for anything.
  virtual void proceed() = 0;
};

class MessageInput : public llvm::lsp::JSONTransportInput {
public:
  MessageInput(int Descriptor, Background &Meanwhile)
      : Descriptor(Descriptor), Meanwhile(Meanwhile) {}

  bool hasError() const override { return false; } // an error ends the input
  bool isEndOfInput() const override { return HasEnded; }
  llvm::LogicalResult readStandardMessage(std::string &Json) override;
  llvm::LogicalResult readDelimitedMessage(std::string &Json) override {
    return readStandardMessage(Json);
  }

private:
  enum class Got { Message, Nothing, Nonsense };
  Got take(std::string &Json);
  void wait();

  int Descriptor;
  Background &Meanwhile;
  std::string Arrived; ///< and not yet taken
  bool HasEnded = false;
};

} // namespace holdfast::server

#endif
