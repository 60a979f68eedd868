//===- Scheduler.cpp - units in worker processes --------------------------===//
//
// One loop: wait for answers a twentieth of a second at most, look at limits,
// hand out what is left. A worker that fails is replaced while there is work.
// A piece that crashed or ate memory in a worker that had done others before is
// tried once more in a fresh one, so that no piece answers for another and the
// result does not depend on who got what.
//
// Where a build tool says how many jobs may run, a worker is busy only with one
// of its slots. The first one is always there: it is that of this very command.
//
//===----------------------------------------------------------------------===//

#include "tool/Scheduler.h"

#include "tool/Worker.h"

#include "llvm/Support/Jobserver.h"
#include "llvm/Support/Process.h"

#include <poll.h>

namespace holdfast {

bool hasJobserver() {
  const std::string Flags = llvm::sys::Process::GetEnv("MAKEFLAGS").value_or("");
  return llvm::StringRef(Flags).contains("--jobserver");
}

/// Null where no build tool has one; LLVM's warns then.
static llvm::JobserverClient *jobserver() {
  return hasJobserver() ? llvm::JobserverClient::getInstance() : nullptr;
}

namespace {

class Scheduler {
public:
  Scheduler(unsigned Count, const WorkLimits &Limits, WorkFunction Work,
            DoneFunction Done)
      : Count(Count), Limits(Limits), Work(Work), Done(Done),
        Workers(std::max(1u, std::min(Limits.Workers, Count))), Slots(Workers.size()),
        Jobs(Limits.AsksJobserver ? jobserver() : nullptr) {}

  long run(llvm::function_ref<void()> Tick);

private:
  bool startWorker(Worker &W);
  unsigned takePiece(bool FromAgain);
  void handOut(Worker &W);
  bool takeSlot(const Worker &W);
  void giveBackSlot(const Worker &W);
  llvm::JobSlot &slotOf(const Worker &W) { return Slots[size_t(&W - Workers.data())]; }
  void waitForAnswers();
  void receive(Worker &W);
  void enforceLimits(Worker &W);
  void fail(Worker &W, bool Kill, bool MayRetry, const std::string &Reason);

  unsigned Count;
  const WorkLimits &Limits;
  WorkFunction Work;
  DoneFunction Done;
  std::vector<Worker> Workers;
  std::vector<llvm::JobSlot> Slots; ///< of the workers
  llvm::JobserverClient *Jobs;      ///< null: nobody says how many
  std::vector<unsigned> Again; ///< for fresh workers only
  unsigned Next = 0;
  unsigned Finished = 0;
  long PeakKilobytes = 0;
};

} // namespace

bool Scheduler::startWorker(Worker &W) {
  std::vector<int> Siblings;
  for (const Worker &Other : Workers)
    if (Other.isRunning())
      Siblings.push_back(Other.socket());
  return W.start(Work, Siblings);
}

unsigned Scheduler::takePiece(bool FromAgain) {
  if (!FromAgain)
    return Next++;
  const unsigned Piece = Again.back();
  Again.pop_back();
  return Piece;
}

bool Scheduler::takeSlot(const Worker &W) {
  if (!Jobs || slotOf(W).isValid())
    return true;
  slotOf(W) = Jobs->tryAcquire();
  return slotOf(W).isValid();
}

void Scheduler::giveBackSlot(const Worker &W) {
  if (Jobs && slotOf(W).isValid())
    Jobs->release(std::move(slotOf(W)));
}

void Scheduler::handOut(Worker &W) {
  const bool TakesAgain = !W.isRunning() && !Again.empty();
  if ((Next == Count && !TakesAgain) || W.isBusy() || !takeSlot(W))
    return;
  if (!W.isRunning() && !startWorker(W)) {
    // Others may still be at work; without any there is nobody to do it.
    for (const Worker &Other : Workers)
      if (Other.isRunning())
        return;
    ++Finished;
    Done(takePiece(TakesAgain), {"", "the system starts no more processes"});
    return;
  }
  if (!W.give(takePiece(TakesAgain)))
    fail(W, /*Kill=*/false, /*MayRetry=*/true, "");
}

/// Ends the worker and its piece. Without a reason, the worker's end is it.
void Scheduler::fail(Worker &W, bool Kill, bool MayRetry,
                     const std::string &Reason) {
  const unsigned Piece = W.piece();
  const bool Retries = MayRetry && W.isUsed();
  std::string How = W.stop(Kill, PeakKilobytes);
  if (Retries) {
    Again.push_back(Piece);
    return;
  }
  if (!Reason.empty())
    How = Reason;
  else if (How.empty())
    How = "its worker ended without an answer";
  ++Finished;
  Done(Piece, {"", How});
}

void Scheduler::receive(Worker &W) {
  std::string Answer;
  const unsigned Piece = W.piece();
  if (W.take(Answer)) {
    ++Finished;
    Done(Piece, {std::move(Answer), ""});
  } else if (W.hasEnded()) {
    fail(W, /*Kill=*/false, /*MayRetry=*/true, "");
  }
}

void Scheduler::enforceLimits(Worker &W) {
  if (W.secondsBusy() > Limits.Seconds)
    fail(W, /*Kill=*/true, /*MayRetry=*/false,
         "it took more than " + std::to_string(Limits.Seconds) +
             " s (--unit-timeout)");
  else if (W.megabytes() > Limits.Megabytes)
    fail(W, /*Kill=*/true, /*MayRetry=*/true,
         "it took more than " + std::to_string(Limits.Megabytes) +
             " MB (--unit-memory)");
}

void Scheduler::waitForAnswers() {
  std::vector<pollfd> Waiting;
  std::vector<Worker *> Busy;
  for (Worker &W : Workers)
    if (W.isBusy()) {
      Waiting.push_back({W.socket(), POLLIN, 0});
      Busy.push_back(&W);
    }
  poll(Waiting.data(), Waiting.size(), 50);
  for (size_t I = 0; I != Busy.size(); ++I)
    if (Waiting[I].revents)
      receive(*Busy[I]);
}

long Scheduler::run(llvm::function_ref<void()> Tick) {
  auto LastLook = Worker::Clock::now();
  while (Finished != Count) {
    for (Worker &W : Workers) {
      handOut(W);
      if (!W.isBusy())
        giveBackSlot(W);
    }
    waitForAnswers();
    Tick();
    // Answers may come much more often than limits need a look.
    if (Worker::Clock::now() - LastLook < std::chrono::milliseconds(40))
      continue;
    LastLook = Worker::Clock::now();
    for (Worker &W : Workers)
      if (W.isBusy())
        enforceLimits(W);
  }
  for (Worker &W : Workers) {
    if (W.isRunning())
      W.stop(/*Kill=*/false, PeakKilobytes);
    giveBackSlot(W);
  }
  return PeakKilobytes;
}

long runInWorkers(unsigned Count, const WorkLimits &Limits, WorkFunction Work,
                  DoneFunction Done, llvm::function_ref<void()> Tick) {
  return Scheduler(Count, Limits, Work, Done).run(Tick);
}

} // namespace holdfast
