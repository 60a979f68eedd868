// Spectral-norm: the power method, the rows of each product in parallel.

#include "matrix.h"
#include "workload.h"

#include "holdfast/parallel.h"

#include <cmath>

namespace {

/// One of the two products, in the first `size` elements.
template <bool IsTransposed>
void multiply(const matrix::vector &v, matrix::vector &product, int size) {
  holdfast::parallel_map(
      std::views::iota(0, size), product.begin(),
      [&](int i) { return matrix::times<IsTransposed>(i, v); });
}

} // namespace

int main(int count, char **arguments) {
  const int size = workload::number(count, arguments, 1, 100'000);
  auto u = matrix::of_ones(size), v = u, between = u;
  for (int i = 0; i < 10; ++i) {
    multiply<false>(u, between, size);
    multiply<true>(between, v, size);
    multiply<false>(v, between, size);
    multiply<true>(between, u, size);
  }
  double uv = 0, vv = 0;
  for (int i = 0; i < size; ++i)
    uv += u[i] * v[i], vv += v[i] * v[i];
  std::printf("%.9f\n", std::sqrt(uv / vv));
}
