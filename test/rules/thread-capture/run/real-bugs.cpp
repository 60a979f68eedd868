// Runs the cases of real-bugs.cpp under AddressSanitizer.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=address -DHOLDFAST_RUN -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../real-bugs.cpp stops

#include "../real-bugs.cpp"

int main(int argc, char **argv) {
  return run::main(argc, argv, {
    {"usbOpen", [] { UsbContext context; usbOpen(context, 1); context.events.join(); }},
    {"usbOpenFixed", [] { UsbContext context; usbOpenFixed(context, 1); context.events.join(); }},
    {"guardedConnections", [] { guardedConnections(); }},
    {"guardedConnectionsFixed", [] { guardedConnectionsFixed(); }},
    OBJECT(PulpTimer),
    OBJECT(PulpTimerFixed),
    {"download", [] { download(std::string(40, 'x'), std::string(40, 'y')); }},
    {"downloadFixed", [] { downloadFixed(std::string(40, 'x'), std::string(40, 'y')); }},
    {"threadPoolBlocks", [] { Pool pool; threadPoolBlocks(pool, 0, 6, 2); }},
    {"threadPoolBlocksFixed", [] { Pool pool; threadPoolBlocksFixed(pool, 0, 6, 2); }},
    {"orbitModules", [] { Pool pool; std::vector<std::shared_ptr<Module>> all(2, std::make_shared<Module>()); orbitModules(pool, all); }},
    {"orbitModulesFixed", [] { Pool pool; std::vector<std::shared_ptr<Module>> all(2, std::make_shared<Module>()); orbitModulesFixed(pool, all); }},
    {"orbitLoadSymbols", [] { Pool pool; std::string path(40, 'x'); orbitLoadSymbols(pool, path); }},
    {"orbitLoadSymbolsFixed", [] { Pool pool; std::string path(40, 'x'); orbitLoadSymbolsFixed(pool, path); }},
    {"TcpClient", [] { Pool pool; TcpClient(pool).write(std::string(40, 'x')); }},
    {"writeFixed", [] { Pool pool; TcpClient(pool).writeFixed(std::string(40, 'x')); }},
    {"refreshUserData", [] { Pool pool; [&] { refreshUserData(pool, [](const std::string &) {}); }(); }},
    {"refreshUserDataFixed", [] { Pool pool; [&] { refreshUserDataFixed(pool, [](const std::string &) {}); }(); }},
    OBJECT(SourceThread),
    OBJECT(SourceThreadFixed),
    {"enqueueQueries", [] { Pool pool; enqueueQueries(pool); }},
    {"enqueueQueriesFixed", [] { Pool pool; enqueueQueriesFixed(pool); }},
    {"Observer", [] { Observer observer; observer.watch([] {}); }},
    {"watchFixed", [] { Observer observer; observer.watchFixed([] {}); }},
  });
}
