// A straight use after a move: the job is asked for its name when the queue
// already has it.

#include "message.h"

#include <deque>
#include <memory>
#include <utility>

struct Job {
  std::string Name;
  Message Payload;
};

class Queue {
public:
  void push(Job Next) {
    Jobs.push_back(std::move(Next));
    log("queued " + Next.Name); // the name has gone with the job
  }

  void pushAndLog(Job Next) {
    log("queued " + Next.Name); // right: ask first, then move
    Jobs.push_back(std::move(Next));
  }

  void send(std::unique_ptr<Job> Next) {
    Pending.push_back(std::move(Next));
    log("sending " + Next->Name); // a null pointer by now
  }

  void sendAndLog(std::unique_ptr<Job> Next) {
    Pending.push_back(std::move(Next));
    log("sending " + Pending.back()->Name); // right: ask the new owner
  }

private:
  std::deque<Job> Jobs;
  std::vector<std::unique_ptr<Job>> Pending;
};

void submit(Queue &Q, Message M) {
  Q.push({"send", M});
  Q.pushAndLog({"archive", std::move(M)});
  Q.send(std::make_unique<Job>());
  Q.sendAndLog(std::make_unique<Job>());
}
