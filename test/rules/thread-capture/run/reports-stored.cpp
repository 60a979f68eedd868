// Runs the cases of reports-stored.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-stored.cpp stops

#include "../reports-stored.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(inAVariable),
    CASE(inAVariableByValue),
    CASE(movedOutOfAVariable),
    CASE(onlyCalledInPlace),
    CASE(inACopyOfAVariable),
    CASE(inACopyThatIsJoined),
    CASE(inAFunction),
    CASE(inAFunctionByValue),
    CASE(inAFunctionThatWasReplaced),
    CASE(inAFunctionSetByValueOnOnePath),
    CASE(inATask),
    CASE(inATaskByValue),
    CASE(inATaskWhoseFutureIsAwaited),
    CASE(inAContainerByValue),
    CASE(theContainerItself),
    CASE(theContainerItselfJoined),
    CASE(inAMemberByValue),
    CASE(inAMemberOfACopy),
    CASE(inAMemberOfACopyJoined),
    CASE(inAPointerByValue),
    CASE(inAPointer),
    CASE(functionSetOnOnePath),
    CASE(functionSetOnOnePathCopied),
    CASE(functionSetAgain),
    CASE(functionInAMember),
    CASE(functionInAMemberCopied),
    CASE(elementOfAVector),
    CASE(elementOfAVectorCopied),
    CASE(elementOfAVectorJoined),
    CASE(elementsOfAVectorByIndex),
    CASE(elementsOfAVectorByIndexJoined),
  });
}
