// Runs the cases of reports-messages.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-messages.cpp stops

#include "../reports-messages.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(seed),
    CASE(seedRight),
    CASE(endOfTheIteration),
    CASE(endOfTheBlock),
    CASE(neverJoined),
    CASE(detachedLater),
    CASE(detachedByALoop),
    CASE(joinedByALoop),
    CASE(detachedByALoopThatCounts),
    CASE(returnsFirst),
    CASE(jthreadFirst),
    CASE(throughAView),
    CASE(throughTwoIterators),
    CASE(throughAHelper),
    OBJECT(Object),
    {"returnedFuture", [] { returnedFuture().wait(); }},
  });
}
