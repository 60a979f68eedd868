// Runs the cases of accepts-waits.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../accepts-waits.cpp clean

#include "../accepts-waits.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(futureOfAPromiseIsAwaited),
    CASE(deleterThatJoins),
    CASE(vectorJoinedByAMemberPointer),
    CASE(signalSetAfterTheUse),
    CASE(groupWaitedFor),
  });
}
