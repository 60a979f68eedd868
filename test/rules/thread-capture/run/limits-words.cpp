// Runs the cases of limits-words.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits-words.cpp stops

#include "../limits-words.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(FN_iteratorsAsArguments),
    CASE(FN_arrayAssignedByIndexDetached),
    CASE(FN_joinedIfJoinableAndCountedDetached),
  });
}
