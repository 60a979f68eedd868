// Runs the cases of reports-member-order.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-member-order.cpp stops

#include "../reports-member-order.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    OBJECT(DetachedByTheDestructor),
    OBJECT(DetachedByWhatTheDestructorCalls),
    OBJECT(FutureDeclaredFirst),
    OBJECT(OwnGuardDeclaredFirst),
    OBJECT(DerivedLeavesTheJoinToItsBase),
    OBJECT(JoinedByTheDestructor),
    OBJECT(JoinedByWhatTheDestructorCalls),
    OBJECT(FutureDeclaredLast),
    OBJECT(OwnGuardDeclaredLast),
    OBJECT(DerivedJoinsByItself),
    OBJECT(FutureOfWhatIsDeclaredFirst),
    OBJECT(PoolDeclaredFirst),
    OBJECT(PoolDeclaredLast),
    OBJECT(PoolDeclaredFirstAndWaitedFor),
    OBJECT(PoolDeclaredFirstAndGone),
  });
}
