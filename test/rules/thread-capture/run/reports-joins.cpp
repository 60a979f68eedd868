// Runs the cases of reports-joins.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-joins.cpp stops

#include "../reports-joins.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(joinedIfJoinable),
    CASE(detachedIfJoinable),
    CASE(detachedOnOnePath),
    CASE(joinedOnBothPaths),
    CASE(joinedWhereItWasStarted),
    CASE(joinedWithTheOtherOne),
    CASE(bothJoined),
    CASE(outlivedByAVector),
    CASE(vectorJoinedInTheBlock),
    CASE(vectorJoinedByIndex),
    CASE(vectorJoinedByIterator),
    CASE(vectorJoinedByAnAlgorithm),
    CASE(vectorDetachedByAnAlgorithm),
    CASE(vectorEmptiedFromItsEnd),
    CASE(vectorOfADetachedElement),
    CASE(vectorOfAJoinedElement),
    CASE(arrayOfThreads),
    CASE(arrayOfThreadsCopied),
    CASE(arrayOfTwoElements),
    CASE(arrayOfTwoElementsOneDetached),
    CASE(listOfThreads),
    CASE(mapOfThreads),
    CASE(mapOfThreadsDetached),
    CASE(vectorOfPointersToThreads),
    CASE(movedIntoAVector),
    CASE(movedIntoAVectorOfTheBlock),
    CASE(elementsOfElements),
    CASE(elementsOfElementsDetached),
    CASE(arrayAssignedByIndex),
    CASE(joinedIfJoinableAndCounted),
    CASE(detachedWhatWouldJoin),
  });
}
