// The bank without the runtime: a mutex beside each balance, std::scoped_lock,
// and eight threads.

#include "teller.h"
#include "workload.h"

#include <mutex>
#include <thread>
#include <vector>

struct account {
  std::mutex lock;
  std::int64_t balance = 1000; // guarded by lock
};
using accounts = std::vector<account>;

static void work(accounts &all, teller mine, int transfers) {
  for (int i = 0; i < transfers; ++i) {
    const transfer next = mine.next();
    account &from = all[next.from], &to = all[next.to];
    const std::scoped_lock both(from.lock, to.lock);
    from.balance -= next.amount;
    to.balance += next.amount;
  }
}

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 0, 2'000'000'000);
  accounts all(teller::accounts);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < teller::number; ++i)
      threads.emplace_back(
          [&all, i, n] { work(all, teller(i), (n + i) / teller::number); });
  }
  long long total = 0, checksum = 0, place = 0;
  for (const account &one : all) {
    total += one.balance;
    checksum += ++place * one.balance;
  }
  std::printf("total %lld\nchecksum %lld\n", total, checksum);
}
