//===- ParallelTest.cpp - join, and algorithms over ranges ----------------===//
//
// Each parallel algorithm gives what its sequential twin gives, for all small
// counts and for large ones; exceptions and requests to stop arrive, and
// nothing runs any more then.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/mutex.h"
#include "holdfast/parallel.h"

#include <gtest/gtest.h>

#include <deque>
#include <numeric>
#include <stdexcept>
#include <string>

using namespace holdfast;

namespace {

int fibonacci(int n) {
  if (n < 2)
    return n;
  auto [a, b] =
      join([n] { return fibonacci(n - 1); }, [n] { return fibonacci(n - 2); });
  return a + b;
}

/// Counts below and around where algorithms change their ways.
std::vector<int> counts() {
  return {0,   1,   2,   3,    7,    31,   32,   33,
          63,  64,  65,  127,  128,  129,  255,  256,
          257, 300, 511, 1000, 4095, 4096, 4097, rounds(10'000)};
}

TEST(Join, givesBothResults) {
  const auto [one, two] =
      join([] { return 1; }, [] { return std::string("x"); });
  EXPECT_EQ(one, 1);
  EXPECT_EQ(two, "x");
  static_assert(std::is_void_v<decltype(join([] {}, [] {}))>);
  const auto mixed = join([] {}, [] { return std::make_unique<int>(3); });
  EXPECT_EQ(*mixed.second, 3);
}

TEST(Join, nestsDeeply) {
  for (int i = 0; i < rounds(1); ++i)
    EXPECT_EQ(fibonacci(18), 2584);
}

TEST(Join, mayBeCalledByManyThreads) {
  inThreads(4, [](int) { EXPECT_EQ(fibonacci(14), 377); });
}

TEST(Join, throwsWhatEitherThrew) {
  for (int i = 0; i < rounds(50); ++i) {
    EXPECT_THROW(join([] { throw std::runtime_error("1"); }, [] {}),
                 std::runtime_error);
    EXPECT_THROW(join([] {}, [] { throw std::out_of_range("2"); }),
                 std::out_of_range);
    EXPECT_THROW(join([] { throw std::runtime_error("1"); },
                      [] { throw std::out_of_range("2"); }),
                 std::runtime_error);
  }
}

TEST(Join, theOtherHasEndedWhenItThrows) {
  for (int i = 0; i < rounds(20); ++i) {
    std::atomic<int> running = 0;
    try {
      join(
          [&] {
            if (i % 2 == 0) // so that somebody may take the other one
              std::this_thread::sleep_for(std::chrono::microseconds(100));
            throw 1;
          },
          [&] {
            ++running;
            std::this_thread::yield();
            --running;
          });
      FAIL();
    } catch (int) {
    }
    EXPECT_EQ(running, 0);
  }
}

TEST(Join, asksTheOtherToStop) {
  std::atomic<bool> has_begun = false, was_asked = false;
  const auto wait = [&](std::stop_token stop) {
    has_begun = true;
    while (!stop.stop_requested())
      std::this_thread::yield();
    was_asked = true;
  };
  // The second runs at once only if a worker takes it; the first waits for it
  // no longer than a little.
  EXPECT_THROW(join(
                   [&] {
                     for (int i = 0; i < 10'000 && !has_begun; ++i)
                       std::this_thread::yield();
                     throw 1;
                   },
                   wait),
               int);
  EXPECT_EQ(has_begun, was_asked);
}

TEST(ParallelFor, callsForEachElementOnce) {
  for (const int count : counts()) {
    std::vector<int> all(count);
    parallel_for(all, [](int &one) { ++one; });
    parallel_for(std::views::iota(0, count), [&](int i) { all[i] += i; });
    for (int i = 0; i < count; ++i)
      ASSERT_EQ(all[i], i + 1);
  }
}

TEST(ParallelFor, nests) {
  std::vector<std::vector<int>> rows(50, std::vector<int>(70));
  parallel_for(rows, [](std::vector<int> &row) {
    parallel_for(row, [](int &one) { ++one; });
  });
  for (const auto &row : rows)
    EXPECT_EQ(std::accumulate(row.begin(), row.end(), 0), 70);
}

TEST(ParallelFor, throwsAndLeavesTheRestOut) {
  for (int i = 0; i < rounds(10); ++i) {
    std::atomic<int> running = 0, calls = 0;
    EXPECT_THROW(parallel_for(std::views::iota(0, 100'000),
                              [&](int one) {
                                ++running;
                                ++calls;
                                const bool is_bad = one == 7;
                                --running;
                                if (is_bad)
                                  throw std::runtime_error("7");
                              }),
                 std::runtime_error);
    EXPECT_EQ(running, 0);
    EXPECT_LT(calls, 100'000);
  }
}

TEST(ParallelFor, aStopCancels) {
  std::stop_source stop;
  std::atomic<int> calls = 0;
  EXPECT_THROW(parallel_for(std::views::iota(0, 100'000),
                            [&](int) {
                              if (++calls == 100)
                                stop.request_stop();
                            },
                            {.stop = stop.get_token()}),
               cancelled);
  EXPECT_LT(calls, 100'000);
  EXPECT_THROW(parallel_for(std::views::iota(0, 1), [](int) { FAIL(); },
                            {.stop = stop.get_token()}),
               cancelled);
}

TEST(ParallelFor, aStopReachesWhatIsNested) {
  std::stop_source stop;
  std::atomic<int> calls = 0;
  EXPECT_THROW(parallel_for(std::views::iota(0, 4),
                            [&](std::stop_token token, int) {
                              parallel_for(std::views::iota(0, 10'000),
                                           [&](int) {
                                             if (++calls == 10)
                                               stop.request_stop();
                                           },
                                           {.stop = token});
                            },
                            {.stop = stop.get_token()}),
               cancelled);
  EXPECT_LT(calls, 40'000);
  // And so does an exception of a neighbour: nobody waits for ever.
  EXPECT_THROW(parallel_for(std::views::iota(0, 2),
                            [&](std::stop_token token, int i) {
                              if (i == 0)
                                throw 1;
                              while (!token.stop_requested())
                                std::this_thread::yield();
                            }),
               int);
}

TEST(ParallelChunks, cutsTheRangeIntoDisjointChunks) {
  for (const int count : counts())
    for (const int size : {1, 3, 64, 5000}) {
      std::vector<int> all(count);
      std::atomic<int> chunks = 0;
      parallel_chunks(all, size, [&](std::span<int> chunk, std::size_t number) {
        ++chunks;
        ASSERT_FALSE(chunk.empty());
        ASSERT_EQ(chunk.data(), all.data() + number * size);
        for (int &one : chunk)
          ++one;
      });
      ASSERT_EQ(chunks, (count + size - 1) / size);
      ASSERT_EQ(std::accumulate(all.begin(), all.end(), 0), count);
    }
  std::deque<int> parts(100);
  parallel_chunks(parts, 7, [](auto chunk) {
    for (int &one : chunk)
      ++one;
  });
  EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), 0), 100);
}

TEST(ParallelReduce, keepsTheOrder) {
  for (const int count : counts()) {
    std::vector<int> all(count);
    std::iota(all.begin(), all.end(), 0);
    std::string expected;
    for (int one : all)
      expected += std::to_string(one) + ",";
    const auto text = [](int one) { return std::to_string(one) + ","; };
    ASSERT_EQ(parallel_reduce(all, std::string(), std::plus<>(), text),
              expected);
    ASSERT_EQ(parallel_reduce(all, 0L, std::plus<>()),
              std::accumulate(all.begin(), all.end(), 0L));
    // Small values, an operation that does not commute: composition of the
    // maps x -> a x + b, modulo a prime.
    struct line {
      unsigned a = 1, b = 0;
      bool operator==(const line &) const = default;
    };
    const auto then = [](line f, line g) {
      return line{f.a * g.a % 9973, (g.a * f.b + g.b) % 9973};
    };
    const auto of = [](int one) {
      return line{unsigned(one) % 17 + 1, unsigned(one) % 9973};
    };
    line whole;
    for (int one : all)
      whole = then(whole, of(one));
    ASSERT_EQ(parallel_reduce(all, line(), then, of), whole) << count;
  }
}

TEST(ParallelReduce, floatingPointDoesNotDependOnTheThreads) {
  std::vector<double> all(rounds(20'000));
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i] = 1.0 / double(i + 1);
  const double sum = parallel_reduce(all, 0.0, std::plus<>());
  EXPECT_NEAR(sum, std::accumulate(all.begin(), all.end(), 0.0), 1e-9);
  for (int i = 0; i < rounds(10); ++i)
    ASSERT_EQ(parallel_reduce(all, 0.0, std::plus<>()), sum);
}

TEST(ParallelFold, mergesInOrderWhatItsRunsAdded) {
  for (const int count : counts()) {
    std::vector<int> all(count);
    std::iota(all.begin(), all.end(), 0);
    const auto copy = parallel_fold(
        all, std::vector<int>(),
        [](std::vector<int> run, int one) {
          run.push_back(one);
          return run;
        },
        [](std::vector<int> left, const std::vector<int> &right) {
          left.insert(left.end(), right.begin(), right.end());
          return left;
        });
    ASSERT_EQ(copy, all);
  }
}

TEST(ParallelFold, throwsWhatAnElementThrew) {
  const auto add = [](int sum, int one) {
    return one == 5000 ? throw std::runtime_error("5000") : sum + one;
  };
  EXPECT_THROW(
      parallel_fold(std::views::iota(0, 10'000), 0, add, std::plus<>()),
      std::runtime_error);
  EXPECT_EQ(parallel_fold(std::views::iota(0, 5000), 0, add, std::plus<>()),
            12'497'500);
}

TEST(ParallelFold, stopsInTheMidstOfARun) {
  std::stop_source stop;
  std::atomic<int> calls = 0;
  const auto add = [&](int sum, int one) {
    ++calls;
    stop.request_stop();
    return sum + one;
  };
  EXPECT_THROW(parallel_fold(std::views::iota(0, 1'000'000), 0, add,
                             std::plus<>(), {.stop = stop.get_token()}),
               cancelled);
  EXPECT_LT(calls, 1'000'000);
}

TEST(ParallelMap, keepsTheOrder) {
  for (const int count : counts()) {
    const auto text = parallel_map(std::views::iota(0, count),
                                   [](int i) { return std::to_string(i); });
    ASSERT_EQ(text.size(), std::size_t(count));
    for (int i = 0; i < count; ++i)
      ASSERT_EQ(text[i], std::to_string(i));
    std::vector<int> in_place(count, 2);
    const auto end = parallel_map(in_place, in_place.begin(),
                                  [](int one) { return one + 1; });
    ASSERT_EQ(end, in_place.end());
    ASSERT_EQ(in_place, std::vector<int>(count, 3));
  }
}

TEST(ParallelFilter, keepsTheOrder) {
  for (const int count : counts()) {
    std::vector<int> all(count);
    std::iota(all.begin(), all.end(), 0);
    const auto keep = [](int one) { return one % 3 == 1; };
    std::vector<int> expected;
    std::ranges::copy_if(all, std::back_inserter(expected), keep);
    ASSERT_EQ(parallel_filter(all, keep), expected);
  }
}

TEST(ParallelScan, isAsTheSequentialOne) {
  for (const int count : counts()) {
    std::vector<long> all(count), expected(count), out(count);
    std::iota(all.begin(), all.end(), 1);
    std::inclusive_scan(all.begin(), all.end(), expected.begin());
    const long total = std::accumulate(all.begin(), all.end(), 0L);
    ASSERT_EQ(parallel_inclusive_scan(all, out.begin(), 0L, std::plus<>()),
              total);
    ASSERT_EQ(out, expected);
    std::exclusive_scan(all.begin(), all.end(), expected.begin(), 0L);
    ASSERT_EQ(parallel_exclusive_scan(all, all.begin(), 0L, std::plus<>()),
              total);
    ASSERT_EQ(all, expected);
  }
}

TEST(Parallel, aLockIsHeldByOnePieceAtATime) {
  mutex<int> total(0);
  parallel_for(std::views::iota(0, rounds(2'000)),
               [&](int i) { *total.lock() += i % 2; });
  EXPECT_EQ(*total.lock(), rounds(2'000) / 2);
}

} // namespace
