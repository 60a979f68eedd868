// Today's known wrong answers of blocking-under-lock: FP_ functions are correct and
// reported, FN_ functions are wrong and silent. Mending one moves it to reports or
// accepts.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,blocking-under-lock %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <chrono>
#include <future>
#include <mutex>
#include <thread>

std::mutex m;

// A destructor waits.
void FN_endOfAJthread() {
  std::lock_guard<std::mutex> g(m);
  std::jthread t([] {});
}

// Nobody knows which body runs.
struct Source {
  virtual int next() = 0;
};
struct Slow : Source {
  int next() override {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return 0;
  }
};
int FN_virtual(Source &s) {
  std::lock_guard<std::mutex> g(m);
  return s.next();
}
