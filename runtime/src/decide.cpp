//===- decide.cpp - who goes on, by a seed or by all ways in turn ---------===//
//
// The two deciders of a schedule. One is a generator of numbers. The other
// walks the tree of all decisions, depth first: it repeats the decisions of the
// last run but for the latest that had another choice left, and takes the next
// one there. That is stateless model checking; where a running goroutine is
// left though it could go on, that is a preemption, and their number may be
// bounded (Musuvathi, Qadeer, "Iterative context bounding for systematic
// testing of multithreaded programs"): most faults need two at most.
//
//===----------------------------------------------------------------------===//

#include "holdfast/schedule.h"

#if HOLDFAST_CHECKED

#include <cstdio>
#include <cstdlib>
#include <string>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// (Steele, Lea, Flood: SplitMix.)
std::uint32_t seeded_decider::decide(std::uint32_t below) noexcept {
  std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  mixed ^= mixed >> 31;
  return static_cast<std::uint32_t>(((mixed >> 32) * below) >> 32);
}

std::uint32_t seeded_decider::decide_next(std::uint32_t count,
                                          std::uint32_t) noexcept {
  return decide(count);
}

void seeded_decider::tell() const noexcept {
  const auto seed = static_cast<unsigned long long>(seed_);
  std::fprintf(stderr,
               "holdfast: that was the schedule of seed %llu; "
               "HOLDFAST_SEED=%llu runs it alone\n",
               seed, seed);
}

seeds seeds_to_try(std::uint64_t count) noexcept {
  if (const char *const asked = std::getenv("HOLDFAST_SEED")) {
    const std::uint64_t seed = std::strtoull(asked, nullptr, 10);
    return {seed, seed};
  }
  return {1, count};
}

exploring_decider::exploring_decider(const exploration_limits &limits)
    : limits_(limits) {
  const char *asked = std::getenv("HOLDFAST_SCHEDULE");
  is_single_ = asked;
  while (asked && *asked) {
    char *end = nullptr;
    const auto choice = std::strtoul(asked, &end, 10);
    path_.push_back({static_cast<std::uint32_t>(choice), 0});
    asked = *end == '.' ? end + 1 : "";
  }
}

std::uint32_t exploring_decider::decide(std::uint32_t below) noexcept {
  if (below <= 1)
    return 0;
  if (at_ == path_.size())
    path_.push_back({0, below});
  path_[at_].of = below;
  const std::uint32_t choice = path_[at_++].choice;
  return choice < below ? choice : below - 1; // of another program's schedule
}

/// The first choice is to go on with the one that runs; each other one is a
/// preemption.
std::uint32_t exploring_decider::decide_next(std::uint32_t count,
                                             std::uint32_t last) noexcept {
  if (preemptions_ >= limits_.preemptions)
    return last;
  const std::uint32_t choice = decide(count);
  preemptions_ += choice != 0;
  // 0 is `last`; and who had that number has the number 0 instead.
  return choice == 0 ? last : choice == last ? 0 : choice;
}

bool exploring_decider::next() noexcept {
  ++runs_;
  at_ = 0;
  preemptions_ = 0;
  while (!path_.empty() && path_.back().choice + 1 >= path_.back().of)
    path_.pop_back();
  if (path_.empty() || is_single_)
    return false;
  ++path_.back().choice;
  return true;
}

void exploring_decider::tell() const noexcept {
  std::string text;
  for (std::size_t i = 0; i < at_; ++i) {
    if (i)
      text += '.';
    text += std::to_string(path_[i].choice);
  }
  std::fprintf(stderr,
               "holdfast: that was a schedule of its own; "
               "HOLDFAST_SCHEDULE=%s runs it alone\n",
               text.c_str());
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif
