// Runs the cases of reports-shared.cpp under ThreadSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=thread -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-shared.cpp stops

#include "../reports-shared.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(targetOfASharedPointer),
    CASE(targetOfAnotherSharedPointer),
    CASE(targetOfASharedPointerAfterTheJoin),
    CASE(targetOfASharedPointerToConst),
    CASE(targetOfASharedAtomic),
    CASE(sharedPointerItself),
    CASE(sharedPointersCopy),
    CASE(globalVariable),
    CASE(globalVariableAfterTheJoin),
    CASE(globalAtomicVariable),
    CASE(globalConstantVariable),
    CASE(globalVariableOfEachThread),
    CASE(staticVariable),
    CASE(staticVariableAfterTheJoin),
    CASE(globalVariableInACallee),
    CASE(globalVariableInACalleeAfterTheJoin),
    OBJECT(AnotherMemberFunctionWrites),
    OBJECT(AnotherMemberFunctionJoinsFirst),
    CASE(argumentByReference),
    CASE(argumentByReferenceToAnother),
    CASE(memberFunctionByItsAddress),
    CASE(memberFunctionOfACopy),
    CASE(jobsOfAPoolInTurn),
    CASE(jobsOfAPoolOfEachItsOwn),
    OBJECT(ReadsWhileTheThreadWrites),
    OBJECT(ReadsAfterTheThreadWrote),
    OBJECT(WritesAnAtomicFlag),
    OBJECT(WritesAPlainFlag),
  });
}
