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
  });
}
