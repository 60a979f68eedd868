// Runs the cases of limits-handles.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits-handles.cpp stops

#include "../limits-handles.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(FN_swappedOutOfTheBlock),
    CASE(FN_blockEndsBeforeTheThread),
    CASE(FN_memberThatJoinsTooLate),
    CASE(FN_madeForAnOlderPointer),
  });
}
