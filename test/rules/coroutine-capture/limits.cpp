// Today's known wrong answers: FN_ functions are wrong and nothing is said;
// the line "Right:" tells what should be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,coroutine-capture' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "coroutines.h"
#include "threads.h"

#include <functional>
#include <string>

static Task readsLater(const std::string &s) {
  co_await later();
  use(s);
}

// A function that is called in between may run the loop: this one does not.
void print(const std::string &s);
void FN_somethingElseIsCalled() {
  std::string s(40, 'x');
  // Right: error: 's' is borrowed by a coroutine that may outlive it
  readsLater(s);
  print(s);
}

// One that only passes on what it was lent lends it to another.
static Task passesOn(const std::string &s) { return readsLater(s); }
void FN_throughAFunction() {
  std::string s(40, 'x');
  // Right: error: 's' is borrowed by a coroutine that may outlive it
  passesOn(s);
}
static Task awaitsAnother(const std::string &s) { co_await readsLater(s); }
void FN_throughACoroutine() {
  std::string s(40, 'x');
  // Right: error: 's' is borrowed by a coroutine that may outlive it
  awaitsAnother(s);
}

// The object of a member function is lent, too.
struct Session {
  std::string name = std::string(40, 'x');
  Task run() {
    co_await later();
    use(name);
  }
};
void FN_objectOfAMember() {
  Session session;
  // Right: error: 'session' is borrowed by a coroutine that may outlive it
  session.run();
}

// What hides a coroutine is not looked into.
void FN_insideAFunction(int x) {
  // Right: error: 'x' is captured by a coroutine that may outlive its closure
  std::function<Task()> f = [x]() -> Task {
    co_await later();
    use(x);
  };
  f();
}

// A closure that lives on, with a reference to what does not.
void FN_staticClosureOfALocal() {
  int x = 1;
  static auto f = [&x]() -> Task {
    co_await later();
    use(x);
  };
  // Right: error: 'x' is borrowed by a coroutine that may outlive it
  f();
}
