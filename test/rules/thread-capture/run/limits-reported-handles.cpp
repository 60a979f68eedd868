// Runs the cases of limits-reported-handles.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits-reported-handles.cpp clean

#include "../limits-reported-handles.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(FP_elementsAssignedByReference),
    CASE(FP_arrayAssignedByReference),
    CASE(FP_membersOfElementsAssignedByReference),
    CASE(FP_mapAssignedByKey),
    CASE(FP_mapJoinedByKey),
    CASE(FP_uniquePointerMadeOfNew),
    CASE(FP_uniquePointerResetToNew),
    CASE(FP_sharedPointerMadeOfNew),
    CASE(FP_vectorOfUniquePointersMadeOfNew),
    CASE(FP_vectorOfPointersMadeOfNew),
    CASE(FP_pointersInAList),
  });
}
