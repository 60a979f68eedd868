// Runs the cases of limits-views.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits-views.cpp stops

#include "../limits-views.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(FN_rangeViewOfALocal),
    CASE(FN_getOfAUniquePointer),
    CASE(FN_targetOfAUniquePointer),
    CASE(FN_getOfASharedPointer),
    CASE(FN_vectorOfPointers),
  });
}
