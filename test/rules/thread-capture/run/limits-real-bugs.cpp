// Runs the cases of limits-real-bugs.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits-real-bugs.cpp stops

#include "../limits-real-bugs.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    {"FN_publishHistory", [] { Pool pool; FN_publishHistory(pool); }},
    {"publishHistoryFixed", [] { Pool pool; publishHistoryFixed(pool); }},
  });
}
