// Runs the cases of limits-members.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits-members.cpp stops

#include "../limits-members.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    OBJECT(FN_DetachedByTheDestructor),
    OBJECT(FN_DetachedByWhatTheDestructorCalls),
    OBJECT(FN_FutureDeclaredFirst),
    OBJECT(FN_OwnGuardDeclaredFirst),
    OBJECT(FN_DerivedLeavesTheJoinToItsBase),
  });
}
