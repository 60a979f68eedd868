// Runs the cases of limits-words.cpp.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits-words.cpp aborts

#include "../limits-words.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(FN_overwritten),
    CASE(FN_overwrittenInALoop),
    CASE(FN_overwrittenByAnEmptyOne),
  });
}
