// Runs the cases of reports-hidden.cpp under ThreadSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=thread -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-hidden.cpp stops

#include "../reports-hidden.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(closureInAFunction),
    CASE(closureInAFunctionThatCopies),
    CASE(closureInAMovedFunction),
    CASE(closureInAMovedFunctionAfterTheJoin),
    CASE(closureInATask),
    CASE(closureInATaskThatIsWaitedFor),
    CASE(closureInAFunctionThatChanges),
    CASE(boundByReference),
    CASE(boundByValue),
  });
}
