//===- check.cpp - reporting a violation ----------------------------------===//
//
// Prints and aborts; and the symbol that makes a mix of the checked and the
// release build a link error.
//
//===----------------------------------------------------------------------===//

#include "schedule.h"

#include "holdfast/check.h"
#include "holdfast/schedule.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>

// Both libraries define it: with parts of each in one program, it is defined
// twice and the linker names the two.
extern "C" {
extern const char holdfast_is_linked_in_one_build_only;
const char holdfast_is_linked_in_one_build_only = HOLDFAST_CHECKED;
}

namespace holdfast::inline HOLDFAST_BUILD {
namespace {

void print_report(const char *report) noexcept {
  std::fprintf(stderr, "%s\n", report);
}

std::atomic<check_handler> current_handler = &print_report;

} // namespace

check_handler set_check_handler(check_handler handler) noexcept {
  // Sequentially consistent by default: rare, and the handler is only called.
  return current_handler.exchange(handler ? handler : &print_report);
}

namespace detail {

void this_build_is_linked() noexcept {}

void fail(const char *what, [[maybe_unused]] place where) noexcept {
  char report[1024];
#if HOLDFAST_CHECKED
  std::snprintf(report, sizeof report, "%s:%u: holdfast: %s", where.file_name(),
                static_cast<unsigned>(where.line()), what);
#else
  std::snprintf(report, sizeof report, "holdfast: %s", what);
#endif
  fail_with(report);
}

void fail_with(const char *report) noexcept {
  current_handler.load()(report);
#if HOLDFAST_CHECKED
  tell_schedule();
#endif
  std::abort();
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
