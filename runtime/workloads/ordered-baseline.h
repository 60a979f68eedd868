//===- ordered-baseline.h - ordered.h without the runtime -----------------===//
//
// The same with threads, a mutex and a condition variable of the standard
// library.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_ORDERED_BASELINE_H
#define HOLDFAST_WORKLOADS_ORDERED_BASELINE_H

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace workload {

/// As in ordered.h.
template <class Make> void write_blocks(std::size_t count, const Make &make) {
  std::atomic<std::size_t> next = 0;
  std::size_t turn = 0;
  std::mutex mutex; // of turn
  std::condition_variable turned;
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i)
    threads.emplace_back([&] {
      std::string text;
      for (std::size_t number; (number = next.fetch_add(1)) < count;) {
        text.clear();
        make(number, text);
        {
          std::unique_lock lock(mutex);
          turned.wait(lock, [&] { return turn == number; });
        }
        std::fwrite(text.data(), 1, text.size(), stdout);
        {
          const std::lock_guard lock(mutex);
          ++turn;
        }
        turned.notify_all();
      }
    });
  for (auto &thread : threads) // before what they borrow is gone
    thread.join();
}

} // namespace workload

#endif // HOLDFAST_WORKLOADS_ORDERED_BASELINE_H
