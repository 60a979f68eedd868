//===- lookups.h - which keys are looked up, and what their values are ----===//
//
// A linear congruential generator, so that every language draws the same. Low
// keys are looked up far more often than high ones.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_LOOKUPS_H
#define HOLDFAST_WORKLOADS_LOOKUPS_H

#include <absl/container/flat_hash_map.h>
#include <cstdint>

using table = absl::flat_hash_map<std::uint64_t, std::uint64_t>;
constexpr std::size_t shards = 64;

/// What the cache saves: how often a number is halved, or tripled and one
/// added, until it is one.
inline std::uint64_t steps_to_one(std::uint64_t number) {
  std::uint64_t steps = 0;
  for (; number > 1; ++steps)
    number = number % 2 == 0 ? number / 2 : 3 * number + 1;
  return steps;
}

class keys {
public:
  explicit keys(int reader) : seed_(static_cast<std::uint64_t>(reader)) {}
  std::uint64_t next() {
    seed_ = seed_ * 6364136223846793005 + 1442695040888963407;
    // The product of two numbers of 16 bits, cut to 16 bits.
    return ((seed_ >> 48) * (seed_ >> 32 & 0xffff)) >> 16;
  }

private:
  std::uint64_t seed_;
};

/// The sum of what one reader finds; every 256th lookup makes the cache forget
/// its key.
template <class Cache>
std::uint64_t look_up(Cache &in, int reader, int lookups) {
  keys from(reader);
  std::uint64_t sum = 0;
  for (int i = 1; i <= lookups; ++i) {
    const std::uint64_t key = from.next();
    sum += in.get(key);
    if (i % 256 == 0)
      in.forget(key);
  }
  return sum;
}

#endif // HOLDFAST_WORKLOADS_LOOKUPS_H
