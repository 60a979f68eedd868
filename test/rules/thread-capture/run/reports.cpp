// Runs the cases of reports.cpp under AddressSanitizer.
//
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports.cpp stops

#include "../reports.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(tenThreadsBorrowTheLoopVariable),
    CASE(tenThreadsCopyTheLoopVariable),
    CASE(detachedBorrowsALocal),
    CASE(joinedBorrowsALocal),
    CASE(detachedCopiesALocal),
    CASE(defaultCaptureByReference),
    CASE(defaultCaptureByValue),
    CASE(initCaptureOfAReference),
    CASE(initCaptureOfACopy),
    CASE(initCaptureOfAnAddress),
    CASE(initCaptureOfAMovedValue),
    CASE(oneOfTwoIsBorrowed),
    CASE(bothOfTwoAreCopied),
    CASE(defaultCaptureExceptOne),
    CASE(defaultCaptureExceptOneAndTheOther),
    CASE(capturedPointerToALocal),
    CASE(capturedPointerToTheHeap),
    CASE(capturedReferenceToALocal),
    CASE(capturedReferenceToALocalJoined),
    CASE(copiedReferenceToALocal),
    CASE(capturedPointerToAMember),
    CASE(capturedPointerToAMemberJoined),
    CASE(capturedMemberByReference),
    CASE(capturedPairByValue),
    CASE(capturedPointerToAnElement),
    CASE(capturedPointerToAnElementJoined),
    CASE(capturedArrayDecayed),
    CASE(capturedArrayDecayedJoined),
    CASE(capturedArrayCopied),
    CASE(arrayOfStaticDuration),
    CASE(argumentByRef),
    CASE(argumentByRefJoined),
    CASE(argumentByCref),
    CASE(argumentByValue),
    CASE(argumentByAddress),
    CASE(argumentByAddressJoined),
    CASE(functionWithAnAddress),
    CASE(functionWithAGlobalsAddress),
    CASE(bindByValue),
    CASE(memberFunctionOfALocal),
    CASE(memberFunctionOfACopy),
    CASE(memberFunctionThroughRef),
    CASE(memberFunctionThroughRefJoined),
    CASE(closureThroughRef),
    CASE(closureByValue),
  });
}
