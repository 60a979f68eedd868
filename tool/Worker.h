//===- Worker.h - one worker process --------------------------------------===//
//
// The parent's end of a worker: starting it, giving it a piece, taking its
// answer, and finding out why it ended. Messages are a 32-bit number to the
// worker, and a 32-bit length with that many bytes back, over a socket pair.
// Linux only in one point: the worker dies with its parent.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_WORKER_H
#define HOLDFAST_TOOL_WORKER_H

#include "tool/Scheduler.h"

#include <chrono>
#include <optional>
#include <vector>

#include <sys/types.h>

namespace holdfast {

class Worker {
public:
  using Clock = std::chrono::steady_clock;

  /// Forks a worker that answers with `Work`. `Siblings` are closed in it, so
  /// that each worker sees the end of its own socket. False where the system
  /// has no more processes or descriptors.
  bool start(WorkFunction Work, const std::vector<int> &Siblings);

  /// Gives it the piece `Number`; false where it is gone.
  bool give(unsigned Number);

  /// Reads what has arrived. True once the answer is complete.
  bool take(std::string &Answer);
  /// True after take() met the end of the socket.
  bool hasEnded() const { return Ended; }

  /// Has it end soon, whatever it does; stop() is still to be called.
  void kill();
  /// True where it has ended, so that stop() does not wait.
  bool isGone() const;

  /// Ends it and waits for it. Returns how it ended by itself, if it did: "".
  /// `PeakKilobytes` is raised to what it used.
  std::string stop(bool Kill, long &PeakKilobytes);

  bool isRunning() const { return Process > 0; }
  bool isBusy() const { return Piece.has_value(); }
  /// True where the piece at hand is not its first.
  bool isUsed() const { return Pieces > 1; }
  unsigned piece() const { return *Piece; }
  int socket() const { return Socket; }
  double secondsBusy() const;
  /// Resident memory now, or 0 where it cannot be told.
  unsigned megabytes() const;

private:
  std::string firstErrorLine() const;

  pid_t Process = -1;
  int Socket = -1;
  int ErrorFile = -1; ///< what it writes to standard error
  std::optional<unsigned> Piece;
  unsigned Pieces = 0; ///< given since it started
  Clock::time_point Since;
  std::string Arrived;
  bool Ended = false;
};

} // namespace holdfast

#endif
