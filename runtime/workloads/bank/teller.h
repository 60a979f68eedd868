//===- teller.h - the transfers that a teller is asked for ----------------===//
//
// A linear congruential generator, so that every language draws the same.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_TELLER_H
#define HOLDFAST_WORKLOADS_TELLER_H

#include <cstddef>
#include <cstdint>

struct transfer {
  std::size_t from, to; // two different accounts
  std::int64_t amount;
};

class teller {
public:
  static constexpr int number = 8; // how many there are
  static constexpr std::size_t accounts = 1000;

  explicit teller(int which) : seed_(static_cast<std::uint64_t>(which)) {}
  transfer next() {
    const std::size_t from = below(accounts), other = 1 + below(accounts - 1);
    return {from, (from + other) % accounts,
            static_cast<std::int64_t>(below(100))};
  }

private:
  std::uint64_t below(std::uint64_t most) {
    seed_ = seed_ * 6364136223846793005 + 1442695040888963407;
    return (seed_ >> 33) % most;
  }
  std::uint64_t seed_;
};

#endif // HOLDFAST_WORKLOADS_TELLER_H
