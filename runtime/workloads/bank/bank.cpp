// A bank: N transfers by eight tellers between a thousand accounts, each behind
// a lock that owns it.
//
// lock_all() takes both locks of a transfer whatever their order, so no two
// tellers wait for each other for ever. An account may go below zero; so each
// ends the same whatever the order of the transfers. Printed are the sum, which
// no transfer changes, and a checksum of the balances.

#include "teller.h"
#include "workload.h"

#include "holdfast/go.h"
#include "holdfast/mutex.h"

#include <vector>

struct account {
  std::int64_t balance = 1000;
};
using accounts = std::vector<holdfast::mutex<account>>;

static void work(const accounts &all, teller mine, int transfers) {
  for (int i = 0; i < transfers; ++i) {
    const transfer next = mine.next();
    auto [from, to] = holdfast::lock_all(all[next.from], all[next.to]);
    from->balance -= next.amount;
    to->balance += next.amount;
  }
}

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 0, 2'000'000'000);
  const accounts all(teller::accounts);
  holdfast::go_scope([&](auto &tasks) {
    for (int i = 0; i < teller::number; ++i)
      tasks.go(
          [&all, i, n] { work(all, teller(i), (n + i) / teller::number); });
  });
  long long total = 0, checksum = 0, place = 0;
  for (const auto &one : all) {
    const long long balance = one.lock()->balance;
    total += balance;
    checksum += ++place * balance;
  }
  std::printf("total %lld\nchecksum %lld\n", total, checksum);
}
