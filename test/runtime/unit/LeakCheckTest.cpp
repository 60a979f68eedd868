//===- LeakCheckTest.cpp - what is left over when a scope ends ------------===//
//
// A leak_check ends the program if a goroutine, a thread, a handle or an end of
// a channel that was begun in its scope is still there at its end, and lists
// them; the twin, where it is over or was there before, lives.
//
//===----------------------------------------------------------------------===//

#include "holdfast/channel.h"
#include "holdfast/go.h"
#include "holdfast/leak_check.h"
#include "holdfast/parallel.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <ranges>
#include <vector>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

TEST(LeakCheck, isSilentWhereAllIsOver) {
  auto [before, beforeEnd] = bounded_channel<int>(1);
  {
    const leak_check nothingLeft;
    auto [values, valuesEnd] = bounded_channel<int>(1);
    auto copy = before; // of another channel, but a new end
    go_scope([&](auto &tasks) {
      tasks.go([](sender<int> to) { (void)to.send(1); }, values);
      EXPECT_TRUE(valuesEnd.receive());
    });
    go([] {}).join();
    spawn([] {}).join();
    std::optional<sender<int>> moved(std::move(values));
    moved = std::move(copy);
  }
  EXPECT_TRUE(before.send(1));
}

#if HOLDFAST_CHECKED

TEST(LeakCheckDeathTest, aGoroutineThatStillWaits) {
  EXPECT_DEATH(
      {
        auto values = bounded_channel<int>(1);
        const leak_check nothingLeft;
        go([&] { (void)values.receiver.receive(); }).detach();
      },
      "holdfast: left over in the scope that begins at "
      "[^\n]*LeakCheckTest.cpp:[0-9]+\n  a goroutine, [^\n]*lambda");
  auto [values, valuesEnd] = bounded_channel<int>(1);
  go([from = valuesEnd] { (void)from.receive(); }).detach();
  const leak_check nothingLeft; // it was there before
}

TEST(LeakCheckDeathTest, anEndThatWasMovedAway) {
  EXPECT_DEATH(
      {
        std::unique_ptr<sender<int>> kept;
        const leak_check nothingLeft;
        go_scope([&](auto &tasks) {
          tasks.go([&] {
            auto values = bounded_channel<int>(1);
            kept = std::make_unique<sender<int>>(std::move(values.sender));
          });
        });
      },
      "\n  a sender of the channel made at [^\n]*LeakCheckTest.cpp:[0-9]+\n");
  std::unique_ptr<sender<int>> kept;
  const leak_check nothingLeft;
  auto [values, valuesEnd] = bounded_channel<int>(1);
  kept = std::make_unique<sender<int>>(std::move(values));
  kept.reset();
}

TEST(LeakCheckDeathTest, aHandleOfWhatHasEnded) {
  EXPECT_DEATH(
      {
        std::optional<go_handle<void>> kept;
        const leak_check nothingLeft;
        kept.emplace(go([] {}));
        while (!kept->is_done())
          yield();
      },
      "left over [^\n]*\n  the handle of a goroutine, [^\n]*lambda");
  std::optional<go_handle<void>> kept;
  const leak_check nothingLeft;
  kept.emplace(go([] {}));
  (*std::move(kept)).join();
}

TEST(LeakCheckDeathTest, aThreadThatWasDetached) {
  EXPECT_DEATH(
      {
        const leak_check nothingLeft;
        spawn([] { std::this_thread::sleep_for(10s); }).detach();
      },
      "left over [^\n]*\n  a thread, [^\n]*lambda");
}

TEST(LeakCheckDeathTest, whatAThreadHasMade) {
  EXPECT_DEATH(
      {
        std::optional<receiver<int>> kept;
        const leak_check nothingLeft;
        spawn([&] { kept = bounded_channel<int>(1).receiver; }).join();
      },
      "left over [^\n]*\n  a receiver of the channel made at");
}

TEST(LeakCheckDeathTest, whatAPieceOfALoopHasMade) {
  EXPECT_DEATH(
      {
        std::vector<std::optional<receiver<int>>> kept(1000);
        const leak_check nothingLeft;
        parallel_for(std::views::iota(0, 1000), [&](int i) {
          if (i == 990)
            kept[i] = bounded_channel<int>(1).receiver;
        });
      },
      "left over [^\n]*\n  a receiver of the channel made at");
}

TEST(LeakCheckDeathTest, theInnermostCounts) {
  EXPECT_DEATH(
      {
        std::optional<receiver<int>> kept;
        const leak_check outer;
        {
          const leak_check inner;
          kept = bounded_channel<int>(1).receiver;
        }
        std::fputs("not reached\n", stderr);
      },
      "^[^\n]*left over in the scope");
}

TEST(LeakCheckDeathTest, theWholeProgram) {
  EXPECT_EXIT(
      {
        setenv("HOLDFAST_LEAK_CHECK", "1", 1);
        auto *const kept = new sender(bounded_channel<int>(1).sender);
        std::exit(kept ? 0 : 1);
      },
      testing::KilledBySignal(SIGABRT),
      "left over when the program ends\n  a sender of the channel made at");
  EXPECT_EXIT(
      {
        setenv("HOLDFAST_LEAK_CHECK", "1", 1);
        {
          auto gone = bounded_channel<int>(1);
        }
        std::exit(0);
      },
      testing::ExitedWithCode(0), "^$");
}

#endif

} // namespace
