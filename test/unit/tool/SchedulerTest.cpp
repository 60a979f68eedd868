// Every piece of work is answered exactly once, by its result or by how its
// worker ended, whatever the number of workers.

#include "tool/Scheduler.h"

#include "gtest/gtest.h"

#include <csignal>
#include <map>
#include <thread>

#include <unistd.h>

using namespace holdfast;

namespace {

std::map<unsigned, WorkResult> runAll(unsigned Count, unsigned Workers,
                                      WorkFunction Work, unsigned Seconds = 60,
                                      unsigned Megabytes = 100000) {
  std::map<unsigned, WorkResult> Answers;
  WorkLimits Limits{Workers, Seconds, Megabytes};
  runInWorkers(
      Count, Limits, Work,
      [&](unsigned Piece, WorkResult R) {
        EXPECT_TRUE(Answers.try_emplace(Piece, std::move(R)).second);
      },
      [] {});
  EXPECT_EQ(Answers.size(), Count);
  return Answers;
}

TEST(Scheduler, AnswersEveryPieceOnce) {
  for (unsigned Workers : {1u, 2u, 8u}) {
    auto Answers = runAll(100, Workers, [](unsigned Piece) {
      return std::string(Piece * 1000, char('a' + Piece % 26));
    });
    for (const auto &[Piece, R] : Answers) {
      EXPECT_EQ(R.Failure, "");
      EXPECT_EQ(R.Bytes, std::string(Piece * 1000, char('a' + Piece % 26)));
    }
  }
}

TEST(Scheduler, NothingToDo) {
  EXPECT_TRUE(runAll(0, 4, [](unsigned) { return std::string(); }).empty());
}

TEST(Scheduler, WhoDiesIsNamedAndReplaced) {
  for (unsigned Workers : {1u, 3u}) {
    auto Answers = runAll(20, Workers, [](unsigned Piece) {
      if (Piece % 5 == 1)
        raise(SIGSEGV);
      if (Piece % 5 == 2)
        _exit(7);
      return std::to_string(Piece);
    });
    for (const auto &[Piece, R] : Answers) {
      const bool Dies = Piece % 5 == 1 || Piece % 5 == 2;
      EXPECT_EQ(R.Failure.empty(), !Dies) << Piece << ": " << R.Failure;
      EXPECT_EQ(R.Bytes, Dies ? "" : std::to_string(Piece));
    }
    EXPECT_NE(Answers[1].Failure.find("egmentation"), std::string::npos);
    EXPECT_NE(Answers[2].Failure.find("status 7"), std::string::npos);
  }
}

TEST(Scheduler, APieceDoesNotAnswerForTheOneBefore) {
  // The second piece dies in a worker that has done the first, and only there.
  bool HasWorked = false;
  auto Answers = runAll(3, 1, [&](unsigned Piece) {
    if (Piece == 1 && HasWorked)
      raise(SIGKILL);
    HasWorked = true;
    return std::to_string(Piece);
  });
  for (const auto &[Piece, R] : Answers)
    EXPECT_EQ(R.Bytes, std::to_string(Piece)) << R.Failure;
}

TEST(Scheduler, WhoHangsIsEnded) {
  auto Answers = runAll(
      3, 2,
      [](unsigned Piece) {
        if (Piece == 1)
          std::this_thread::sleep_for(std::chrono::minutes(10));
        return std::to_string(Piece);
      },
      /*Seconds=*/1);
  EXPECT_EQ(Answers[0].Bytes, "0");
  EXPECT_EQ(Answers[1].Failure, "it took more than 1 s (--unit-timeout)");
  EXPECT_EQ(Answers[2].Bytes, "2");
}

} // namespace
