// Runs the cases of reports-helpers.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-helpers.cpp stops

#include "../reports-helpers.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(spawnedByATemplate),
    CASE(spawnedByATemplateCopied),
    CASE(joinedByATemplate),
    CASE(runNowByATemplate),
    CASE(spawnedByAFunction),
    CASE(joinedByAFunction),
    CASE(spawnedByAReference),
    CASE(spawnedByAReferenceCopied),
    CASE(spawnedByALambda),
    CASE(joinedByALambda),
    CASE(spawnedTwoCallsDown),
    CASE(joinedTwoCallsDown),
    CASE(spawnedByARecursion),
    CASE(spawnedByARecursionCopied),
    CASE(spawnedOnOnePath),
    CASE(joinedOnOnePath),
    CASE(detachesWhatTheHelperStarted),
    CASE(joinsWhatTheHelperStarted),
    CASE(detachesWhatTheHelperStartedOnTheHeap),
    CASE(joinsWhatTheHelperStartedOnTheHeap),
    CASE(joinedByTheHelper),
    CASE(detachedByTheHelper),
    CASE(movedToAHelperThatJoins),
    CASE(movedToAHelperThatDetaches),
    {"keptInAGlobalThreadCopied", [] { keptInAGlobalThreadCopied(); helperThreads.back().join(); }},
    CASE(keptInAGlobalThreadJoined),
    {"helperLendsItsParameter", [] { closureLentByAHelper(); }},
    CASE(closureCopiedByAHelper),
    CASE(pointerReadLater),
    CASE(pointerReadNow),
    CASE(pointerToAStaticReadLater),
    CASE(closureMadeByAHelperCopied),
    CASE(futureOfAHelperDeclaredAfter),
  });
}
