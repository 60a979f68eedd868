// Fannkuch-redux: blocks of permutations, flipped in parallel and added up.

#include "fannkuch.h"
#include "workload.h"

#include "holdfast/parallel.h"

#include <cstdio>

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 1, 16);
  const fannkuch::blocks blocks(n);
  const auto [checksum, most] = holdfast::parallel_reduce(
      std::views::iota(std::int64_t{0}, blocks.count()), fannkuch::flips{},
      std::plus<>(), [&](std::int64_t block) { return blocks.flip(block); });
  std::printf("%lld\nPfannkuchen(%d) = %d\n", static_cast<long long>(checksum),
              n, most);
}
