// Runs the cases of limits.cpp under AddressSanitizer.
//
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits.cpp stops

#include "../limits.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    {"FN_keptInAGlobalThread", [] { FN_keptInAGlobalThread(); helperThreads.back().join(); }},
    CASE(FN_closureMadeByAHelper),
  });
}
