// Runs the cases of reports-views.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-views.cpp stops

#include "../reports-views.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(viewOfALocal),
    CASE(viewOfAStatic),
    CASE(viewOfALocalJoined),
    CASE(viewOfALiteral),
    CASE(stringMadeOfAView),
    CASE(viewMadeInTheCapture),
    CASE(viewMadeInTheCaptureJoined),
    CASE(partOfAView),
    CASE(partOfAString),
    CASE(viewAsAnArgument),
    CASE(stringAsAnArgument),
    CASE(textOfAString),
    CASE(textOfAStringAsAnArgument),
    CASE(textOfAStringJoined),
    CASE(charactersOfAStringMadeLate),
    CASE(charactersOfAStringMadeBefore),
    CASE(spanOfALocal),
    CASE(spanOfALocalJoined),
    CASE(spanOfAnArray),
    CASE(spanOfAnArrayJoined),
    CASE(spanOfAStaticArray),
    CASE(subspanOfALocal),
    CASE(subspanOfALocalJoined),
    CASE(iteratorOfALocal),
    CASE(iteratorOfAStatic),
    CASE(valueOfAnIterator),
    CASE(iteratorsAsArgumentsJoined),
    CASE(dataOfALocal),
    CASE(dataOfALocalJoined),
    CASE(addressOfAnElement),
    CASE(addressOfAnElementJoined),
    CASE(referenceToTheFirstElement),
    CASE(copyOfTheFirstElement),
    CASE(rangeViewOfAStatic),
    CASE(moveOfAUniquePointer),
    CASE(releaseOfAUniquePointer),
    CASE(targetOfAUniquePointerJoined),
    CASE(getOfASharedPointerJoined),
    CASE(copyOfASharedPointer),
    CASE(sharedPointerByReference),
    CASE(weakCopyOfASharedPointer),
    CASE(valueInsideAnOptional),
    CASE(copyOfTheValueInsideAnOptional),
    CASE(vectorOfValues),
    CASE(referenceWrapperJoined),
    CASE(temporaryInTheCapture),
    CASE(temporaryInTheCaptureAsAString),
    {"byView", [] { std::string s(40, 'x'); byView(s); }},
    CASE(referenceWrapper),
    CASE(referenceWrapperOfAStatic),
  });
}
