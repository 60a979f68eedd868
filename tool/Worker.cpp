//===- Worker.cpp - one worker process ------------------------------------===//
//
// fork without exec: the worker starts with the parent's rules, models and
// loaded libraries at no cost. What it writes to standard error is kept in a
// memory file; its first line helps to say why it crashed.
//
//===----------------------------------------------------------------------===//

#include "tool/Worker.h"

#include "tool/WorkerMemory.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace holdfast {

/// Reads or writes all of `Size` bytes; false where the other end is gone.
static bool transferAll(int Socket, char *Data, size_t Size, bool IsWrite) {
  while (Size) {
    const ssize_t Moved = IsWrite ? send(Socket, Data, Size, MSG_NOSIGNAL)
                                  : recv(Socket, Data, Size, 0);
    if (Moved < 0 && errno == EINTR)
      continue;
    if (Moved <= 0)
      return false;
    Data += Moved;
    Size -= size_t(Moved);
  }
  return true;
}

/// The life of a worker: a number in, an answer out, until nobody asks.
[[noreturn]] static void serve(int Socket, WorkFunction Work) {
  uint32_t Number = 0;
  while (transferAll(Socket, reinterpret_cast<char *>(&Number), sizeof Number,
                     /*IsWrite=*/false)) {
    std::string Answer = Work(Number);
    uint32_t Size = uint32_t(Answer.size());
    if (!transferAll(Socket, reinterpret_cast<char *>(&Size), sizeof Size,
                     true) ||
        !transferAll(Socket, Answer.data(), Answer.size(), true))
      break;
  }
  _exit(0);
}

/// Deep nesting in sources needs deep stacks; core files nobody asked for.
static void setLimits() {
  rlimit Stack;
  if (!getrlimit(RLIMIT_STACK, &Stack)) {
    const rlim_t Wanted = rlim_t(64) << 20;
    if (Stack.rlim_cur != RLIM_INFINITY && Stack.rlim_cur < Wanted) {
      Stack.rlim_cur = Stack.rlim_max == RLIM_INFINITY
                           ? Wanted
                           : std::min(Wanted, Stack.rlim_max);
      setrlimit(RLIMIT_STACK, &Stack);
    }
  }
  const rlimit NoCore = {0, 0};
  setrlimit(RLIMIT_CORE, &NoCore);
}

bool Worker::start(WorkFunction Work, const std::vector<int> &Siblings) {
  int Pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, Pair))
    return false;
  ErrorFile = memfd_create("holdfast-worker", MFD_CLOEXEC);
  const pid_t Parent = getpid();
  Process = fork();
  if (Process < 0) {
    close(Pair[0]);
    close(Pair[1]);
    close(ErrorFile);
    return false;
  }
  if (Process == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != Parent)
      _exit(0);
    for (int Sibling : Siblings)
      close(Sibling);
    close(Pair[0]);
    if (ErrorFile >= 0)
      dup2(ErrorFile, STDERR_FILENO);
    setLimits();
    keepMemoryBetweenUnits();
    serve(Pair[1], Work);
  }
  close(Pair[1]);
  Socket = Pair[0];
  Piece.reset();
  Pieces = 0;
  Arrived.clear();
  Ended = false;
  return true;
}

bool Worker::give(unsigned Number) {
  uint32_t Wire = Number;
  Piece = Number;
  ++Pieces;
  Since = Clock::now();
  Arrived.clear();
  return transferAll(Socket, reinterpret_cast<char *>(&Wire), sizeof Wire,
                     true);
}

bool Worker::take(std::string &Answer) {
  char Buffer[65536];
  const ssize_t Got = recv(Socket, Buffer, sizeof Buffer, MSG_DONTWAIT);
  if (Got == 0 || (Got < 0 && errno != EAGAIN && errno != EINTR)) {
    Ended = true;
    return false;
  }
  if (Got < 0)
    return false;
  Arrived.append(Buffer, size_t(Got));
  uint32_t Size = 0;
  if (Arrived.size() < sizeof Size)
    return false;
  std::memcpy(&Size, Arrived.data(), sizeof Size);
  if (Arrived.size() - sizeof Size < Size)
    return false;
  Answer = Arrived.substr(sizeof Size, Size);
  Piece.reset();
  return true;
}

std::string Worker::firstErrorLine() const {
  if (ErrorFile < 0)
    return "";
  char Buffer[512];
  const ssize_t Got = pread(ErrorFile, Buffer, sizeof Buffer, 0);
  if (Got <= 0)
    return "";
  const StringRef Text(Buffer, size_t(Got));
  return Text.ltrim().split('\n').first.take_front(200).str();
}

void Worker::kill() { ::kill(Process, SIGKILL); }

bool Worker::isGone() const {
  siginfo_t Info = {};
  return waitid(P_PID, id_t(Process), &Info, WEXITED | WNOHANG | WNOWAIT) || Info.si_pid;
}

std::string Worker::stop(bool Kill, long &PeakKilobytes) {
  if (Kill)
    kill();
  close(Socket);
  int Status = 0;
  rusage Usage = {};
  while (wait4(Process, &Status, 0, &Usage) < 0 && errno == EINTR)
    ;
  PeakKilobytes = std::max(PeakKilobytes, Usage.ru_maxrss);
  std::string How;
  if (WIFSIGNALED(Status))
    How = std::string("it crashed the checker (") +
          strsignal(WTERMSIG(Status)) + ")";
  else if (WEXITSTATUS(Status))
    How = "it ended the checker with status " +
          std::to_string(WEXITSTATUS(Status));
  if (std::string Said = firstErrorLine(); !How.empty() && !Said.empty())
    How += ": " + Said;
  if (ErrorFile >= 0)
    close(ErrorFile);
  Process = Socket = ErrorFile = -1;
  Piece.reset();
  return How;
}

double Worker::secondsBusy() const {
  return std::chrono::duration<double>(Clock::now() - Since).count();
}

unsigned Worker::megabytes() const {
  auto File = MemoryBuffer::getFileAsStream("/proc/" + std::to_string(Process) +
                                            "/statm");
  if (!File)
    return 0;
  StringRef Resident = (*File)->getBuffer().split(' ').second.split(' ').first;
  uint64_t Pages = 0;
  if (Resident.getAsInteger(10, Pages))
    return 0;
  return unsigned(Pages * uint64_t(sysconf(_SC_PAGESIZE)) >> 20);
}

} // namespace holdfast
