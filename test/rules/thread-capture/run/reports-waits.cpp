// Runs the cases of reports-waits.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-waits.cpp stops

#include "../reports-waits.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(latchCountedDownAfterTheUse),
    CASE(latchNotWaitedFor),
    CASE(latchArrivedAtAndWaitedFor),
    CASE(latchTriedOnly),
    CASE(barrierOfBoth),
    CASE(semaphoreReleasedAfterTheUse),
    CASE(groupNotWaitedFor),
    CASE(flagReadUntilItIsSet),
  });
}
