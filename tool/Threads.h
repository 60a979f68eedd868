//===- Threads.h - the same for many things, in threads -------------------===//
//
// For work that cannot crash and shares what it learns; what parses a
// stranger's code goes into processes of its own (Scheduler.h).
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_THREADS_H
#define HOLDFAST_TOOL_THREADS_H

#include "llvm/ADT/STLFunctionalExtras.h"

#include <cstddef>

namespace holdfast {

/// Calls `Work` once for each number below `Count`, in any order, with the
/// number of the thread, and returns when all is done. `Threads` may be 0: as
/// many as this process may use, and as make or ninja has slots for.
void runInThreads(unsigned Threads, size_t Count,
                  llvm::function_ref<void(unsigned Thread, size_t I)> Work);

} // namespace holdfast

#endif
