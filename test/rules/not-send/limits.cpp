// Today's known wrong answers: FN_ functions are wrong and nothing is said; the
// line "Right:" tells what should be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,not-send' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <memory>
#include <mutex>
#include <thread>
#include <utility>

std::mutex mutex;

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
