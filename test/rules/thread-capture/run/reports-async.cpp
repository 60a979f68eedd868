// Runs the cases of reports-async.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-async.cpp stops

#include "../reports-async.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    {"futureReturned", [] { futureReturned().wait(); }},
    {"futureReturnedCopied", [] { futureReturnedCopied().wait(); }},
    {"namedFutureReturned", [] { namedFutureReturned().wait(); }},
    {"namedFutureReturnedAfterTheWait", [] { namedFutureReturnedAfterTheWait().wait(); }},
    {"deferredFutureReturned", [] { deferredFutureReturned().wait(); }},
    {"futureBorrowsAParameter", [] { futureBorrowsAParameter(1).wait(); }},
    {"futureCopiesAParameter", [] { futureCopiesAParameter(1).wait(); }},
    {"futureOfNoPolicyReturnedCopied", [] { futureOfNoPolicyReturnedCopied().wait(); }},
    CASE(futureDeclaredAfter),
    CASE(futureDeclaredBefore),
    CASE(futureDeclaredBeforeAndAwaited),
    CASE(futureOutlivesTheBlock),
    CASE(futureAwaitedInTheBlock),
    CASE(futureOverwrittenInTheBlock),
    CASE(discardedFutureJoinsAtOnce),
    CASE(discardedDeferredTaskNeverRuns),
    CASE(localFutureJoinsAtTheEnd),
    CASE(futuresOfALoop),
    CASE(futuresOfALoopCopied),
    CASE(futuresOfALoopDeclaredAfter),
    CASE(futuresOfALoopDeclaredBefore),
    CASE(futuresOfALoopAllAwaited),
    CASE(waitedForAWhile),
    CASE(waitedForAsLongAsItTakes),
    {"taskArgumentByRef", [] { taskArgumentByRef().wait(); }},
    {"taskArgumentByValue", [] { taskArgumentByValue().wait(); }},
    CASE(futureOfAPromiseDoesNotJoin),
    CASE(sharedFutureJoinsWithItsLastCopy),
    CASE(movedFutureJoinsWhereItDies),
    CASE(futureMovedOutOfTheBlock),
    CASE(futureMovedOutOfTheBlockAfterTheWait),
  });
}
