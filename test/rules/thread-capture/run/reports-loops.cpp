// Runs the cases of reports-loops.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-loops.cpp stops

#include "../reports-loops.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(forVariable),
    CASE(forVariableCopied),
    CASE(forVariableJoinedInTheIteration),
    CASE(elementByValue),
    CASE(elementByReference),
    CASE(elementByForwardingReference),
    CASE(elementOfAContainerThatDiesFirst),
    CASE(elementOfAContainerJoinedBeforeItDies),
    CASE(elementsOfATemporaryCopy),
    CASE(elementsOfATemporaryCopyCopied),
    CASE(localOfTheBody),
    CASE(localOfTheBodyCopied),
    CASE(localOutsideOfTheBody),
    CASE(staticOfTheBody),
    CASE(addressOfTheLoopVariable),
    CASE(valueOfTheLoopVariable),
    CASE(refToTheLoopVariable),
    CASE(refToTheLoopVariableCopied),
    CASE(localOfAWhile),
    CASE(localOfAWhileCopied),
    CASE(localOfADo),
    CASE(localOfADoJoined),
    CASE(leftByBreak),
    CASE(leftByBreakAfterTheJoin),
    CASE(continuedBeforeTheJoin),
    CASE(joinedBeforeTheContinue),
    CASE(twoLoopsDeep),
    CASE(twoLoopsDeepCopied),
    CASE(outerVariableJoinedByTheInnerLoop),
  });
}
