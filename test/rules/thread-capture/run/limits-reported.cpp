// Runs the cases of limits-reported.cpp under AddressSanitizer.
//
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits-reported.cpp clean

#include "../limits-reported.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(FP_pointersInAList),
    CASE(FP_resetInTime),
  });
}
