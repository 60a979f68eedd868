// Runs the cases of reports-counts.cpp under ThreadSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=thread -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-counts.cpp stops

#include "../reports-counts.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(intrusive),
    CASE(intrusiveWithAtomics),
    CASE(intrusiveWithTheOldAtomics),
    CASE(countedWithoutALock),
    CASE(countedUnderALock),
    CASE(countedByBuiltins),
    CASE(copiesAreNumbered),
  });
}
