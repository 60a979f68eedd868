// N threads, each of which prints its own number on a line of its own.
//
// A closure that captured `number` by reference would read the one variable of
// the loop (docs/tour/workers.cpp: Holdfast reports it); here each thread is
// given its own. Lines come in any order, but whole: the stream is behind a
// lock. The scope joins.

#include "workload.h"

#include "holdfast/mutex.h"
#include "holdfast/thread.h"

#include <iostream>

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 0, 10'000);
  const holdfast::mutex<std::ostream> out(std::cout.rdbuf());
  holdfast::scope([&](auto &threads) {
    for (int number = 0; number < n; ++number)
      threads.spawn([&out, number] { *out.lock() << number << '\n'; });
  });
}
