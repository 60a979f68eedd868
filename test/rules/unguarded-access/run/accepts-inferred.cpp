// Runs the cases of accepts-inferred.cpp under ThreadSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=thread -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../accepts-inferred.cpp clean

#include "../accepts-inferred.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    OBJECT(MadeAndEnded),
    OBJECT(StartAndStop),
    OBJECT(Helpers),
    OBJECT(InPlace),
  });
}
