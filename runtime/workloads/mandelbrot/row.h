//===- row.h - one row of pixels of the Mandelbrot set --------------------===//
//
// Sixteen pixels at a time, as four vectors of four: as each step waits for the
// one before, the processor needs several to be busy. Every ten steps it is
// asked whether all sixteen have escaped. Products and sums are rounded each by
// itself (-ffp-contract=off), or pixels at the edge would come out differently.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_ROW_H
#define HOLDFAST_WORKLOADS_ROW_H

#include <cstdint>
#include <span>
#include <vector>

namespace mandelbrot {

using four [[gnu::vector_size(32)]] = double;
constexpr int steps = 50, steps_between = 10, vectors = 4, pixels = 4 * vectors;

class image {
public:
  explicit image(int size)
      : size_(size), reals_((size + pixels - 1) / pixels * vectors) {
    for (std::size_t i = 0; i < reals_.size(); ++i)
      for (int k = 0; k < 4; ++k)
        reals_[i][k] = 2.0 * static_cast<double>(4 * i + k) / size - 1.5;
  }
  /// How many bytes a row has, of eight pixels each.
  int width() const { return (size_ + 7) / 8; }

  /// Writes a row, the first pixel of eight in the highest bit.
  void draw(int row, std::span<std::uint8_t> bytes) const {
    const double imaginary = 2.0 * row / size_ - 1.0;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
      const unsigned both = find_inside(&reals_[i * 2], imaginary);
      bytes[i] = static_cast<std::uint8_t>(both >> 8);
      if (i + 1 < bytes.size())
        bytes[i + 1] = static_cast<std::uint8_t>(both);
    }
    if (size_ % 8) // beyond the edge is nothing
      bytes.back() &= static_cast<std::uint8_t>(0xff << (8 - size_ % 8));
  }

private:
  /// Of sixteen pixels, those that have not escaped; the first is the highest.
  static unsigned find_inside(const four *real, double imaginary) {
    four x[vectors], y[vectors] = {}, square[vectors];
    for (int v = 0; v < vectors; ++v) {
      x[v] = real[v];
      y[v] = four{} + imaginary;
    }
    unsigned inside = 0;
    for (int step = 0; step < steps; step += steps_between) {
      for (int k = 0; k < steps_between; ++k)
        for (int v = 0; v < vectors; ++v) {
          const four xx = x[v] * x[v], yy = y[v] * y[v], xy = x[v] * y[v];
          square[v] = xx + yy;
          x[v] = xx - yy + real[v];
          y[v] = xy + xy + imaginary;
        }
      inside = 0;
      for (int v = 0; v < vectors; ++v)
        for (int k = 0; k < 4; ++k)
          inside = inside << 1 | (square[v][k] <= 4.0);
      if (inside == 0)
        break;
    }
    return inside;
  }

  int size_;
  std::vector<four> reals_;
};

} // namespace mandelbrot

#endif // HOLDFAST_WORKLOADS_ROW_H
