// Runs the cases of limits-real-bugs.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../limits-real-bugs.cpp stops

#include "../limits-real-bugs.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    {"FN_threadPoolBlocks", [] { Pool pool; FN_threadPoolBlocks(pool, 0, 6, 2); }},
    {"threadPoolBlocksFixed", [] { Pool pool; threadPoolBlocksFixed(pool, 0, 6, 2); }},
    {"FN_orbitModules", [] { Pool pool; std::vector<std::shared_ptr<Module>> all(2, std::make_shared<Module>()); FN_orbitModules(pool, all); }},
    {"orbitModulesFixed", [] { Pool pool; std::vector<std::shared_ptr<Module>> all(2, std::make_shared<Module>()); orbitModulesFixed(pool, all); }},
    {"FN_orbitLoadSymbols", [] { Pool pool; std::string path(40, 'x'); FN_orbitLoadSymbols(pool, path); }},
    {"orbitLoadSymbolsFixed", [] { Pool pool; std::string path(40, 'x'); orbitLoadSymbolsFixed(pool, path); }},
    {"FN_TcpClient", [] { Pool pool; FN_TcpClient(pool).write(std::string(40, 'x')); }},
    {"writeFixed", [] { Pool pool; FN_TcpClient(pool).writeFixed(std::string(40, 'x')); }},
    {"FN_refreshUserData", [] { Pool pool; [&] { FN_refreshUserData(pool, [](const std::string &) {}); }(); }},
    {"refreshUserDataFixed", [] { Pool pool; [&] { refreshUserDataFixed(pool, [](const std::string &) {}); }(); }},
    OBJECT(FN_SourceThread),
    OBJECT(SourceThreadFixed),
    {"FN_enqueueQueries", [] { Pool pool; FN_enqueueQueries(pool); }},
    {"enqueueQueriesFixed", [] { Pool pool; enqueueQueriesFixed(pool); }},
    {"FN_Observer", [] { FN_Observer observer; observer.watch([] {}); }},
    {"watchFixed", [] { FN_Observer observer; observer.watchFixed([] {}); }},
    {"FN_publishHistory", [] { Pool pool; FN_publishHistory(pool); }},
    {"publishHistoryFixed", [] { Pool pool; publishHistoryFixed(pool); }},
  });
}
