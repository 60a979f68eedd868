//===- MetricsTest.cpp - what is counted, and what is traced --------------===//
//
// Each counter goes up by what was done and by nothing else; a trace is JSON
// with a slice for each time that a goroutine ran. In a build without metrics
// all stays zero, and the trace empty.
//
//===----------------------------------------------------------------------===//

#include "holdfast/metrics.h"
#include "Threads.h"

#include "holdfast/blocking.h"
#include "holdfast/channel.h"
#include "holdfast/go.h"
#include "holdfast/select.h"
#include "holdfast/trace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

/// A counter's change while the body runs; what is not counted is 0.
template <class Body>
std::uint64_t change(std::uint64_t metrics::*of, Body body) {
  const std::uint64_t before = read_metrics().*of;
  body();
  return read_metrics().*of - before;
}
constexpr std::uint64_t ifCounted(std::uint64_t number) {
  return has_metrics ? number : 0;
}

TEST(Metrics, goroutinesThatBeginAndEnd) {
  const auto three = [] {
    go_scope([](auto &tasks) {
      for (int i = 0; i < 3; ++i)
        tasks.go([] {});
    });
  };
  EXPECT_EQ(change(&metrics::goroutines_begun, three), ifCounted(3));
  EXPECT_EQ(change(&metrics::goroutines_ended, three), ifCounted(3));
  EXPECT_EQ(read_metrics().goroutines_alive(), 0u);
}

TEST(Metrics, whoIsParkedAndAlive) {
  auto [values, valuesEnd] = rendezvous_channel<int>();
  auto one = go([from = valuesEnd] { (void)from.receive(); });
  while (has_metrics && read_metrics().goroutines_parked() == 0)
    yield();
  EXPECT_EQ(read_metrics().goroutines_alive(), ifCounted(1));
  EXPECT_EQ(read_metrics().goroutines_parked(), ifCounted(1));
  (void)values.send(1);
  std::move(one).join();
  EXPECT_EQ(read_metrics().goroutines_parked(), 0u);
}

TEST(Metrics, whatChannelsCarry) {
  const auto some = [] {
    auto [values, valuesEnd] = bounded_channel<int>(2);
    (void)values.send(1);
    (void)values.try_send(2);
    (void)values.try_send(3).status(); // is full: not sent
    EXPECT_TRUE(valuesEnd.receive());
    select(on_receive(valuesEnd, [](auto) {}), otherwise([] {}));
    select(on_receive(valuesEnd, [](auto) {}), otherwise([] {})); // is empty
  };
  EXPECT_EQ(change(&metrics::sends, some), ifCounted(2));
  EXPECT_EQ(change(&metrics::receives, some), ifCounted(2));
  EXPECT_EQ(change(&metrics::channel_waits, some), 0u);
}

TEST(Metrics, whatARendezvousCarries) {
  constexpr int messages = 100;
  const auto some = [] {
    auto [values, valuesEnd] = rendezvous_channel<int>();
    go_scope([&](auto &tasks) {
      tasks.go([&] {
        for (int i = 0; i < messages; ++i)
          (void)values.send(i);
      });
      tasks.go([&] {
        for (int i = 0; i < messages; ++i)
          EXPECT_TRUE(valuesEnd.receive());
      });
    });
  };
  EXPECT_EQ(change(&metrics::sends, some), ifCounted(messages));
  EXPECT_EQ(change(&metrics::receives, some), ifCounted(messages));
  if (has_metrics) {
    EXPECT_GE(change(&metrics::channel_waits, some), 1u);
  }
}

TEST(Metrics, locksThatWereNotFree) {
  const mutex<int> value(0);
  const auto one = [&] {
    auto held = std::make_optional(value.lock());
    auto other = go([&] { ++*value.lock(); });
    while (has_metrics && read_metrics().goroutines_parked() == 0)
      yield();
    held.reset();
    std::move(other).join();
  };
  if (has_metrics) {
    EXPECT_GE(change(&metrics::lock_waits, one), 1u);
  } else
    EXPECT_EQ(change(&metrics::lock_waits, one), 0u);
}

TEST(Metrics, yieldsTimersAndBlockingCalls) {
  const auto inOne = [](auto body) { return [body] { go(body).join(); }; };
  EXPECT_EQ(change(&metrics::yields, inOne([] {
              yield();
              yield();
            })),
            ifCounted(2));
  EXPECT_EQ(change(&metrics::timers_set, inOne([] { sleep_for(1ms); })),
            ifCounted(1));
  EXPECT_EQ(change(&metrics::timers_fired, inOne([] { sleep_for(1ms); })),
            ifCounted(1));
  EXPECT_EQ(change(&metrics::blocking_calls, inOne([] { blocking([] {}); })),
            ifCounted(1));
}

TEST(Metrics, areReadWhileOthersCount) {
  auto busy = go([] {
    for (int i = 0; i < rounds(100); ++i)
      go([] { yield(); }).join();
  });
  do {
    const metrics now = read_metrics();
    EXPECT_LE(now.goroutines_ended, now.goroutines_begun);
    EXPECT_LE(now.wakes, now.parks);
    std::this_thread::yield();
  } while (!busy.is_done());
  std::move(busy).join();
}

std::size_t countOf(const std::string &text, const std::string &part) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos;
       ++at)
    ++count;
  return count;
}

std::string traceOf(auto body, std::size_t events = 1 << 20) {
  start_trace(events);
  body();
  std::ostringstream to;
  stop_trace(to);
  return to.str();
}

TEST(Trace, hasASliceForEachRun) {
  const std::string text = traceOf([] {
    go([] {
      yield();
      sleep_for(1ms);
    }).join();
  });
  // Between the yield, the sleep and the end it ran three times.
  EXPECT_EQ(countOf(text, "\"left for\":\"others\""), ifCounted(1));
  EXPECT_EQ(countOf(text, "\"left for\":\"a time\""), ifCounted(1));
  EXPECT_EQ(countOf(text, "\"left for\":\"its end\""), ifCounted(1));
  EXPECT_EQ(countOf(text, "\"ph\":\"s\""), ifCounted(1)) << "one wake";
  EXPECT_EQ(countOf(text, "\"ph\":\"f\""), ifCounted(1)) << "and its run";
  EXPECT_EQ(countOf(text, "\"alive\":1"), ifCounted(1));
  EXPECT_EQ(countOf(text, "\"alive\":0"), ifCounted(1));
}

TEST(Trace, knowsNothingOfBeforeAndAfter) {
  go([] { yield(); }).join();
  const std::string text = traceOf([] {});
  go([] { yield(); }).join();
  EXPECT_EQ(countOf(text, "\"ph\""), 0u);
}

TEST(Trace, losesWhatIsTooMuchAndSaysSo) {
  const std::string text = traceOf(
      [] {
        go([] {
          for (int i = 0; i < 1000; ++i)
            yield();
        }).join();
      },
      10);
  if (has_metrics) {
    EXPECT_LE(countOf(text, "\"ph\":\"X\""), 10u * 64);
    EXPECT_EQ(countOf(text, "\"lost events\":\"0\""), 0u);
  }
}

TEST(Trace, ofManyAtOnce) {
  const std::string text = traceOf([] {
    go_scope([](auto &tasks) {
      for (int i = 0; i < 1000; ++i)
        tasks.go([] { yield(); });
    });
  });
  EXPECT_EQ(countOf(text, "\"left for\":\"its end\""), ifCounted(1000));
  EXPECT_EQ(countOf(text, "\"left for\":\"others\""), ifCounted(1000));
}

} // namespace
