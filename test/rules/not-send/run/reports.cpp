// Runs the cases of reports.cpp under ThreadSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=thread -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports.cpp stops

#include "../reports.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(lockMovedIntoAThread),
    CASE(lockTakenInTheThread),
    CASE(lockWithoutAMutexMovedIntoAThread),
    CASE(lockInsideAStruct),
    CASE(valueInsideTheStruct),
    CASE(lockInsideAPointer),
    CASE(valueInsideAPointer),
    CASE(countedWithoutAtomics),
    CASE(countedWithAtomics),
    CASE(countedByTheLibrary),
    CASE(countedInsideAField),
    CASE(countedWithAtomicsInsideAField),
    CASE(countedInsideAVector),
    CASE(countedInsideAVectorWithAtomics),
    CASE(countedInsideABase),
    CASE(countedInsideABaseWithAtomics),
    CASE(countedAsAnArgument),
    CASE(countedAsAnArgumentWithAtomics),
    CASE(countedInAFuture),
    CASE(countedInAFutureWithAtomics),
    CASE(addressOfAThreadLocal),
    CASE(valueOfAThreadLocal),
    CASE(nameOfAThreadLocal),
  });
}
