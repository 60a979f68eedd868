// Fannkuch-redux with threads of the standard library: each takes the next
// blocks from a counter that they share.

#include "fannkuch.h"
#include "workload.h"

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 1, 16);
  const fannkuch::blocks blocks(n);
  std::vector<fannkuch::flips> results(std::thread::hardware_concurrency());
  std::atomic<std::int64_t> next = 0;
  {
    std::vector<std::jthread> threads;
    for (auto &result : results)
      threads.emplace_back([&] {
        fannkuch::flips own;
        constexpr std::int64_t some = 64;
        for (std::int64_t first;
             (first = next.fetch_add(some)) < blocks.count();)
          for (auto block = first;
               block < std::min(first + some, blocks.count()); ++block)
            own = own + blocks.flip(block);
        result = own;
      });
  }
  fannkuch::flips all;
  for (const auto &result : results)
    all = all + result;
  std::printf("%lld\nPfannkuchen(%d) = %d\n",
              static_cast<long long>(all.checksum), n, all.most);
}
