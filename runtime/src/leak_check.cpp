//===- leak_check.cpp - what is left when a leak_check ends ---------------===//
//
// Lists of marks, one for each leak_check, under one lock. With
// HOLDFAST_LEAK_CHECK in the environment the whole program is in one, which
// ends when exit(3) is called or main() returns.
//
//===----------------------------------------------------------------------===//

#include "holdfast/leak_check.h"

#include "watch.h"

#if HOLDFAST_CHECKED

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

struct leak_access {
  static std::string list(const leak_frame &of) {
    std::vector<std::string> lines;
    for (const leak_mark *one = of.first; one; one = one->next_) {
      const leaking &what = one->what_;
      lines.push_back(std::string(what.what) +
                      (what.name
                           ? ", " + type_in(what.name)
                           : " of the channel made at " + text_of(what.where)));
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    constexpr std::size_t most = 20;
    for (std::size_t i = 0; i < lines.size() && i < most; ++i)
      text += "\n  " + lines[i];
    if (lines.size() > most)
      text += "\n  and " + std::to_string(lines.size() - most) + " more";
    return text;
  }

  static void check(const leak_frame &of, const std::string &where) {
    std::string text;
    {
      const std::lock_guard guard(watch_lock());
      if (of.first)
        text = "holdfast: left over " + where + list(of);
    }
    if (!text.empty()) // without the lock: who is told may use the library
      fail_with(text.c_str());
  }
};

namespace {

/// The whole program's; null without HOLDFAST_LEAK_CHECK.
leak_frame *program() noexcept {
  static leak_frame *const the = []() -> leak_frame * {
    if (!std::getenv("HOLDFAST_LEAK_CHECK"))
      return nullptr;
    static leak_frame frame;
    std::atexit([] { leak_access::check(frame, "when the program ends"); });
    return &frame;
  }();
  return the;
}

} // namespace

void leak_mark::begin(const leaking &what) noexcept {
  leak_frame *const mine = this_task().leaks;
  of_ = mine ? mine : program();
  if (!of_)
    return;
  what_ = what;
  const std::lock_guard guard(watch_lock());
  link();
}

void leak_mark::link() noexcept {
  previous_ = nullptr;
  next_ = of_->first;
  if (next_)
    next_->previous_ = this;
  of_->first = this;
}

void leak_mark::unlink() noexcept {
  (previous_ ? previous_->next_ : of_->first) = next_;
  if (next_)
    next_->previous_ = previous_;
  of_ = nullptr;
}

void leak_mark::take(leak_mark &other) noexcept {
  if (!other.of_)
    return;
  const std::lock_guard guard(watch_lock());
  what_ = other.what_;
  leak_frame *const of = other.of_;
  other.unlink();
  of_ = of;
  link();
}

void leak_mark::end() noexcept {
  if (!of_)
    return;
  const std::lock_guard guard(watch_lock());
  unlink();
}

} // namespace detail

leak_check::leak_check(place where) noexcept : frame_{where} {
  frame_.outer = std::exchange(detail::this_task().leaks, &frame_);
}

leak_check::~leak_check() {
  detail::this_task().leaks = frame_.outer;
  detail::leak_access::check(
      frame_,
      ("in the scope that begins at " + detail::text_of(frame_.since)).c_str());
}

} // namespace holdfast::inline HOLDFAST_BUILD

#endif
