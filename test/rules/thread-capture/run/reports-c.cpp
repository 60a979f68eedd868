// Runs the cases of reports-c.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-c.cpp stops

#include "../reports-c.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(pthreadJoined),
    CASE(pthreadDetached),
    CASE(pthreadDetachedWithTheHeap),
    CASE(pthreadsOfALoop),
    CASE(pthreadsOfAnArray),
    CASE(pthreadsOfAnArrayDeclaredInTheLoop),
    CASE(pthreadWithABorrowInTheHeap),
    CASE(pthreadWithABorrowOfAStaticInTheHeap),
  });
}
