//===- BlockingTest.cpp - what blocks a thread, beside the workers --------===//
//
// More calls than there are workers block in the system at once, and all of
// them must be under way for any to go on: on the workers they would hang.
//
//===----------------------------------------------------------------------===//

#include "holdfast/blocking.h"

#include <gtest/gtest.h>

#include <barrier>
#include <stdexcept>
#include <string>

using namespace holdfast;

namespace {

TEST(Blocking, callsDoNotKeepTheWorkers) {
  constexpr int count = 40;
  std::barrier all(count); // the standard library's: it blocks a thread
  int numbers[count] = {};
  go_scope([&](auto &tasks) {
    for (int i = 0; i < count; ++i)
      tasks.go([&, i] {
        const int got = blocking([&, i] {
          all.arrive_and_wait();
          EXPECT_FALSE(in_goroutine());
          return i;
        });
        EXPECT_TRUE(in_goroutine());
        numbers[i] = got;
      });
  });
  for (int i = 0; i < count; ++i)
    EXPECT_EQ(numbers[i], i);
}

TEST(Blocking, handsTheExceptionBack) {
  auto caller = go([] {
    try {
      blocking([] { throw std::runtime_error("there"); });
    } catch (const std::runtime_error &error) {
      return std::string(error.what());
    }
    return std::string();
  });
  EXPECT_EQ(std::move(caller).join(), "there");
}

TEST(Blocking, onAThreadItRunsThere) {
  const auto here = std::this_thread::get_id();
  EXPECT_EQ(blocking([] { return std::this_thread::get_id(); }), here);
  EXPECT_NE(go([] {
              return blocking([] { return std::this_thread::get_id(); });
            }).join(),
            here);
}

} // namespace
