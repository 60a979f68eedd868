// Runs the cases of reports.cpp under ThreadSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=thread -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports.cpp stops

#include "../reports.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(parentReadsBeforeTheJoin),
    CASE(parentReadsAfterTheJoin),
    CASE(parentWritesBeforeTheJoin),
    CASE(parentWritesBeforeTheThread),
    CASE(parentWritesAnother),
    CASE(parentReadsWhatTheThreadReads),
    CASE(parentWritesWhatTheThreadCopied),
    CASE(parentWritesAnAtomic),
    CASE(parentReadsBeforeTheFuture),
    CASE(parentReadsAfterTheFuture),
    CASE(parentReadsOnOnePath),
    CASE(parentJoinsOnOnePath),
    CASE(twoThreadsWrite),
    CASE(twoThreadsWriteInTurn),
    CASE(twoThreadsWriteTheirOwn),
    CASE(oneThreadWritesAndOneReads),
    CASE(twoThreadsRead),
    CASE(threadsOfALoopWrite),
    CASE(threadsOfALoopWriteAtomically),
    CASE(threadsOfALoopWriteInTurn),
    CASE(loopVariableThatOutlivesTheJoin),
    CASE(loopVariableThatOutlivesTheJoinCopied),
    CASE(bothUnderOneLock),
    CASE(oneWithoutTheLock),
    CASE(oneWithoutTheLockAfterTheJoin),
    CASE(readWithoutTheLock),
    CASE(readUnderTheLock),
    CASE(oneOfTwoThreadsWithoutTheLock),
    CASE(bothThreadsUnderTheLock),
    CASE(lockHeldByAMemberFunction),
    CASE(lockHeldByAMemberFunctionOnBothSides),
    CASE(eachUnderItsOwnLock),
    CASE(elementsOfTheirOwn),
    CASE(elementsInCommon),
    CASE(elementsByTheLoopsIndex),
    CASE(elementsByOneIndex),
    CASE(elementsAppended),
    CASE(elementsAppendedAfterTheJoin),
    CASE(membersOfTheirOwn),
    CASE(memberInCommon),
    CASE(memberInCommonAfterTheJoin),
    CASE(oneElementOfAll),
    CASE(anotherGroupThanThatOfTheTokenIsWaitedFor),
    CASE(theGroupOfTheToken),
  });
}
