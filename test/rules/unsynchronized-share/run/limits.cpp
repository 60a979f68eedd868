// Runs the cases of limits.cpp under ThreadSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=thread -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits.cpp stops

#include "../limits.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(FN_theSameUnknownIndex, 1),
  });
}
