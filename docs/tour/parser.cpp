// A move on one path only: what follows the branch may find the buffer empty.

#include "message.h"

#include <utility>

class Parser {
public:
  std::size_t finish(std::string Buffer, bool Keep) {
    if (Keep)
      Last = std::move(Buffer);
    return Buffer.size(); // empty where it was kept
  }

  std::size_t finishInOrder(std::string Buffer, bool Keep) {
    const std::size_t Size = Buffer.size(); // right: asked before the branch
    if (Keep)
      Last = std::move(Buffer);
    return Size;
  }

  void close(std::string Buffer, bool Keep) {
    if (Keep)
      Last = std::move(Buffer);
    if (!Keep)
      log("dropped " + Buffer); // right: only where it was not moved
  }

private:
  std::string Last;
};

std::size_t parse(std::string Text, bool Keep) {
  Parser P;
  P.close(Text, Keep);
  const std::size_t Size = P.finish(Text, Keep);
  return Size + P.finishInOrder(std::move(Text), Keep);
}
