// Guards without a name that protect something are silent.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,unnamed-guard' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <mutex>

std::mutex m;
int total;

void comma() { std::lock_guard<std::mutex>{m}, ++total; }
int answer() { return std::lock_guard<std::mutex>(m), total; }
std::unique_lock<std::mutex> returned() { return std::unique_lock<std::mutex>(m); }
void take(const std::unique_lock<std::mutex> &g, int n);
void argument() { take(std::unique_lock<std::mutex>(m), total); }
void kept() {
  const auto &g = std::unique_lock<std::mutex>(m);
  use(g);
}
void assigned(std::unique_lock<std::mutex> &g) { g = std::unique_lock<std::mutex>(m); }
struct Locked {
  std::unique_lock<std::mutex> g;
  int n;
};
Locked aggregate() { return Locked{std::unique_lock<std::mutex>(m), 1}; }
void deferred() { std::unique_lock<std::mutex>(m, std::defer_lock); }
struct Holder {
  std::unique_lock<std::mutex> g;
  Holder() : g(m) {}
  int *operator->() { return &total; }
};
void arrow() { use(*Holder().operator->()); }
