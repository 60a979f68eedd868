// Runs the cases of reports-exits.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-exits.cpp stops

#include "../reports-exits.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(returnsBeforeTheJoin),
    CASE(returnsAfterTheJoin),
    CASE(throwsBeforeTheJoin),
    CASE(throwsAfterTheJoin),
    CASE(joinedByTheHandler),
    CASE(joinedByTheHandlerAroundWhichTheLocalLives),
    CASE(breaksBeforeTheJoin),
    CASE(breaksAfterTheJoin),
  });
}
