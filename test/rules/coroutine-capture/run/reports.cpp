// Runs the cases of reports.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports.cpp stops

#include "../reports.cpp"

// Runs the case, and what it has left suspended when all its locals are gone.
#define COROUTINE(function) {#function, [] { function(), resumeAll(); }}

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    COROUTINE(captureByValue),
    COROUTINE(parameterByValue),
    COROUTINE(captureUsedBeforeTheSuspension),
    COROUTINE(captureCopiedBeforeTheSuspension),
    COROUTINE(captureOfAStaticClosure),
    COROUTINE(captureOfALocalClosure),
    COROUTINE(captureOfALocalClosureResumedInTime),
    COROUTINE(captureByReference),
    COROUTINE(captureOfAGlobal),
    COROUTINE(captureOfASharedPointer),
    COROUTINE(parameterOfASharedPointer),
    COROUTINE(temporaryByReference),
    COROUTINE(temporaryByValue),
    COROUTINE(temporaryReadAtOnce),
    COROUTINE(localByReference),
    COROUTINE(staticByReference),
    COROUTINE(localByView),
    COROUTINE(literalByView),
    COROUTINE(helperAwaitsTheClosure),
    COROUTINE(helperDoesNotAwaitTheClosure),
    COROUTINE(helperAwaitsAfterTheExpression),
    COROUTINE(helperAwaitsTheTemporary),
    COROUTINE(helperAwaitsTheLocal),
    COROUTINE(helperAwaitsTheDeadTemporary),
  });
}
