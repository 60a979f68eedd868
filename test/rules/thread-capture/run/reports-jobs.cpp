// Runs the cases of reports-jobs.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-jobs.cpp stops

#include "../reports-jobs.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(runnerOutlivesTheJob),
    CASE(jobOutlivesTheRunner),
    CASE(newJobBorrowsWhatDiesFirst),
    CASE(newJobBorrowsWhatDiesLast),
    CASE(ownedJobBorrowsWhatDiesFirst),
    CASE(ownedJobBorrowsWhatDiesLast),
    CASE(observerLeavesInTime),
  });
}
