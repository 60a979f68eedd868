// Runs the cases of reports.cpp under ThreadSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=thread -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports.cpp stops

#include "../reports.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    OBJECT(TwoMembers),
    OBJECT(TwoMembersOneOrder),
    OBJECT(ByHand),
    OBJECT(ByHandAfterUnlock),
    OBJECT(ThroughCallees),
    OBJECT(ThroughCalleesAfterUnlock),
    OBJECT(Server),
    OBJECT(Hub),
    OBJECT(Exchanged),
    OBJECT(TakenTogether),
    OBJECT(Transfer),
    OBJECT(TransferAfterUnlock),
    OBJECT(WriterAndReader),
    OBJECT(Circle),
    OBJECT(NoCircle),
    CASE(inClosures),
    CASE(inClosuresOneOrder),
    CASE(byParameters),
    CASE(byParametersOneOrder),
    CASE(globals),
    CASE(globalsOneOrder),
    CASE(partsOfGlobals),
    CASE(partsOfGlobalsOneOrder),
    OBJECT(OwnLocks),
    OBJECT(OwnLocksOneOrder),
    OBJECT(UnderTwoOuterLocks),
  });
}
