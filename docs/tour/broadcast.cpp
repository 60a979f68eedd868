// A move inside a loop: the first round takes the text, the second sends
// nothing.

#include "message.h"

#include <utility>

static void deliver(std::vector<Message> &Outbox, std::string To,
                    std::string Text) {
  Outbox.push_back({std::move(To), std::move(Text), {}});
}

void broadcast(std::vector<Message> &Outbox,
               const std::vector<std::string> &Users, std::string Text) {
  for (const std::string &User : Users)
    deliver(Outbox, User, std::move(Text)); // moved again in the next round
}

void broadcastCopies(std::vector<Message> &Outbox,
                     const std::vector<std::string> &Users, std::string Text) {
  for (const std::string &User : Users)
    deliver(Outbox, User, Text); // right: each user gets a copy
}

void broadcastLines(std::vector<Message> &Outbox,
                    const std::vector<std::string> &Users) {
  std::string Line;
  for (const std::string &User : Users) {
    Line = "hello " + User; // right: filled anew in every round
    deliver(Outbox, User, std::move(Line));
  }
}
