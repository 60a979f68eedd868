//===- blur.h - one row of a picture, drawn or blurred --------------------===//
//
// The blur weighs 17 points in either direction by binomial coefficients, which
// are nearly a normal distribution: it adds up 17 rows of the source, then 17
// neighbours of that. Its loops over a row become vectors.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_BLUR_H
#define HOLDFAST_WORKLOADS_BLUR_H

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace blur {

using byte = std::uint8_t;

constexpr std::size_t radius = 8;
/// Row 16 of Pascal's triangle; the sum is 65536.
constexpr std::array<std::uint32_t, 2 * radius + 1> weights = {
    1,     16,   120,  560,  1820, 4368, 8008, 11440, 12870,
    11440, 8008, 4368, 1820, 560,  120,  16,   1};

/// Rings.
inline void draw_row(std::span<byte> row, std::size_t y) {
  for (std::size_t x = 0; x < row.size(); ++x)
    row[x] = static_cast<byte>((x * x + y * y) >> 5);
}

/// Row y of the blurred picture; the image is as wide as the row, and square.
inline void blur_row(std::span<const byte> image, std::span<byte> row,
                     std::size_t y) {
  const std::size_t size = row.size();
  std::vector<std::uint32_t> sums(size, 1 << 15); // halves are rounded up
  for (std::size_t k = 0; k < weights.size(); ++k) {
    // Beyond an edge the picture goes on as it is there.
    const auto at = std::clamp(y + k, radius, size - 1 + radius) - radius;
    const auto source = image.subspan(at * size, size);
    for (std::size_t x = 0; x < size; ++x)
      sums[x] += weights[k] * source[x];
  }
  std::vector<byte> column(size + 2 * radius);
  for (std::size_t x = 0; x < size; ++x)
    column[x + radius] = static_cast<byte>(sums[x] >> 16);
  std::fill_n(column.begin(), radius, column[radius]);
  std::fill_n(column.end() - radius, radius, column[radius + size - 1]);
  for (std::size_t x = 0; x < size; ++x) {
    std::uint32_t sum = 1 << 15;
    for (std::size_t k = 0; k < weights.size(); ++k)
      sum += weights[k] * column[x + k];
    row[x] = static_cast<byte>(sum >> 16);
  }
}

} // namespace blur

#endif // HOLDFAST_WORKLOADS_BLUR_H
