// Runs the cases of reports-messages.cpp to see which abort.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-messages.cpp aborts

#include "../reports-messages.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(atTheEnd),
    CASE(joinedAtTheEnd),
    CASE(atTheEndOfABlock),
    CASE(atAReturn),
    CASE(overwritten),
    CASE(withoutAName),
  });
}
