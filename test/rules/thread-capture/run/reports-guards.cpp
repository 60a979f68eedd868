// Runs the cases of reports-guards.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-guards.cpp stops

#include "../reports-guards.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(guardThatJoins),
    CASE(guardThatDetaches),
    CASE(guardDeclaredBeforeTheLocal),
    CASE(guardDeclaredAfterTheLocal),
    CASE(guardThatOwns),
    CASE(guardWithAClosure),
    CASE(guardWithAClosureThatDetaches),
    CASE(deleterThatDetaches),
    CASE(guardReturned),
    CASE(guardReturnedCopied),
  });
}
