// Runs the cases of reports-order.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-order.cpp stops

#include "../reports-order.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(declaredBeforeTheLocal),
    CASE(declaredAfterTheLocal),
    CASE(declaredWithItsThread),
    CASE(declaredBeforeAndJoined),
    CASE(declaredBeforeAndOnlyStopped),
    CASE(declaredBeforeAndReplaced),
    CASE(movedInsideTheBlock),
    CASE(movedOutOfTheBlock),
    CASE(swappedInsideTheBlock),
    CASE(threadEndsBeforeTheBlock),
    CASE(ownedByAnOlderPointer),
    CASE(ownedByAYoungerPointer),
    CASE(givenToAnOlderPointer),
    CASE(givenToAYoungerPointer),
    CASE(madeForAPointerThatMovesOut),
    CASE(madeForAPointerThatMovesIn),
    CASE(objectGivenToAnOlderPointer),
    CASE(objectGivenToAYoungerPointer),
    CASE(leakedOnTheHeap),
    CASE(deletedOnTheHeap),
    CASE(elementsDeclaredBefore),
    CASE(elementsDeclaredAfter),
    CASE(elementsDeclaredBeforeAndCleared),
    CASE(memberThatJoinsInTime),
    CASE(copyOfAnEarlierArgument),
    CASE(refToALaterLocal),
  });
}
