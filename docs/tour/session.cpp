// A helper that moves out of what it is given by reference: nothing at the
// call says so, and the caller goes on with an empty draft.

#include "message.h"

#include <utility>

class Session {
public:
  void submit(Message &Draft);
  void submitCopy(const Message &Draft);

  void sendTwice(Message Draft) {
    submit(Draft);
    log(Draft.Text); // submit() has emptied it
  }

  void sendTwiceByCopy(Message Draft) {
    submitCopy(Draft);
    log(Draft.Text); // right: submitCopy() leaves it alone
  }

  void rename(std::string Name) {
    Old = std::move(Current);
    log(Current + " is now " + Name); // a member, moved from just above
    Current = std::move(Name);
  }

  void renameInOrder(std::string Name) {
    log(Current + " is now " + Name);
    Old = std::move(Current);
    Current = std::move(Name); // right: assigned anew before anyone reads it
  }

private:
  std::vector<Message> Sent;
  std::string Current;
  std::string Old;
};

void Session::submit(Message &Draft) { Sent.push_back(std::move(Draft)); }

void Session::submitCopy(const Message &Draft) { Sent.push_back(Draft); }
