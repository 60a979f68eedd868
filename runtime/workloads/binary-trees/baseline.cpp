// Binary trees with threads of the standard library: each builds the next piece.

#include "tree.h"
#include "workload.h"

#include <atomic>
#include <numeric>
#include <thread>
#include <vector>

namespace {

std::int64_t count_all(int trees, int depth) {
  std::vector<std::int64_t> nodes(std::thread::hardware_concurrency());
  const int pieces = trees::piece_count();
  std::atomic<int> next = 0;
  {
    std::vector<std::jthread> threads;
    for (auto &result : nodes)
      threads.emplace_back([&] {
        std::int64_t own = 0;
        while (next.fetch_add(1) < pieces)
          own += trees::grove(depth).count(trees / pieces);
        result = own;
      });
  }
  return std::accumulate(nodes.begin(), nodes.end(), std::int64_t{0});
}

} // namespace

int main(int count, char **arguments) {
  const int most = std::max(trees::least_depth + 2,
                            workload::number(count, arguments, 0, 30));
  std::printf("stretch tree of depth %d\t check: %jd\n", most + 1,
              std::intmax_t{trees::grove(most + 1).count(1)});
  trees::grove lasting(most);
  const trees::node &long_lived = lasting.next();
  for (int depth = trees::least_depth; depth <= most; depth += 2) {
    const int trees = 1 << (most - depth + trees::least_depth);
    std::printf("%d\t trees of depth %d\t check: %jd\n", trees, depth,
                std::intmax_t{count_all(trees, depth)});
  }
  std::printf("long lived tree of depth %d\t check: %jd\n", most,
              std::intmax_t{long_lived.count()});
}
