// Runs the cases of limits.cpp.
//
// RUN: %clang -std=c++20 -g -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits.cpp aborts

#include "../limits.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(FN_swappedAndTheWrongOneJoined),
    CASE(FN_inAVectorThatIsCleared),
    CASE(FN_inAVectorOfWhichOneIsJoined),
    CASE(FN_inAPointer),
    CASE(FN_inAnOptional),
  });
}
