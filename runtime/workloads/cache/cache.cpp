// A cache that is mostly read: eight goroutines look up N keys in all, some of
// them far more often than others, and the cache is now and then told to forget
// one. Printed is the sum of what was found.
//
// The table is cut into shards, each behind a readers-writer lock that owns it:
// who finds a key only reads. A value is made without any lock held; where two
// make the same one, the first stays.

#include "lookups.h"
#include "workload.h"

#include "holdfast/cell.h"
#include "holdfast/go.h"
#include "holdfast/mutex.h"

#include <array>
#include <optional>

namespace {

class cache {
public:
  std::uint64_t get(std::uint64_t key) const {
    const auto &mine = shard_of(key);
    const auto found = mine.with_read([key](const table &all) {
      const auto at = all.find(key);
      return at == all.end() ? std::nullopt : std::optional(at->second);
    });
    if (found)
      return *found;
    const std::uint64_t made = steps_to_one(key);
    mine.write()->try_emplace(key, made);
    return made;
  }
  void forget(std::uint64_t key) const { shard_of(key).write()->erase(key); }

private:
  const holdfast::rwlock<table> &shard_of(std::uint64_t key) const {
    return shards_[key % shards];
  }
  std::array<holdfast::rwlock<table>, shards> shards_;
};

} // namespace

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 0, 2'000'000'000);
  constexpr int readers = 8;
  const cache shared;
  const holdfast::atomic<std::uint64_t> sum(0);
  holdfast::go_scope([&](auto &tasks) {
    for (int i = 0; i < readers; ++i)
      tasks.go(
          [&, i] { sum.fetch_add(look_up(shared, i, (n + i) / readers)); });
  });
  std::printf("%llu\n", static_cast<unsigned long long>(sum.load()));
}
