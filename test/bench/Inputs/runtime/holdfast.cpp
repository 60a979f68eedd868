// The runtime's own part of test/bench/runtime.py. Usage: holdfast MEASURE

#include "measure.h"

#include "holdfast/channel.h"
#include "holdfast/go.h"
#include "holdfast/mutex.h"
#include "holdfast/parallel.h"
#include "holdfast/select.h"
#include "holdfast/sync.h"

#include <array>
#include <cmath>
#include <cstdlib>

namespace {

template <int Threads> double lock() {
  const int each = Threads == 1 ? 20'000'000 : 5'000'000;
  holdfast::mutex<std::uint64_t> total;
  return timedThreads(Threads, 1.0 * Threads * each, [&](int) {
    for (int i = 0; i < each; ++i)
      ++*total.lock();
  });
}

/// `Pairs` senders and as many receivers.
template <int Pairs, class T, class Make> double channel(int count, Make make) {
  auto [sender, receiver] = make();
  std::vector<holdfast::sender<T>> senders(Pairs, sender);
  std::vector<holdfast::receiver<T>> receivers(Pairs, receiver);
  { auto gone = std::move(sender); }
  return timedThreads(2 * Pairs, 1.0 * Pairs * count, [&](int which) {
    if (which < Pairs) {
      auto to = std::move(senders[which]);
      for (int i = 0; i < count; ++i)
        (void)to.send(message<T>(i));
      return;
    }
    std::uint64_t sum = 0;
    for (const T &one : receivers[which - Pairs])
      sum += first(one);
    use(sum);
  });
}
template <int Pairs, class T> double bounded() {
  return channel<Pairs, T>(2'000'000, [] { return holdfast::bounded_channel<T>(1024); });
}
double unbounded() {
  return channel<1, std::uint64_t>(2'000'000, [] { return holdfast::unbounded_channel<std::uint64_t>(); });
}
double rendezvous() {
  return channel<1, std::uint64_t>(200'000, [] { return holdfast::rendezvous_channel<std::uint64_t>(); });
}

/// A sender gives to four channels in turn, a receiver takes from whichever has something.
double selectOfFour() {
  const int each = 250'000;
  std::vector<holdfast::sender<std::uint64_t>> senders;
  std::vector<holdfast::receiver<std::uint64_t>> receivers;
  for (int i = 0; i < 4; ++i) {
    auto [sender, receiver] = holdfast::bounded_channel<std::uint64_t>(1024);
    senders.push_back(std::move(sender));
    receivers.push_back(std::move(receiver));
  }
  return timedThreads(2, 4.0 * each, [&](int which) {
    if (which == 0) {
      for (int i = 0; i < 4 * each; ++i)
        (void)senders[i % 4].send(i);
      return;
    }
    std::uint64_t sum = 0;
    const auto add = [&](auto got) { sum += *got; };
    using holdfast::on_receive;
    for (int i = 0; i < 4 * each; ++i)
      holdfast::select(on_receive(receivers[0], add), on_receive(receivers[1], add),
                       on_receive(receivers[2], add), on_receive(receivers[3], add));
    use(sum);
  });
}

double rendezvousOfGoroutines() {
  const int count = 400'000;
  return timed(count, [] {
    auto [sender, receiver] = holdfast::rendezvous_channel<std::uint64_t>();
    holdfast::go_scope([&](auto &tasks) {
      tasks.go(
          [](auto to) {
            for (int i = 0; i < count; ++i)
              (void)to.send(i);
          },
          std::move(sender));
      tasks.go(
          [](auto from) {
            std::uint64_t sum = 0;
            for (std::uint64_t one : from)
              sum += one;
            use(sum);
          },
          std::move(receiver));
    });
  });
}

/// Two goroutines on one thread, each of which gives way to the other.
double switchOfGoroutines() {
  setenv("HOLDFAST_WORKERS", "1", 1); // there are none yet
  const int each = 2'000'000;
  return timed(2.0 * each, [] {
    holdfast::go_scope([](auto &tasks) {
      for (int i = 0; i < 2; ++i)
        tasks.go([] {
          for (int k = 0; k < each; ++k)
            holdfast::yield();
        });
    });
  });
}

/// Bytes for each goroutine that waits.
double parked() {
  const int count = 100'000;
  const std::uint64_t before = bytesOfMemory();
  std::uint64_t after = 0;
  holdfast::latch open(1), ready(count);
  holdfast::go_scope([&](auto &tasks) {
    for (int i = 0; i < count; ++i)
      tasks.go([&] {
        ready.count_down();
        open.wait();
      });
    ready.wait();
    after = bytesOfMemory();
    open.count_down();
  });
  return (after - before) / (1.0 * count);
}

void tree(int depth) {
  if (depth != 0)
    holdfast::join([=] { tree(depth - 1); }, [=] { tree(depth - 1); });
}
double forkJoin() {
  return timedTwice(1 << 22, [] { tree(22); });
}

double spawnMany() {
  return timedTwice(100'000, [] {
    holdfast::go_scope([](auto &tasks) {
      for (int i = 0; i < 100'000; ++i)
        tasks.go([] {});
    });
  });
}

double sum() {
  const std::vector<double> all(sumCount, 1.5);
  return timedTwice(sumCount, [&] { use(holdfast::parallel_reduce(all, 0.0, std::plus<>())); });
}
double mapReduce() {
  const std::vector<double> all(sumCount, 1.5);
  return timedTwice(sumCount, [&] {
    use(holdfast::parallel_reduce(all, 0.0, std::plus<>(), [](double x) { return std::sqrt(x); }));
  });
}
double sort() {
  const auto all = randomNumbers();
  auto copy = all;
  holdfast::parallel_sort(copy);
  copy = all;
  return timed(sortCount, [&] { holdfast::parallel_sort(copy); });
}
double stableSort() { // by a key that is not all of the value
  auto all = randomNumbers();
  return timed(sortCount, [&] {
    holdfast::parallel_stable_sort(all, {}, [](std::uint64_t one) { return one >> 8; });
  });
}

} // namespace

int main(int count, char **arguments) {
  return runMeasure(count, arguments,
                    {{"lock", &lock<1>},
                     {"lock-2", &lock<2>},
                     {"bounded-1", &bounded<1, std::uint64_t>},
                     {"bounded-2", &bounded<2, std::uint64_t>},
                     {"bounded-1-wide", &bounded<1, wide>},
                     {"bounded-2-wide", &bounded<2, wide>},
                     {"unbounded", &unbounded},
                     {"rendezvous", &rendezvous},
                     {"rendezvous-goroutines", &rendezvousOfGoroutines},
                     {"select-4", &selectOfFour},
                     {"switch", &switchOfGoroutines},
                     {"parked", &parked},
                     {"fork-join", &forkJoin},
                     {"spawn", &spawnMany},
                     {"sum", &sum},
                     {"map-reduce", &mapReduce},
                     {"sort", &sort},
                     {"stable-sort", &stableSort}});
}
