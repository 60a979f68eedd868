// Today's known wrong answers: FN_ functions are wrong and nothing is said,
// FP_ functions are right and reported; the line "Right:" tells what should be.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,not-send' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

struct [[clang::annotate("holdfast::not_send")]] Window {
  int handle = 0;
};
std::mutex mutex;

// A type that hides what it holds is not followed back to what was put in.
void FN_insideAFunction(Window window) {
  // Right: error: 'window' must not cross threads
  std::function<void()> show = [window] { use(window.handle); };
  std::thread(show).join();
}
void FN_insideATask(Window window) {
  // Right: error: 'window' must not cross threads
  std::packaged_task<void()> show([window] { use(window.handle); });
  std::thread(std::move(show)).join();
}
void FN_bound(Window window) {
  // Right: error: 'window' must not cross threads
  std::thread(std::bind([](const Window &w) { use(w.handle); }, window)).join();
}

// Whether a guard that was made without locking locks later is not asked.
void FN_lockedLater() {
  std::unique_lock<std::mutex> lock(mutex, std::defer_lock);
  lock.lock();
  // Right: error: 'lock' must be released by the thread that took it
  std::thread([lock = std::move(lock)] { use(lock.owns_lock()); }).join();
}

// A guard of the project's own, without an annotation.
class Held {
  std::mutex &mutex;

public:
  explicit Held(std::mutex &m) : mutex(m) { mutex.lock(); }
  Held(const Held &) = delete;
  ~Held() { mutex.unlock(); }
};
void FN_guardWithoutAnnotation() {
  auto held = std::make_unique<Held>(mutex);
  // Right: error: 'held' must not cross threads
  std::thread([held = std::move(held)] { use(held); }).join();
}

// A count is read off the copy constructor, which must have been instantiated.
template <class T> class Counted {
  T *object;
  long *count;

public:
  explicit Counted(T *o) : object(o), count(new long(1)) {}
  Counted(const Counted &other) : object(other.object), count(other.count) { ++*count; }
  Counted(Counted &&other) : object(other.object), count(other.count) { other.count = nullptr; }
  ~Counted() {
    if (count)
      --*count;
  }
};
void FN_countedButNeverCopiedHere(Counted<int> counted) {
  // Right: error: 'counted' must not cross threads
  std::thread([counted = std::move(counted)] { use(counted); }).join();
}

// A deferred task runs in the thread that asks for its result.
void FP_deferred(Window window) {
  // Right: nothing
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  auto done = std::async(std::launch::deferred, [window] { use(window.handle); });
  done.get();
}
