// Runs the cases of reports.cpp to see which abort.
//
// RUN: %clang -std=c++20 -g -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports.cpp aborts

#include "../reports.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(neverJoined),
    CASE(joined),
    CASE(detached),
    CASE(emptyHandle),
    CASE(joinedIfJoinable),
    CASE(askedOnly),
    CASE(joinedByNobodyInABlock),
    CASE(joinedInABlock),
    CASE(temporary),
    CASE(temporaryDetached),
    CASE(assignedLater),
    CASE(assignedLaterAndJoined),
    CASE(borrowsAndIsNotJoined),
    CASE(borrowsAndIsJoined),
    CASE(returnsBeforeTheJoin),
    CASE(returnsAfterTheJoin),
    CASE(joinedOnOnePath),
    CASE(joinedOnBothPaths),
    CASE(startedAndJoinedOnTheSamePath),
    CASE(startedAndJoinedOnOppositePaths),
    CASE(throwsBeforeTheJoin),
    CASE(throwsAfterTheJoin),
    CASE(joinedByTheHandler),
    CASE(breaksBeforeTheJoin),
    CASE(breaksAfterTheJoin),
    CASE(continuesBeforeTheJoin),
    CASE(continuesAfterTheJoin),
    CASE(overwritten),
    CASE(overwrittenAfterTheJoin),
    CASE(overwrittenInALoop),
    CASE(overwrittenInALoopThatJoins),
    CASE(overwrittenByAnEmptyOne),
    CASE(overwrittenByAnEmptyOneAfterTheJoin),
    CASE(swappedWithAnEmptyOne),
  });
}
