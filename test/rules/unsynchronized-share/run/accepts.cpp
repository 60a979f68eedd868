// Runs the cases of accepts.cpp under ThreadSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=thread -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../accepts.cpp clean

#include "../accepts.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(promiseCarriesTheValue),
    CASE(latchOrdersTheTwo),
    CASE(conditionOrdersTheTwo),
    CASE(atomicFlagOrdersTheTwo),
    CASE(readersAndWritersUnderASharedLock),
    CASE(bothWithScopedLock),
    CASE(onceOnly),
    CASE(constantFromAllSides),
    CASE(readOnlyFromAllSides),
    CASE(movedIntoTheThread),
    CASE(disjointHalves),
    CASE(wholeThenParts),
    CASE(nextThreadAfterTheFirst),
    CASE(lockedBeforeTheThreadStarts),
    CASE(staticObjectIsMadeOnce),
    CASE(elementsByPointer),
    CASE(ownObjectInEachRound),
    CASE(startedAtMostOnce, 3),
    CASE(deferredTaskRunsWhereItIsWaitedFor),
    CASE(eachAnElementOfItsOwn),
    CASE(aPointerThatWalksOverTheElements),
    CASE(theGroupOfItsTokenIsWaitedFor),
  });
}
