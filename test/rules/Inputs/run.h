// Makes a file of cases run: a definition of what threads.h declares, and a
// main that runs one case by its name. A wrong case is deterministic: in a
// thread, use() waits until the memory it is given has died, which
// AddressSanitizer knows, and then reads it. In a right case nothing dies, and
// use() reads after a short wait. Races need no waiting: ThreadSanitizer knows
// from the order of events, not from time. The driver is run-sanitized.py.

#ifndef HOLDFAST_TEST_RUN_H
#define HOLDFAST_TEST_RUN_H

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <pthread.h>
#include <thread>
#include <type_traits>
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#endif

namespace run {

inline std::atomic<int> entered{0}, finished{0};
inline std::chrono::milliseconds patience{50};
inline bool answer = true;
inline const pthread_t mainThread = pthread_self();

inline bool isGone([[maybe_unused]] const void *place) {
#if __has_feature(address_sanitizer)
  return place && __asan_address_is_poisoned(place);
#else
  return false;
#endif
}

// Waits for the death of one of the places, then reads both.
inline void watch(const void *place, const void *target) {
  entered.fetch_add(1, std::memory_order_relaxed);
  const auto end = std::chrono::steady_clock::now() + patience;
#if __has_feature(address_sanitizer)
  if (!pthread_equal(pthread_self(), mainThread))
    while (!isGone(place) && !isGone(target) && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::microseconds(100));
#endif
  (void)*static_cast<const volatile char *>(place);
  if (target)
    (void)*static_cast<const volatile char *>(target);
  finished.fetch_add(1, std::memory_order_relaxed);
}

template <class T> auto targetOf(const T &view, int) -> decltype(view.size(), static_cast<const void *>(view.data())) {
  return view.size() ? static_cast<const void *>(view.data()) : nullptr;
}
template <class T> const void *targetOf(T *const &pointer, int) { return static_cast<const void *>(pointer); }
template <class T> const void *targetOf(const T &, long) { return nullptr; }

struct Case {
  const char *name;
  void (*run)();
};

// usage: PROGRAM --list | PROGRAM NAME MILLISECONDS true|false
inline int main(int argc, char **argv, std::initializer_list<Case> cases) {
  if (argc == 2 && !std::strcmp(argv[1], "--list")) {
    for (const Case &c : cases)
      std::puts(c.name);
    return 0;
  }
  if (argc != 4)
    return 2;
  patience = std::chrono::milliseconds(std::atoi(argv[2]));
  answer = !std::strcmp(argv[3], "true");
  for (const Case &c : cases) {
    if (std::strcmp(c.name, argv[1]))
      continue;
    c.run();
    // Until what was detached is done, too; a thread may not have begun yet.
    const auto pause = std::chrono::milliseconds(1);
    const auto end = std::chrono::steady_clock::now() + patience + 500 * pause;
    while ((finished < 1 || finished < entered) && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(pause);
    std::this_thread::sleep_for(patience / 5);
    std::puts("finished");
    std::fflush(stdout);
    std::_Exit(0);
  }
  return 2;
}

} // namespace run

template <class T> void use(const T &value) { run::watch(&value, run::targetOf(value, 0)); }
inline bool flip() { return run::answer; }

// One entry of the table: a function and its arguments.
#define CASE(function, ...) {#function, [] { function(__VA_ARGS__); }}
// One for a class: an object that is started, and dies.
#define OBJECT(type) {#type, [] { type object; object.start(); }}
#define SHARED(type) {#type, [] { std::make_shared<type>()->start(); }}

#endif
