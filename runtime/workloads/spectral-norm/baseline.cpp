// Spectral-norm with threads of the standard library: each has a share of the
// rows, and all meet after each product.

#include "matrix.h"
#include "workload.h"

#include <algorithm>
#include <barrier>
#include <cmath>
#include <thread>

int main(int count, char **arguments) {
  const int size = workload::number(count, arguments, 1, 100'000);
  auto u = matrix::of_ones(size), v = u, between = u;
  const int parts = static_cast<int>(std::thread::hardware_concurrency());
  std::barrier all(parts);
  {
    std::vector<std::jthread> threads;
    for (int part = 0; part < parts; ++part)
      threads.emplace_back([&, part] {
        const int share = (size / parts + 8) / 8 * 8; // in lines of its own
        const int first = std::min(size, part * share),
                  last =
                      part + 1 == parts ? size : std::min(size, first + share);
        const auto multiply = [&]<bool IsTransposed>(const auto &from,
                                                     auto &to) {
          for (int i = first; i < last; ++i)
            to[i] = matrix::times<IsTransposed>(i, from);
          all.arrive_and_wait();
        };
        for (int i = 0; i < 10; ++i) {
          multiply.template operator()<false>(u, between);
          multiply.template operator()<true>(between, v);
          multiply.template operator()<false>(v, between);
          multiply.template operator()<true>(between, u);
        }
      });
  }
  double uv = 0, vv = 0;
  for (int i = 0; i < size; ++i)
    uv += u[i] * v[i], vv += v[i] * v[i];
  std::printf("%.9f\n", std::sqrt(uv / vv));
}
