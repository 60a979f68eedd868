// Runs the cases of reports-pools.cpp under AddressSanitizer.
//
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-pools.cpp stops

#include "../reports-pools.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(futureOfAPoolIsAwaited),
  });
}
