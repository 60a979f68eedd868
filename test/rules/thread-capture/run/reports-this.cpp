// Runs the cases of reports-this.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-this.cpp stops

#include "../reports-this.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    OBJECT(CapturesThis),
    OBJECT(CapturesACopyOfTheObject),
    OBJECT(CapturesTheMembersCopy),
    OBJECT(DefaultCaptureByValueTakesThis),
    OBJECT(DefaultCaptureByValueTakesThisJoined),
    OBJECT(DefaultCaptureByReferenceTakesThis),
    OBJECT(DefaultCaptureByReferenceTakesThisJoined),
    OBJECT(DefaultCaptureOfAStaticMember),
    OBJECT(MemberFunctionOfThis),
    OBJECT(MemberFunctionOfACopy),
    OBJECT(BindOfACopy),
    OBJECT(AddressOfAMember),
    OBJECT(AddressOfAMemberJoined),
    OBJECT(ReferenceToAMember),
    OBJECT(ReferenceToAMemberJoined),
    OBJECT(JoinedInTheFunction),
    OBJECT(UsesNothingOfThis),
    SHARED(SharesItself),
    SHARED(SharesItselfAndCapturesThis),
    SHARED(SharesOnlyItself),
  });
}
