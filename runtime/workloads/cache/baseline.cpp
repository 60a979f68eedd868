// The cache without the runtime: a std::shared_mutex beside each shard, and
// eight threads.

#include "lookups.h"
#include "workload.h"

#include <array>
#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

namespace {

class cache {
public:
  std::uint64_t get(std::uint64_t key) {
    shard &mine = shards_[key % shards];
    {
      const std::shared_lock held(mine.lock);
      if (const auto at = mine.all.find(key); at != mine.all.end())
        return at->second;
    }
    const std::uint64_t made = steps_to_one(key);
    const std::lock_guard held(mine.lock);
    mine.all.try_emplace(key, made);
    return made;
  }
  void forget(std::uint64_t key) {
    shard &mine = shards_[key % shards];
    const std::lock_guard held(mine.lock);
    mine.all.erase(key);
  }

private:
  struct shard {
    std::shared_mutex lock;
    table all; // guarded by lock
  };
  std::array<shard, shards> shards_;
};

} // namespace

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 0, 2'000'000'000);
  constexpr int readers = 8;
  cache shared;
  std::atomic<std::uint64_t> sum = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < readers; ++i)
      threads.emplace_back(
          [&, i] { sum += look_up(shared, i, (n + i) / readers); });
  }
  std::printf("%llu\n", static_cast<unsigned long long>(sum.load()));
}
