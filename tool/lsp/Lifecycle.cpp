//===- Lifecycle.cpp ------------------------------------------------------===//

#include "tool/lsp/Lifecycle.h"

using namespace llvm;

namespace holdfast::server {

void Gatekeeper::refuse(json::Value Id, lsp::ErrorCode Code, const Twine &Why) {
  Replies->reply(std::move(Id), make_error<lsp::LSPError>(Why.str(), Code));
}

/// "" where it is a message; else what it lacks.
static std::string shapeOf(const json::Value &Message) {
  const json::Object *O = Message.getAsObject();
  if (!O)
    return "a message is an object";
  if (O->getString("jsonrpc") != StringRef("2.0"))
    return "a message has \"jsonrpc\": \"2.0\"";
  if (const json::Value *Id = O->get("id");
      Id && !Id->getAsString() && !Id->getAsNumber())
    return "an id is a number or a string";
  const json::Value *Method = O->get("method");
  if (Method && !Method->getAsString())
    return "a method is a string";
  if (!Method && !O->get("id"))
    return "a message has a method, or is a reply and has an id";
  return "";
}

bool Gatekeeper::admits(StringRef Json) {
  using lsp::ErrorCode;
  Expected<json::Value> Message = json::parse(Json);
  if (!Message) {
    refuse(nullptr, ErrorCode::ParseError,
           "this is not JSON: " + toString(Message.takeError()));
    return false;
  }
  if (std::string Wrong = shapeOf(*Message); !Wrong.empty()) {
    refuse(nullptr, ErrorCode::InvalidRequest, Wrong);
    return false;
  }
  const json::Object &O = *Message->getAsObject();
  const std::optional<StringRef> Method = O.getString("method");
  const json::Value *Id = O.get("id");
  if (!Method || (*Method == "exit" && !Id))
    return true;
  auto Refuse = [&](ErrorCode Code, const Twine &Why) {
    if (Id) // nobody waits for an answer to a notification
      refuse(*Id, Code, Why);
    return false;
  };
  switch (Now) {
  case Phase::New:
    if (*Method != "initialize" || !Id)
      return Refuse(ErrorCode::ServerNotInitialized,
                    "'" + *Method + "' comes before 'initialize'");
    Now = Phase::Running;
    return true;
  case Phase::Running:
    if (*Method == "initialize")
      return Refuse(ErrorCode::InvalidRequest, "'initialize' comes once");
    if (*Method == "shutdown" && Id)
      Now = Phase::ShutDown;
    return true;
  case Phase::ShutDown:
    return Refuse(ErrorCode::InvalidRequest,
                  "'" + *Method + "' comes after 'shutdown'");
  }
  return false;
}

LogicalResult Gatekeeper::readStandardMessage(std::string &Json) {
  while (succeeded(From->readStandardMessage(Json)))
    if (admits(Json))
      return success();
  return failure();
}

} // namespace holdfast::server
