//===- SendTest.cpp - which types may cross threads -----------------------===//
//
// Each claim about a type stands beside one that differs in a member.
//
//===----------------------------------------------------------------------===//

#include "holdfast/send.h"
#include "holdfast/mutex.h"

#include <array>
#include <gtest/gtest.h>

using namespace holdfast;

namespace {
struct values {
  int number;
  std::string text;
};
struct points {
  int number;
  int *at;
};
struct list {
  std::unique_ptr<list> next;
  int value;
};
struct bad_list {
  std::unique_ptr<bad_list> next;
  int *value;
};
struct derived : values {
  std::vector<values> more;
};
struct bad_derived : points {
  std::vector<values> more;
};
struct refers {
  const int &to;
};
struct long_array {
  int first[3];
  std::string last;
};
struct bad_array {
  int first[3];
  int *last;
};
struct opted_out {
  int number;
};
struct has_opted_out {
  opted_out inner;
};
struct huge {
  int many[40];
};
class opaque {
public:
  explicit opaque(int);

private:
  int number;
};
class vouched_for : opaque {};
struct has_opaque {
  opaque inner;
};
} // namespace

template <>
inline constexpr answer holdfast::declared_send<opted_out> = answer::no;
template <>
inline constexpr answer holdfast::declared_send<vouched_for> = answer::yes;

namespace {

#define EXPECT_SEND(expected, ...)                                             \
  EXPECT_EQ((send_of<__VA_ARGS__>), answer::expected) << #__VA_ARGS__
#define EXPECT_SYNC(expected, ...)                                             \
  EXPECT_EQ((sync_of<__VA_ARGS__>), answer::expected) << #__VA_ARGS__

TEST(Send, anAggregateIsWhatItsMembersAre) {
  EXPECT_SEND(yes, values);
  EXPECT_SEND(no, points);
  EXPECT_SEND(yes, derived);
  EXPECT_SEND(no, bad_derived);
  EXPECT_SEND(yes, long_array);
  EXPECT_SEND(no, bad_array);
}

TEST(Send, aTypeThatContainsItselfIsJudgedByTheRest) {
  EXPECT_SEND(yes, list);
  EXPECT_SEND(no, bad_list);
}

TEST(Send, referencesAndPointersBorrow) {
  EXPECT_SEND(no, int &);
  EXPECT_SEND(yes, int);
  EXPECT_SEND(no, const char *);
  EXPECT_SEND(yes, void (*)(int *));
  EXPECT_SEND(no, std::string_view);
  EXPECT_SEND(yes, std::string);
  EXPECT_SEND(no, std::reference_wrapper<int>);
  EXPECT_SEND(no, std::span<int>);
}

TEST(Send, aReferenceMemberIsNeverTakenForAValue) {
  EXPECT_SEND(unknown, refers);
}

TEST(Send, aDeclarationDecidesAlsoInsideAnAggregate) {
  EXPECT_SEND(no, opted_out);
  EXPECT_SEND(no, has_opted_out);
  EXPECT_SEND(yes, vouched_for);
}

TEST(Send, whatCannotBeSeenIsUnknown) {
  int captured = 0;
  auto closure = [captured] { return captured; };
  auto plain = [](int given) { return given; };
  EXPECT_SEND(unknown, decltype(closure));
  EXPECT_SEND(yes, decltype(plain));
  EXPECT_SEND(unknown, opaque);
  EXPECT_SEND(unknown, has_opaque);
  EXPECT_SEND(unknown, std::function<void()>);
  EXPECT_SEND(unknown, huge);
  EXPECT_TRUE(Send<opaque>);
  EXPECT_FALSE(Send<points>);
}

TEST(Send, theStandardLibraryIsWhatItHolds) {
  EXPECT_SEND(yes, std::map<std::string, std::vector<values>>);
  EXPECT_SEND(no, std::map<std::string, std::vector<points>>);
  EXPECT_SEND(yes, std::optional<std::array<int, 2>>);
  EXPECT_SEND(no, std::optional<std::array<int *, 2>>);
  EXPECT_SEND(yes, std::unique_ptr<values>);
  EXPECT_SEND(no, std::unique_ptr<points>);
  EXPECT_SEND(yes, std::unordered_map<int, std::string>);
  EXPECT_SEND(no, std::unique_lock<std::mutex>);
}

TEST(Send, aSharedObjectMustBeSync) {
  EXPECT_SEND(yes, std::shared_ptr<values>);
  EXPECT_SEND(no, std::shared_ptr<points>);
  EXPECT_SYNC(yes, std::atomic<int>);
}

TEST(Send, aMutexMakesSyncOfSend) {
  EXPECT_SYNC(yes, mutex<values>);
  EXPECT_SYNC(no, mutex<points>);
  EXPECT_SEND(no, mutex<values>::guard);
  EXPECT_SEND(no, rwlock<values>::reader);
  struct state {
    mutex<values> inner;
    std::atomic<int> count;
  };
  EXPECT_SYNC(yes, state);
}

} // namespace
