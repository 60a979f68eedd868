// What moves a handle on, or ends its thread, other than by the plain words.
// FN_ functions are wrong and nothing is said; the line "Right:" tells what
// should be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

// swap() of two handles leaves the threads where they were.
void FN_swappedOutOfTheBlock() {
  std::jthread outer;
  {
    int x = 1;
    // Right: error: a thread borrows 'x'
    std::jthread t([&x] { use(x); });
    t.swap(outer);
  }
}

// The thread in an optional is lost.
void FN_blockEndsBeforeTheThread() {
  std::optional<std::jthread> t;
  {
    int x = 1;
    // Right: error: a thread borrows 'x'
    t.emplace([&x] { use(x); });
  }
  t.reset();
}

struct Both {
  std::jthread thread;
  std::string text;
};
// The members of a local die one by one; here they die as one.
void FN_memberThatJoinsTooLate() {
  Both both;
  both.text = std::string(40, 'x');
  // Right: error: a thread borrows 'both.text'
  both.thread = std::jthread([&both] { use(both.text); });
}

// std::make_unique calls a constructor that starts the thread: what it holds is lost.
class JoinsItself {
  std::thread t;

public:
  explicit JoinsItself(std::function<void()> f) : t(std::move(f)) {}
  ~JoinsItself() { t.join(); }
};
void FN_madeForAnOlderPointer() {
  std::unique_ptr<JoinsItself> owner;
  int x = 1;
  // Right: error: a thread borrows 'x'
  owner = std::make_unique<JoinsItself>([&x] { use(x); });
}
