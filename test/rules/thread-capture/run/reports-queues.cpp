// Runs the cases of reports-queues.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-queues.cpp stops

#include "../reports-queues.cpp"

// The pool ends, and its jobs with it, when the case has returned.
template <class Pool, class... A> void with(void (*run)(Pool &), A... arguments) {
  Pool pool(arguments...);
  run(pool);
}

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(workersDeclaredBefore),
    CASE(workersDeclaredAfter),
    {"workersOfTheCaller", [] { with(workersOfTheCaller, 2); }},
    {"workersOfTheCallerCopied", [] { with(workersOfTheCallerCopied, 2); }},
    CASE(workerDeclaredBefore),
    CASE(workerDeclaredAfter),
    CASE(emptiedHere),
  });
}
