// The words: what is borrowed, where and why it dies, where the thread is
// joined or that it never is, and what would be right. EXPECT(+N) is for the
// line N below its own.
//
// RUN: %clang -std=c++20 -fsyntax-only -I %S/../Inputs %s

#include "threads.h"

#include <future>
#include <string>
#include <thread>
#include <vector>

// The seed, which docs/tour shows.
void seed() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i)
    // EXPECT(+4) error: 'i' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    // EXPECT(+3) note: 'i' dies here, at the end of the loop
    // EXPECT(+4) note: the thread is joined here, too late
    // EXPECT(+1) fix-it: "&" -> "i"
    threads.emplace_back([&] { use(i); });
  for (std::thread &t : threads)
    t.join();
}
void seedRight() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i)
    threads.emplace_back([i] { use(i); });
  for (std::thread &t : threads)
    t.join();
}

void endOfTheIteration() {
  std::vector<std::thread> threads;
  std::vector<int> values(3);
  for (int value : values) {
    // EXPECT(+4) error: 'value' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    // EXPECT(+4) note: 'value' dies here, at the end of the iteration
    // EXPECT(+5) note: the thread is joined here, too late
    // EXPECT(+1) fix-it: "&value" -> "value"
    threads.emplace_back([&value] { use(value); });
  }
  for (std::thread &t : threads)
    t.join();
}
void endOfTheBlock() {
  std::jthread t;
  {
    std::string text(40, 'x');
    // EXPECT(+4) error: 'text' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    // EXPECT(+4) note: 'text' dies here, at the end of the block
    // EXPECT(+4) note: the thread is joined here, too late
    // EXPECT(+1) fix-it: "&text" -> "text = std::move(text)"
    t = std::jthread([&text] { use(text); });
  }
}
void neverJoined() {
  int x = 1;
  // EXPECT(+4) error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // EXPECT(+3) note: the thread is never joined
  // EXPECT(+3) note: 'x' dies here, when 'neverJoined' returns
  // EXPECT(+1) fix-it: "&x" -> "x"
  std::thread([&x] { use(x); }).detach();
}
void detachedLater() {
  int x = 1;
  // EXPECT(+3) error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // EXPECT(+3) note: the thread is detached here
  // EXPECT(+3) note: 'x' dies here, when 'detachedLater' returns
  std::thread t([&x] { use(x); });
  t.detach();
}
void returnsFirst() {
  std::jthread t;
  int x = 1;
  // EXPECT(+3) error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // EXPECT(-3) note: 't' is declared before 'x', so it joins after 'x' has died
  // EXPECT(+3) note: 'x' dies here, when 'returnsFirst' returns
  t = std::jthread([&x] { use(x); });
  if (flip())
    return;
  t.join();
}
void jthreadFirst() {
  std::jthread t;
  int x = 1;
  // EXPECT(+3) error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // EXPECT(-3) note: 't' is declared before 'x', so it joins after 'x' has died
  // EXPECT(+2) note: 'x' dies here, when 'jthreadFirst' returns
  t = std::jthread([&x] { use(x); });
}
std::future<void> returnedFuture() {
  int x = 1;
  // EXPECT(+3) error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // EXPECT(+3) note: 'x' dies here, when 'returnedFuture' returns
  // EXPECT(+1) note: the future that would wait for the thread is returned here
  return std::async(std::launch::async, [&x] { use(x); });
}
void throughAView() {
  std::string text(40, 'x');
  std::string_view view = text;
  // EXPECT(+3) error: 'text' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // EXPECT(-2) note: 'view' borrows 'text' here
  // EXPECT(+2) note: 'text' dies here, when 'throughAView' returns
  std::thread([view] { use(view); }).detach();
}
template <class F> void runLater(F f) { std::thread(f).detach(); }
void throughAHelper() {
  int x = 1;
  // EXPECT(+3) error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // EXPECT(-4) note: 'runLater' starts the thread here
  // EXPECT(+2) note: 'x' dies here, when 'throughAHelper' returns
  runLater([&x] { use(x); });
}
struct Object {
  std::string name = std::string(40, 'x');
  void start() {
    // EXPECT(+3) error: 'this' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    // EXPECT(+2) note: the thread is never joined
    // EXPECT(+1) fix-it: "this" -> "*this"
    std::thread([this] { use(name); }).detach();
  }
};
