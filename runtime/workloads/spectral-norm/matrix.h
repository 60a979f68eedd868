//===- matrix.h - products with the infinite matrix of spectral-norm ------===//
//
// The matrix is A(i, j) = 1 / ((i + j) (i + j + 1) / 2 + i + 1), and is never
// stored. An element of a product is a sum of fractions; two neighbours are
// added before they are divided, in vectors of four, so that the divider is
// asked half as often.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_MATRIX_H
#define HOLDFAST_WORKLOADS_MATRIX_H

#include <cstddef>
#include <vector>

namespace matrix {

using four [[gnu::vector_size(32)]] = double;

/// As long as the matrix is wide, rounded up to eight, with zeros behind.
using vector = std::vector<double>;
inline vector of_ones(int size) {
  vector all((size + 7) / 8 * 8);
  for (int i = 0; i < size; ++i)
    all[i] = 1;
  return all;
}

/// Element i of A times v, or of its transpose times v.
template <bool IsTransposed> double times(int i, const vector &v) {
  // The denominators of the elements j; they grow by i + j + 1, or i + j + 2
  // where j is the row.
  const auto denominator = [i](four j) {
    const four sum = j + static_cast<double>(i);
    return sum * (sum + 1) * 0.5 + (IsTransposed ? j : four{} + i) + 1;
  };
  four sum = {}, j = {0, 1, 2, 3};
  for (std::size_t at = 0; at < v.size(); at += 8, j += 8) {
    four left, right;
    for (int k = 0; k < 4; ++k)
      left[k] = v[at + k], right[k] = v[at + 4 + k];
    const four below = denominator(j), beside = denominator(j + 4);
    sum += (left * beside + right * below) / (below * beside);
  }
  return sum[0] + sum[1] + sum[2] + sum[3];
}

} // namespace matrix

#endif // HOLDFAST_WORKLOADS_MATRIX_H
