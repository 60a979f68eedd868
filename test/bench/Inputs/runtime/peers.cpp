// The C++ peers of test/bench/runtime.py. Usage: peers MEASURE@PEER

#include "measure.h"

#include <absl/synchronization/mutex.h>
#include <algorithm>
#include <boost/fiber/all.hpp>
#include <cmath>
#include <concurrentqueue/blockingconcurrentqueue.h>
#include <mutex>
#include <oneapi/tbb.h>

namespace {

template <int Threads, class Mutex> double lock() {
  const int each = Threads == 1 ? 20'000'000 : 5'000'000;
  Mutex mutex;
  std::uint64_t total = 0;
  return timedThreads(Threads, 1.0 * Threads * each, [&](int) {
    for (int i = 0; i < each; ++i) {
      if constexpr (requires { mutex.lock(); })
        mutex.lock();
      else
        mutex.Lock();
      ++total;
      use(total);
      if constexpr (requires { mutex.unlock(); })
        mutex.unlock();
      else
        mutex.Unlock();
    }
  });
}

/// Neither queue can be closed: each receiver knows how many are for it.
/// moodycamel's has no bound, and so stands beside the unbounded channel too.
template <int Pairs, class T, class Queue> double queue() {
  const int each = 2'000'000;
  Queue all;
  if constexpr (requires { all.set_capacity(1024); })
    all.set_capacity(1024);
  return timedThreads(2 * Pairs, 1.0 * Pairs * each, [&](int which) {
    std::uint64_t sum = 0;
    for (int i = 0; i < each; ++i)
      if constexpr (requires(T one) { all.wait_dequeue(one); }) {
        if (T one; which < Pairs)
          all.enqueue(message<T>(i));
        else
          all.wait_dequeue(one), sum += first(one);
      } else {
        if (T one; which < Pairs)
          all.push(message<T>(i));
        else
          all.pop(one), sum += first(one);
      }
    use(sum);
  });
}
template <class T> using tbb_queue = tbb::concurrent_bounded_queue<T>;
template <class T> using moodycamel_queue = moodycamel::BlockingConcurrentQueue<T>;

void tree(int depth) {
  if (depth == 0)
    return;
  tbb::task_group group;
  group.run([=] { tree(depth - 1); });
  tree(depth - 1);
  group.wait();
}
double forkJoin() {
  return timedTwice(1 << 20, [] { tree(20); });
}

double spawnMany() { // all on one thread, with pooled stacks
  boost::fibers::pooled_fixedsize_stack stacks(64 * 1024);
  const auto run = [&] {
    std::vector<boost::fibers::fiber> all;
    all.reserve(1000);
    for (int round = 0; round < 100; ++round) { // no more stacks than the others use
      for (int i = 0; i < 1000; ++i)
        all.emplace_back(std::allocator_arg, stacks, [] {});
      for (auto &one : all)
        one.join();
      all.clear();
    }
  };
  return timedTwice(100'000, run);
}

double switchOfFibers() {
  const int each = 2'000'000;
  return timed(2.0 * each, [] {
    const auto body = [] {
      for (int i = 0; i < each; ++i)
        boost::this_fiber::yield();
    };
    boost::fibers::fiber one(body), other(body);
    one.join();
    other.join();
  });
}

template <class Map> double reduce(Map map) {
  const std::vector<double> all(sumCount, 1.5);
  return timedTwice(sumCount, [&] {
    use(tbb::parallel_reduce(
        tbb::blocked_range<std::size_t>(0, all.size()), 0.0,
        [&](const auto &range, double sum) {
          for (std::size_t i = range.begin(); i != range.end(); ++i)
            sum += map(all[i]);
          return sum;
        },
        std::plus<>()));
  });
}
double sum() {
  return reduce([](double x) { return x; });
}
double mapReduce() {
  return reduce([](double x) { return std::sqrt(x); });
}
double sort() {
  const auto all = randomNumbers();
  auto copy = all;
  tbb::parallel_sort(copy);
  copy = all;
  return timed(sortCount, [&] { tbb::parallel_sort(copy); });
}
double standardSort() {
  auto all = randomNumbers();
  return timed(sortCount, [&] { std::sort(all.begin(), all.end()); });
}
double standardStableSort() {
  auto all = randomNumbers();
  return timed(sortCount, [&] {
    std::ranges::stable_sort(all, {}, [](std::uint64_t one) { return one >> 8; });
  });
}

using eight = std::uint64_t;

} // namespace

int main(int count, char **arguments) {
  return runMeasure(count, arguments,
                    {{"lock@std::mutex", &lock<1, std::mutex>},
                     {"lock-2@std::mutex", &lock<2, std::mutex>},
                     {"lock@absl", &lock<1, absl::Mutex>},
                     {"lock-2@absl", &lock<2, absl::Mutex>},
                     {"bounded-1@tbb", &queue<1, eight, tbb_queue<eight>>},
                     {"bounded-2@tbb", &queue<2, eight, tbb_queue<eight>>},
                     {"bounded-1-wide@tbb", &queue<1, wide, tbb_queue<wide>>},
                     {"bounded-2-wide@tbb", &queue<2, wide, tbb_queue<wide>>},
                     {"bounded-1@moodycamel", &queue<1, eight, moodycamel_queue<eight>>},
                     {"bounded-2@moodycamel", &queue<2, eight, moodycamel_queue<eight>>},
                     {"bounded-1-wide@moodycamel", &queue<1, wide, moodycamel_queue<wide>>},
                     {"bounded-2-wide@moodycamel", &queue<2, wide, moodycamel_queue<wide>>},
                     {"unbounded@moodycamel", &queue<1, eight, moodycamel_queue<eight>>},
                     {"fork-join@tbb", &forkJoin},
                     {"spawn@boost.fiber", &spawnMany},
                     {"switch@boost.fiber", &switchOfFibers},
                     {"sum@tbb", &sum},
                     {"map-reduce@tbb", &mapReduce},
                     {"sort@tbb", &sort},
                     {"sort@std::sort", &standardSort},
                     {"stable-sort@std::stable_sort", &standardStableSort}});
}
