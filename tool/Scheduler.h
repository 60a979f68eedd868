//===- Scheduler.h - units in worker processes ----------------------------===//
//
// Runs numbered pieces of work in forked processes, so that one that crashes,
// hangs or eats memory is named and all others are complete. Knows nothing of
// what the work is: a number goes in, bytes come out.
//
// The caller has one thread. Work runs in a copy of the caller as it was at the
// first piece; what it changes there is never seen here.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_SCHEDULER_H
#define HOLDFAST_TOOL_SCHEDULER_H

#include "llvm/ADT/STLFunctionalExtras.h"

#include <string>

namespace holdfast {

/// True where make or ninja says how many jobs may run.
bool hasJobserver();

struct WorkLimits {
  unsigned Workers = 1;
  unsigned Seconds = 300;    ///< for one piece
  unsigned Megabytes = 4096; ///< resident, of a worker
  bool AsksJobserver = false; ///< where make or ninja has one, each busy worker has a slot of it
};

/// What a piece came to.
struct WorkResult {
  std::string Bytes;   ///< what the work returned
  std::string Failure; ///< why it returned nothing; else empty
};

using WorkFunction = llvm::function_ref<std::string(unsigned)>;
using DoneFunction = llvm::function_ref<void(unsigned, WorkResult)>;

/// Calls `Work` once for each number below `Count`, in workers, and `Done` here
/// in the order in which they end. `Tick` is called several times a second.
/// Returns the peak memory of the largest worker, in kilobytes.
long runInWorkers(unsigned Count, const WorkLimits &Limits, WorkFunction Work,
                  DoneFunction Done, llvm::function_ref<void()> Tick);

} // namespace holdfast

#endif
