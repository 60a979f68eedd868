// Binary trees with threads of the standard library: each builds the next few.

#include "tree.h"
#include "workload.h"

#include <atomic>
#include <numeric>
#include <thread>
#include <vector>

namespace {

std::int64_t count_all(int trees, int depth) {
  std::vector<std::int64_t> nodes(std::thread::hardware_concurrency());
  const int some = std::max(1, trees / 256);
  std::atomic<int> next = 0;
  {
    std::vector<std::jthread> threads;
    for (auto &result : nodes)
      threads.emplace_back([&] {
        std::int64_t own = 0;
        for (int first; (first = next.fetch_add(some)) < trees;)
          for (int i = first; i < std::min(first + some, trees); ++i)
            own += trees::tree(depth).count();
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
              std::intmax_t{trees::tree(most + 1).count()});
  const trees::tree long_lived(most);
  for (int depth = trees::least_depth; depth <= most; depth += 2) {
    const int trees = 1 << (most - depth + trees::least_depth);
    std::printf("%d\t trees of depth %d\t check: %jd\n", trees, depth,
                std::intmax_t{count_all(trees, depth)});
  }
  std::printf("long lived tree of depth %d\t check: %jd\n", most,
              std::intmax_t{long_lived.count()});
}
