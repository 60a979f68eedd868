// Binary trees: many of each depth, built and counted in parallel.

#include "tree.h"
#include "workload.h"

#include "holdfast/parallel.h"

int main(int count, char **arguments) {
  const int most = std::max(trees::least_depth + 2,
                            workload::number(count, arguments, 0, 30));
  std::printf("stretch tree of depth %d\t check: %jd\n", most + 1,
              std::intmax_t{trees::grove(most + 1).count(1)});
  trees::grove lasting(most);
  const trees::node &long_lived = lasting.next();
  const int pieces = trees::piece_count();
  for (int depth = trees::least_depth; depth <= most; depth += 2) {
    const int trees = 1 << (most - depth + trees::least_depth);
    const std::int64_t nodes = holdfast::parallel_reduce(
        std::views::iota(0, pieces), std::int64_t{0}, std::plus<>(),
        [&](int) { return trees::grove(depth).count(trees / pieces); });
    std::printf("%d\t trees of depth %d\t check: %jd\n", trees, depth,
                std::intmax_t{nodes});
  }
  std::printf("long lived tree of depth %d\t check: %jd\n", most,
              std::intmax_t{long_lived.count()});
}
