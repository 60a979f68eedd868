//===- Threads.cpp - the same for many things, in threads -----------------===//
//
// Each thread takes the next number. A thread for which a build tool never has
// a slot takes none.
//
//===----------------------------------------------------------------------===//

#include "tool/Threads.h"

#include "tool/Scheduler.h"

#include "llvm/Support/ThreadPool.h"

#include <atomic>

using namespace llvm;

namespace holdfast {

void runInThreads(unsigned Threads, size_t Count,
                  function_ref<void(unsigned Thread, size_t I)> Work) {
  DefaultThreadPool Pool(!Threads && hasJobserver()
                             ? jobserver_concurrency()
                             : hardware_concurrency(Threads));
  std::atomic<size_t> Next = 0;
  for (unsigned Thread = 0; Thread != Pool.getMaxConcurrency(); ++Thread)
    Pool.async([&, Thread] {
      for (size_t I;
           (I = Next.fetch_add(1, std::memory_order_relaxed)) < Count;)
        Work(Thread, I);
    });
  Pool.wait();
}

} // namespace holdfast
