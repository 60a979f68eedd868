// Runs the cases of reports-parameters.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports-parameters.cpp stops

#include "../reports-parameters.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    CASE(byValue, std::string(40, 'x')),
    CASE(byValueMoved, std::string(40, 'x')),
    CASE(byConstReference, std::string(40, 'x')),
    CASE(byConstReferenceCopied, std::string(40, 'x')),
    CASE(byConstReferenceJoined, std::string(40, 'x')),
    CASE(byRvalueReference, std::string(40, 'x')),
    CASE(byRvalueReferenceMoved, std::string(40, 'x')),
    {"byReference", [] { std::string s(40, 'x'); byReference(s); }},
    {"byReferenceJoined", [] { std::string s(40, 'x'); byReferenceJoined(s); }},
    {"byViewCopied", [] { std::string s(40, 'x'); byViewCopied(s); }},
    {"byViewJoined", [] { std::string s(40, 'x'); byViewJoined(s); }},
    CASE(bySharedPointer, std::make_shared<std::string>(40, 'x')),
    CASE(bySharedPointerBorrowed, std::make_shared<std::string>(40, 'x')),
    CASE(byReferenceToASharedPointer, std::make_shared<std::string>(40, 'x')),
    CASE(byReferenceToASharedPointerCopied, std::make_shared<std::string>(40, 'x')),
    {"intoTheCallersThreads", [] { std::vector<std::thread> threads; intoTheCallersThreads(threads, 1); threads[0].join(); }},
    {"intoTheCallersThreadsCopied", [] { std::vector<std::thread> threads; intoTheCallersThreadsCopied(threads, 1); threads[0].join(); }},
    {"returnedThread", [] { returnedThread(1).join(); }},
    {"returnedThreadCopied", [] { returnedThreadCopied(1).join(); }},
    {"outOfAnOutParameter", [] { std::thread t; outOfAnOutParameter(t); if (t.joinable()) t.join(); }},
    {"outOfAnOutParameterCopied", [] { std::thread t; outOfAnOutParameterCopied(t); if (t.joinable()) t.join(); }},
    {"outOfAnOutParameterJoinedOnSomePaths", [] { std::thread t; outOfAnOutParameterJoinedOnSomePaths(t); if (t.joinable()) t.join(); }},
    {"outOfAnOutParameterJoinedOnAllPaths", [] { std::thread t; outOfAnOutParameterJoinedOnAllPaths(t); if (t.joinable()) t.join(); }},
  });
}
