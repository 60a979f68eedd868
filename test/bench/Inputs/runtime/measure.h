// What the C++ programs of test/bench/runtime.py share: a table of measures by
// name, threads that begin together, and input that is the same for all peers.

#ifndef HOLDFAST_BENCH_MEASURE_H
#define HOLDFAST_BENCH_MEASURE_H

#include <chrono>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <initializer_list>
#include <string>
#include <thread>
#include <vector>

/// The value counts as used.
template <class T> void use(const T &value) {
  __asm__ __volatile__("" : : "r"(&value) : "memory");
}

/// The nanoseconds of body() for one of `count` operations.
template <class Body> double timed(double count, Body body) {
  const auto start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start)
             .count() /
         count;
}

/// The same for body(0) to body(threads - 1), each on a thread.
template <class Body> double timedThreads(int threads, double count, Body body) {
  return timed(count, [&] {
    std::vector<std::jthread> all;
    for (int i = 1; i < threads; ++i)
      all.emplace_back([&, i] { body(i); });
    body(0);
  });
}

/// What the process has in memory, with what the system needs to know where.
inline std::uint64_t bytesOfMemory() {
  std::ifstream status("/proc/self/status");
  std::uint64_t sum = 0, kilobytes = 0;
  for (std::string line; std::getline(status, line);)
    if (std::sscanf(line.c_str(), "VmRSS: %" SCNu64, &kilobytes) == 1 ||
        std::sscanf(line.c_str(), "VmPTE: %" SCNu64, &kilobytes) == 1)
      sum += kilobytes * 1024;
  return sum;
}

struct wide { // a message of 64 bytes
  std::uint64_t words[8];
};
inline std::uint64_t first(std::uint64_t message) { return message; }
inline std::uint64_t first(const wide &message) { return message.words[0]; }
template <class T> T message(std::uint64_t number) {
  if constexpr (sizeof(T) == 64)
    return {{number}};
  else
    return number;
}

constexpr int sortCount = 10'000'000, sumCount = 100'000'000;

/// xorshift64, as in the other languages.
inline std::vector<std::uint64_t> randomNumbers(int count = sortCount) {
  std::vector<std::uint64_t> all(count);
  std::uint64_t state = 88172645463325252;
  for (std::uint64_t &one : all) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    one = state;
  }
  return all;
}

/// One run warms up: it begins the threads.
template <class Body> double timedTwice(double count, Body body) {
  timed(count, body);
  return timed(count, body);
}

struct measure {
  const char *name;
  double (*run)();
};

/// main() of a program: runs the measure that is asked for and prints it.
inline int runMeasure(int count, char **arguments, std::initializer_list<measure> all) {
  for (const measure &one : all)
    if (count == 2 && std::strcmp(one.name, arguments[1]) == 0) {
      std::printf("%f\n", one.run());
      return 0;
    }
  return 2;
}

#endif
