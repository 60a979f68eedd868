//===- Jobs.cpp - work in processes of its own ----------------------------===//
//
// What a job prints would be read as a message by the client: its standard
// output goes to where its errors go.
//
//===----------------------------------------------------------------------===//

#include "tool/lsp/Jobs.h"

#include <fcntl.h>
#include <unistd.h>

namespace holdfast::server {

/// The job has no part in the talk with the client.
static void leaveStreams() {
  const int Nothing = open("/dev/null", O_RDONLY);
  if (Nothing >= 0)
    dup2(Nothing, STDIN_FILENO);
  dup2(STDERR_FILENO, STDOUT_FILENO);
}

JobId Jobs::start(llvm::function_ref<std::string()> Work, Done Then) {
  std::vector<int> Siblings;
  for (const auto &[Id, Each] : Running)
    Siblings.push_back(Each->Process.socket());
  auto New = std::make_unique<Job>();
  New->Then = std::move(Then);
  const bool IsStarted = New->Process.start(
      [&](unsigned) {
        leaveStreams();
        return Work();
      },
      Siblings);
  if (!IsStarted) {
    NotStarted[++Last] = std::move(New->Then);
    return Last;
  }
  (void)New->Process.give(0); // a worker that is gone is seen at the next look
  Running[++Last] = std::move(New);
  return Last;
}

void Jobs::cancel(JobId Which) {
  NotStarted.erase(Which);
  auto It = Running.find(Which);
  if (It == Running.end())
    return;
  It->second->Process.kill();
  Dying.push_back(std::move(It->second));
  Running.erase(It);
}

Jobs::~Jobs() {
  while (!Running.empty())
    cancel(Running.begin()->first);
  long Peak = 0;
  for (const std::unique_ptr<Job> &Each : Dying)
    Each->Process.stop(/*Kill=*/true, Peak);
}

/// Takes leave of those that are gone.
void Jobs::reap() {
  std::erase_if(Dying, [](const std::unique_ptr<Job> &Each) {
    long Peak = 0;
    if (!Each->Process.isGone())
      return false;
    Each->Process.stop(/*Kill=*/false, Peak);
    return true;
  });
}

void Jobs::waitsFor(std::vector<pollfd> &Sources) const {
  for (const auto &[Id, Each] : Running)
    Sources.push_back({Each->Process.socket(), POLLIN, 0});
}

void Jobs::end(JobId Which, bool Kill, std::string Failure) {
  auto Node = Running.extract(Which);
  long Peak = 0;
  std::string How = Node.mapped()->Process.stop(Kill, Peak);
  if (!Failure.empty())
    How = std::move(Failure);
  else if (How.empty())
    How = "its worker ended without an answer";
  Node.mapped()->Then({"", How});
}

void Jobs::proceed() {
  reap();
  for (auto &[Id, Then] : std::exchange(NotStarted, {}))
    Then({"", "the system starts no more processes"});
  std::vector<JobId> Ids;
  for (const auto &[Id, Each] : Running)
    Ids.push_back(Id);
  for (JobId Id : Ids) {
    auto It = Running.find(Id); // what another answer has cancelled is gone
    if (It == Running.end())
      continue;
    Worker &W = It->second->Process;
    std::string Answer;
    // An answer comes in many pieces.
    bool IsWhole = false;
    pollfd Source = {W.socket(), POLLIN, 0};
    while (!IsWhole && !W.hasEnded() && poll(&Source, 1, 0) > 0)
      IsWhole = W.take(Answer);
    if (IsWhole) {
      Done Then = std::move(It->second->Then);
      cancel(Id); // it has nothing more to do
      Then({std::move(Answer), ""});
    } else if (W.hasEnded()) {
      end(Id, /*Kill=*/false, "");
    } else if (W.secondsBusy() > Limits.Seconds) {
      end(Id, /*Kill=*/true,
          "it took more than " + std::to_string(Limits.Seconds) +
              " s (--unit-timeout)");
    } else if (W.megabytes() > Limits.Megabytes) {
      end(Id, /*Kill=*/true,
          "it took more than " + std::to_string(Limits.Megabytes) +
              " MB (--unit-memory)");
    }
  }
}

} // namespace holdfast::server
