//===- blocks.h - what each stage does to a block of numbers --------------===//
//
// How the blocks come from stage to stage is the programs' affair.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_BLOCKS_H
#define HOLDFAST_WORKLOADS_BLOCKS_H

#include <cstdint>
#include <vector>

using block = std::vector<std::uint32_t>;
constexpr std::size_t block_size = 256;
constexpr std::size_t places = 64; // between two stages

class block_maker {
public:
  block next() {
    block numbers(block_size);
    for (std::uint32_t &number : numbers)
      number = seed_ = seed_ * 1664525 + 1013904223;
    return numbers;
  }

private:
  std::uint32_t seed_ = 1;
};

inline void scramble(block &numbers) {
  for (std::uint32_t &number : numbers)
    number = (number ^ number >> 15) * 0x2c1b3c6d;
}

inline void keep_even(block &numbers) {
  std::erase_if(numbers, [](std::uint32_t number) { return number % 2 != 0; });
}

/// A checksum that depends on the order of the blocks.
class block_sum {
public:
  void add(const block &numbers) {
    std::uint64_t sum = 0;
    for (const std::uint32_t number : numbers)
      sum += number;
    all_ = all_ * 31 + sum;
  }
  unsigned long long get() const { return all_; }

private:
  std::uint64_t all_ = 0;
};

#endif // HOLDFAST_WORKLOADS_BLOCKS_H
