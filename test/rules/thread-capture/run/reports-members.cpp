// Runs the cases of reports-members.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-members.cpp stops

#include "../reports-members.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    OBJECT(JoinedByTheDestructor),
    OBJECT(JoinedByWhatTheDestructorCalls),
    OBJECT(StartedByTheConstructor),
    OBJECT(DetachedByTheConstructor),
    OBJECT(FutureDeclaredLast),
    OBJECT(FutureDeclaredFirstAndAwaited),
    OBJECT(FutureDeclaredFirstUsesWhatIsOlder),
    OBJECT(OwnGuardDeclaredLast),
    OBJECT(DerivedJoinsItself),
  });
}
