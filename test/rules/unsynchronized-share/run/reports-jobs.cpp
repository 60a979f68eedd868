// Runs the cases of reports-jobs.cpp under ThreadSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=thread -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-jobs.cpp stops

#include "../reports-jobs.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(twoJobsWrite),
    CASE(twoJobsWriteTheirOwn),
    CASE(oneJobWritesAndOneReads),
    CASE(oneJobAfterTheOther),
    CASE(jobsOfALoopWrite),
    CASE(jobsOfALoopWriteAtomically),
    CASE(lastJobOfALoopWrites),
    CASE(jobsOfALoopWriteUnderALock),
    CASE(jobsOfALoopThatWaitsForEach),
    CASE(jobsOfAPoolWithOneThread),
    {"OwnsAPoolWithOneThread", [] { OwnsAPoolWithOneThread().start(); }},
    {"MakesAPoolWithOneThread", [] { MakesAPoolWithOneThread().start(); }},
    {"MakesAPoolWithTwoThreads", [] { MakesAPoolWithTwoThreads().start(); }},
    CASE(elementsOfTheirOwn),
    {"spawnerWritesMeanwhile", [] { Pool pool; spawnerWritesMeanwhile(pool); }},
  });
}
