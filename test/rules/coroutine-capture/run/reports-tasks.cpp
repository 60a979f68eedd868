// Runs the cases of reports-tasks.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-tasks.cpp stops

#include "../reports-tasks.cpp"

// Begins a task that nobody has awaited yet.
static Task begin(Lazy task) { co_await task; }
void waitFor(Lazy task) { begin(std::move(task)); }
void runLoop() { resumeAll(); }

static void beginOne(void (*keep)(std::vector<Lazy> &)) {
  std::vector<Lazy> tasks;
  keep(tasks);
  begin(std::move(tasks[0]));
}

#define BEGUN(function, ...) {#function, [] { begin(function(__VA_ARGS__)); }}

int main(int argc, char **argv) {
  static const std::string text(40, 'x');
  return run::main(argc, argv, {
    BEGUN(returned, 1),
    BEGUN(returnedWithAParameter, 1),
    BEGUN(awaitedAtOnce, 1),
    BEGUN(awaitedTooLate, 1),
    BEGUN(awaitedWhileTheClosureLives, 1),
    CASE(neverBegun, 1),
    CASE(endsBeforeItsClosure, 1),
    BEGUN(returnedWithALocal),
    BEGUN(returnedWithAReference, text),
    BEGUN(awaitedWithALocal),
    {"keptForLater", [] { beginOne(keptForLater); }},
    {"keptWithAReference", [] { beginOne([](std::vector<Lazy> &tasks) { keptWithAReference(tasks, text); }); }},
    CASE(waited, 1),
    CASE(startedBeforeTheLoop),
    CASE(neverSuspended, 1),
    {"SessionWithAParameter", [] { Session session; session.startWithAParameter(); resumeAll(); }},
  });
}
