// Runs the cases of reports-nested.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-nested.cpp stops

#include "../reports-nested.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(insideAnotherClosure),
    CASE(insideAnotherClosureByValue),
    CASE(theInnerClosureItself),
    CASE(theInnerClosureItselfJoined),
    CASE(threeClosuresDeep),
    CASE(threeClosuresDeepByValue),
    CASE(spawnedInsideAClosureThatRunsNow),
    CASE(spawnedWithACopyInsideAClosureThatRunsNow),
    CASE(aCopyOfTheOuterThread),
    CASE(aCaptureOfTheOuterThread),
    CASE(aCaptureOfTheOuterThreadJoined),
    CASE(nestedThreadsThatAreBothJoined),
    CASE(functionObjectWithAReference),
    CASE(functionObjectWithAValue),
    CASE(temporaryFunctionObjectWithAReference),
    CASE(temporaryFunctionObjectWithAReferenceJoined),
    CASE(capturedStructWithAReference),
    CASE(capturedStructWithAReferenceJoined),
    CASE(constructorThatKeepsAnAddress),
    CASE(constructorThatKeepsAnAddressOfAStatic),
  });
}
