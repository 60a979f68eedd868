// The runtime's half of test/bench/runtime.py: runs one measure and prints the
// nanoseconds for one operation. Usage: runtime MEASURE

#include "holdfast/channel.h"
#include "holdfast/mutex.h"

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

using holdfast::steady;

/// Runs body(i) on `threads` threads; returns the nanoseconds for one of
/// `count` operations.
template <class Body> double timed(int threads, double count, Body body) {
  const auto start = steady::now();
  std::vector<std::jthread> all;
  for (int i = 1; i < threads; ++i)
    all.emplace_back([&, i] { body(i); });
  body(0);
  all.clear();
  return std::chrono::duration<double, std::nano>(steady::now() - start).count() / count;
}

double holdfastLock(int threads, int each) {
  holdfast::mutex<std::uint64_t> total;
  return timed(threads, 1.0 * threads * each, [&](int) {
    for (int i = 0; i < each; ++i)
      ++*total.lock();
  });
}

double standardLock(int threads, int each) {
  std::mutex lock;
  std::uint64_t total = 0;
  return timed(threads, 1.0 * threads * each, [&](int) {
    for (int i = 0; i < each; ++i) {
      const std::lock_guard guard(lock);
      ++total;
      __asm__ __volatile__("" : : "r"(&total) : "memory");
    }
  });
}

double channel(int senders, int each) {
  auto [sender, receiver] = holdfast::bounded_channel<std::uint64_t>(1024);
  std::vector<holdfast::sender<std::uint64_t>> ends(senders, sender);
  { auto gone = std::move(sender); }
  return timed(senders + 1, 1.0 * senders * each, [&, from = std::ref(receiver)](int which) {
    if (which == 0) {
      std::uint64_t sum = 0;
      for (std::uint64_t number : from.get())
        sum += number;
      __asm__ __volatile__("" : : "r"(sum));
      return;
    }
    auto to = std::move(ends[which - 1]);
    for (int i = 0; i < each; ++i)
      (void)to.send(i);
  });
}

int main(int, char **arguments) {
  const char *measure = arguments[1];
  const auto is = [&](const char *name) { return std::strcmp(measure, name) == 0; };
  if (is("lock"))
    std::printf("%f\n", holdfastLock(1, 20'000'000));
  else if (is("lock-std"))
    std::printf("%f\n", standardLock(1, 20'000'000));
  else if (is("lock-2"))
    std::printf("%f\n", holdfastLock(2, 5'000'000));
  else if (is("lock-2-std"))
    std::printf("%f\n", standardLock(2, 5'000'000));
  else if (is("channel-1"))
    std::printf("%f\n", channel(1, 3'000'000));
  else if (is("channel-2"))
    std::printf("%f\n", channel(2, 1'500'000));
  else
    return 2;
}
