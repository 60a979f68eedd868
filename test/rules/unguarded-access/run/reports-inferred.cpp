// Runs the cases of reports-inferred.cpp under ThreadSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=thread -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-inferred.cpp stops

#include "../reports-inferred.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    OBJECT(ReadWithoutTheLock),
    OBJECT(ReadWithTheLock),
    OBJECT(HelperCalledWithout),
    OBJECT(HelperCalledWith),
    OBJECT(LockOfAnother),
    OBJECT(LockOfBoth),
    OBJECT(WriteUnderSharedLock),
    OBJECT(WriteUnderUniqueLock),
    OBJECT(Container),
    OBJECT(ContainerLocked),
    OBJECT(AfterTheUnlock),
    OBJECT(BeforeTheUnlock),
    CASE(globalWithout),
    CASE(globalWith),
    OBJECT(Part),
    OBJECT(PartLocked),
    OBJECT(LockOfTheBase),
    OBJECT(LockOfTheBaseTaken),
    OBJECT(ChangedByName),
    OBJECT(RunByAThread),
    OBJECT(ReadsWhatChanges),
  });
}
