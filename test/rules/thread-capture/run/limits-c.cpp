// Runs the cases of limits-c.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits-c.cpp stops

#include "../limits-c.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(FN_pthreadNeverJoined),
    CASE(pthreadNeverJoinedStatic),
    CASE(FN_pthreadJoinedAfterAReturn),
    CASE(pthreadJoinedBeforeTheReturn),
    CASE(algorithmRunsNow),
  });
}
