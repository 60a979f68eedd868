// Runs the cases of limits-waits.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits-waits.cpp stops

#include "../limits-waits.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(FN_latchCountedDownBeforeTheUse),
    CASE(FN_latchCountedDownOnOnePath),
    CASE(FN_barrierPassedBeforeTheUse),
    CASE(FN_semaphoreReleasedBeforeTheUse),
    CASE(FN_flagReadOnce),
    CASE(FN_signalSetBeforeTheUse),
  });
}
