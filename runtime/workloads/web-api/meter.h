//===- meter.h - how many requests, and how long they take ----------------===//
//
// Counts, for as long as the server runs, in classes of time of which each ends
// at most a quarter above where it begins. Who wants the rate, or a percentile,
// of the last second takes the difference of two readings.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_METER_H
#define HOLDFAST_WORKLOADS_METER_H

#include "holdfast/cell.h"

#include <array>
#include <bit>
#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

class meter {
public:
  void add(std::chrono::nanoseconds time) const {
    // Relaxed: nothing is read by these counts but themselves.
    counts_[class_of(static_cast<std::uint64_t>(time.count()))].fetch_add(
        1, std::memory_order_relaxed);
  }
  /// Of the classes that have any: nanoseconds where it ends, and its count.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> read() const {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> all;
    for (std::size_t i = 0; i < counts_.size(); ++i)
      if (const auto count = counts_[i].load(std::memory_order_relaxed))
        all.emplace_back(end_of(i), count);
    return all;
  }

private:
  /// Four classes to a power of two, told apart by the two bits after the
  /// first: 0b10100 to 0b10111 are of class 4 * 2 + 0b101.
  static std::size_t class_of(std::uint64_t time) {
    if (time < 4)
      return time;
    const int shift = std::bit_width(time) - 3;
    return 4 * static_cast<std::size_t>(shift) + (time >> shift);
  }
  static std::uint64_t end_of(std::size_t number) {
    return number < 4 ? number + 1 : (number % 4 + 5) << (number / 4 - 1);
  }

  std::array<holdfast::atomic<std::uint64_t>, 256> counts_;
};

#endif // HOLDFAST_WORKLOADS_METER_H
