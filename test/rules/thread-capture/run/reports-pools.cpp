// Runs the cases of reports-pools.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-pools.cpp stops

#include "../reports-pools.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(poolDeclaredBefore),
    CASE(poolDeclaredAfter),
    CASE(poolDeclaredBeforeCopied),
    CASE(poolDeclaredBeforeThatWaits),
    CASE(poolThatWaitsOnOnePath),
    CASE(poolThatWaitsOnBothPaths),
    CASE(poolThatWaitsBeforeTheJob),
    CASE(poolOfTheProgram),
    CASE(poolOfTheProgramCopied),
    CASE(poolOfTheProgramThatWaits),
    CASE(loopVariableInAPool),
    CASE(loopVariableInAPoolCopied),
    CASE(loopVariableInAPoolThatWaits),
    CASE(bodyOfAParallelLoop),
    CASE(parameterOfAParallelLoop),
    CASE(futureOfAPoolIsAwaited),
    CASE(futureOfAPoolIsDropped),
    CASE(temporaryFutureOfAPoolIsAwaited),
    CASE(temporaryFutureOfAPoolIsDropped),
    CASE(futuresOfAPoolAreAwaited),
    CASE(futuresOfAPoolAreDropped),
    CASE(wrapperSubmits),
    CASE(wrapperRunsNow),
    CASE(wrapperOfAYoungerPool),
    {"helperPoolParameter", [] { Pool pool; helperPoolParameter(pool); }},
    {"helperPoolParameterCopied", [] { Pool pool; helperPoolParameterCopied(pool); }},
    {"helperPoolParameterThatWaits", [] { Pool pool; helperPoolParameterThatWaits(pool); }},
    OBJECT(OwnsAPoolThatDiesFirst),
    OBJECT(OwnsAPoolThatDiesLastAndWaits),
  });
}
