// Runs the cases of accepts.cpp under AddressSanitizer.
//
// Without oneTBB behind the parallel algorithms: it need not be installed.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -D_GLIBCXX_USE_TBB_PAR_BACKEND=0 -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../accepts.cpp clean

#include "../accepts.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(globals),
    CASE(globalsByDefaultCapture),
    CASE(globalByRef),
    CASE(globalThroughAReference),
    CASE(staticMembers),
    CASE(literals),
    CASE(literalInAVariable),
    CASE(literalByReference),
    CASE(constants),
    CASE(staticConstant),
    CASE(functionPointer),
    CASE(singletonByReference),
    CASE(leakedOnPurpose),
    CASE(temporaryArgument),
    CASE(pointerIntoWhatTheClosureOwns),
    CASE(aliasingSharedPointer),
    CASE(viewOfWhatTheClosureOwns),
    CASE(localOfTheThread),
    CASE(localOfTheThreadJoinedThere),
    CASE(copies, std::string(40, 'x'), std::vector<int>(3)),
    CASE(calledInPlace, 1),
    CASE(runOnce, 1),
    CASE(keptInALocalFunction, 1),
    CASE(comparatorOfALocalSet, 1),
    CASE(taskThatIsRunHere, 1),
    CASE(notEvaluated, 1),
    CASE(emptyHandleAndBorrow, 1),
    CASE(joinedInACondition, 1),
    CASE(joinedBySwap, 1),
    CASE(joinedByAssignment, 1),
    CASE(joinedInALambda, 1),
    CASE(joinedInAnotherThread, 1),
    CASE(joinedThroughAPointer, 1),
    CASE(joinedAsAStructuredBinding, 1),
    CASE(moves, std::make_unique<int>(1), std::vector<int>(3)),
    CASE(movedArgument, std::make_unique<int>(1)),
    CASE(sharedArgument, std::make_shared<int>(1)),
    CASE(runByParallelAlgorithms, std::vector<int>(3), 1),
    CASE(runByAlgorithms, std::vector<int>(3), 1),
  });
}
