// Runs the cases of limits-pools.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits-pools.cpp stops

#include "../limits-pools.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(FN_poolDeclaredBefore),
    CASE(poolDeclaredAfter),
    CASE(poolDeclaredBeforeCopied),
    CASE(poolDeclaredBeforeThatWaits),
    CASE(FN_poolThatWaitsOnOnePath),
    CASE(poolThatWaitsOnBothPaths),
    CASE(FN_poolThatWaitsBeforeTheJob),
    CASE(FN_poolOfTheProgram),
    CASE(poolOfTheProgramCopied),
    CASE(poolOfTheProgramThatWaits),
    CASE(FN_loopVariableInAPool),
    CASE(loopVariableInAPoolCopied),
    CASE(loopVariableInAPoolThatWaits),
    CASE(bodyOfAParallelLoop),
    CASE(parameterOfAParallelLoop),
    CASE(futureOfAPoolIsAwaited),
    CASE(FN_futureOfAPoolIsDropped),
    CASE(temporaryFutureOfAPoolIsAwaited),
    CASE(FN_temporaryFutureOfAPoolIsDropped),
    CASE(futuresOfAPoolAreAwaited),
    CASE(FN_futuresOfAPoolAreDropped),
    CASE(FN_wrapperSubmits),
    CASE(wrapperRunsNow),
    CASE(wrapperOfAYoungerPool),
    {"FN_helperPoolParameter", [] { Pool pool; FN_helperPoolParameter(pool); }},
    {"helperPoolParameterCopied", [] { Pool pool; helperPoolParameterCopied(pool); }},
    {"helperPoolParameterThatWaits", [] { Pool pool; helperPoolParameterThatWaits(pool); }},
    OBJECT(OwnsAPoolThatDiesFirst),
    OBJECT(FN_OwnsAPoolThatDiesLast),
    OBJECT(OwnsAPoolThatDiesLastAndWaits),
  });
}
