// Runs the cases of reports-owners.cpp to see which abort.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-owners.cpp aborts

#include "../reports-owners.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(movedToAnother),
    CASE(movedToAnotherThatIsNotJoined),
    CASE(returnedAndJoined),
    CASE(joinedByAHelper),
    CASE(joinedByAHelperThroughAReference),
    CASE(lookedAtByAHelper),
    CASE(inAVector),
    CASE(inAVectorJoined),
    CASE(inAVectorThatIsClearedAfterTheJoin),
    CASE(inAVectorOfWhichBothAreJoined),
    CASE(movedIntoAVector),
    CASE(movedIntoAVectorAndNotJoined),
    CASE(pushedAndNotJoined),
    CASE(pushedAndJoined),
    CASE(inAPointerJoined),
    CASE(inAnOptionalJoined),
    CASE(deleted),
    CASE(deletedAfterTheJoin),
    CASE(inAMember),
    CASE(inAMemberJoined),
    CASE(inAGuard),
    CASE(inAForgetfulGuard),
    CASE(startedByAHelperAndDropped),
    CASE(startedByAHelperAndNotJoined),
    CASE(startedByAHelperAndJoined),
    CASE(startedByAHelperIntoAVector),
    CASE(notStartedByAHelper),
    CASE(startedThroughAReferenceAndNotJoined),
    CASE(startedByAClosureAndNotJoined),
    CASE(startedByAClosureThatAHelperRuns),
    CASE(startedByAClosureThatAHelperRunsAndNotJoined),
    CASE(startedInAnObjectThatJoins),
  });
}
