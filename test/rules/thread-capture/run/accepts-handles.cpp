// Runs the cases of accepts-handles.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../accepts-handles.cpp clean

#include "../accepts-handles.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(elementsAssignedByReference),
    CASE(arrayAssignedByReference),
    CASE(membersOfElementsAssignedByReference),
    CASE(mapAssignedByKey),
    CASE(mapJoinedByKey),
    CASE(uniquePointerMadeOfNew),
    CASE(uniquePointerResetToNew),
    CASE(sharedPointerMadeOfNew),
    CASE(vectorOfUniquePointersMadeOfNew),
    CASE(vectorOfPointersMadeOfNew),
  });
}
