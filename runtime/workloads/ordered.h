//===- ordered.h - blocks made in parallel and written in their order -----===//
//
// As many goroutines as there are processors each take the number of the next
// block, make its text, wait for their turn and write it. So at most one block
// for each is in memory.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_ORDERED_H
#define HOLDFAST_WORKLOADS_ORDERED_H

#include "holdfast/cell.h"
#include "holdfast/condvar.h"
#include "holdfast/go.h"

#include <cstdio>
#include <string>
#include <thread>

namespace workload {

/// Writes what make(number, text) puts into the text, for each number below
/// `count`. The text is empty at first, and each goroutine's own.
template <class Make> void write_blocks(std::size_t count, const Make &make) {
  const holdfast::atomic<std::size_t> next(0);
  const holdfast::mutex<std::size_t> turn(0);
  const holdfast::condvar turned;
  holdfast::go_scope([&](auto &tasks) {
    for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i)
      tasks.go([&] {
        std::string text;
        for (std::size_t number; (number = next.fetch_add(1)) < count;) {
          text.clear();
          make(number, text);
          {
            auto now = turn.lock();
            turned.wait(now, [&](std::size_t at) { return at == number; });
          }
          std::fwrite(text.data(), 1, text.size(), stdout);
          ++*turn.lock();
          turned.notify_all();
        }
      });
  });
}

} // namespace workload

#endif // HOLDFAST_WORKLOADS_ORDERED_H
