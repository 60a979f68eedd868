// The same without the runtime: std::thread, and a mutex beside the stream.

#include "workload.h"

#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 0, 10'000);
  std::mutex out;
  std::vector<std::thread> threads;
  for (int number = 0; number < n; ++number)
    threads.emplace_back([&out, number] {
      const std::lock_guard held(out);
      std::cout << number << '\n';
    });
  for (std::thread &one : threads)
    one.join();
}
