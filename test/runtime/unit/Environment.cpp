//===- Environment.cpp - how the runtime's tests die ----------------------===//
//
// A death test runs in a process that begins anew: a forked one would have
// neither the workers nor the locks of the threads that earlier tests have left
// behind.
//
//===----------------------------------------------------------------------===//

#include <gtest/gtest.h>

namespace {

class Deaths final : public testing::Environment {
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

[[maybe_unused]] testing::Environment *const registered =
    testing::AddGlobalTestEnvironment(new Deaths);

} // namespace
