//===- MessageInput.cpp ---------------------------------------------------===//
//
// Nonsense is handed on as an empty message, which is no JSON, so that the
// client is told as for any other message that is not.
//
//===----------------------------------------------------------------------===//

#include "tool/lsp/MessageInput.h"

#include <cerrno>

#include <unistd.h>

using namespace llvm;

namespace holdfast::server {

static constexpr StringLiteral LengthHeader = "Content-Length:";
static constexpr StringLiteral HeadersEnd = "\r\n\r\n";
/// No editor sends more; a length above it is not one.
static constexpr size_t MostBytes = size_t(1) << 30;
static constexpr size_t MostHeaders = size_t(1) << 16;

MessageInput::Got MessageInput::take(std::string &Json) {
  const size_t End = Arrived.find(HeadersEnd);
  if (End == std::string::npos) {
    if (Arrived.size() < MostHeaders)
      return Got::Nothing;
    Arrived.clear();
    return Got::Nonsense;
  }
  const StringRef Headers(Arrived.data(), End);
  const size_t At = Headers.rfind_insensitive(LengthHeader);
  size_t Length = 0;
  const bool IsHeader = At != StringRef::npos &&
                        !Headers.substr(At + LengthHeader.size())
                             .split('\r')
                             .first.trim()
                             .getAsInteger(10, Length) &&
                        Length <= MostBytes;
  const size_t Begin = End + HeadersEnd.size();
  if (IsHeader && Arrived.size() - Begin < Length)
    return Got::Nothing;
  // What stands before the header that counts is no message.
  const bool IsClean =
      IsHeader && (At == 0 || Headers.starts_with_insensitive("Content-Type:"));
  if (!IsHeader) {
    Arrived.erase(0, Begin);
    return Got::Nonsense;
  }
  if (!IsClean) {
    Arrived.erase(0, At);
    return Got::Nonsense;
  }
  Json = Arrived.substr(Begin, Length);
  Arrived.erase(0, Begin + Length);
  return Got::Message;
}

void MessageInput::wait() {
  std::vector<pollfd> Sources = {{Descriptor, POLLIN, 0}};
  const int Milliseconds = Meanwhile.waitsFor(Sources);
  if (poll(Sources.data(), Sources.size(), Milliseconds) < 0 && errno != EINTR)
    HasEnded = true;
  if (!Sources.front().revents)
    return;
  char Buffer[65536];
  const ssize_t Count = read(Descriptor, Buffer, sizeof Buffer);
  if (Count > 0)
    Arrived.append(Buffer, size_t(Count));
  else if (Count == 0 || (errno != EINTR && errno != EAGAIN))
    HasEnded = true;
}

LogicalResult MessageInput::readStandardMessage(std::string &Json) {
  while (true) {
    Meanwhile.proceed();
    switch (take(Json)) {
    case Got::Message:
      return success();
    case Got::Nonsense:
      Json.clear();
      return success();
    case Got::Nothing:
      break;
    }
    if (HasEnded)
      return failure();
    wait();
  }
}

} // namespace holdfast::server
