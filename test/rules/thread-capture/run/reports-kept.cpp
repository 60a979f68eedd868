// Runs the cases of reports-kept.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-kept.cpp stops

#include "../reports-kept.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(bindByRef),
    CASE(bindByAddress),
    CASE(memberFunctionBoundToALocal),
    OBJECT(BindOfThis),
    CASE(futureOfAHelperDeclaredBefore),
    CASE(inATaskWhoseFutureIsDropped),
    CASE(bindByValue),
    CASE(bindJoined),
    CASE(memberFunctionBoundToACopy),
    CASE(futureOfAHelperDeclaredAfter),
    CASE(inATaskWhoseFutureIsAwaited),
  });
}
