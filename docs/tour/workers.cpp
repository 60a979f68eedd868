// Threads that borrow: ten of them read the one loop variable, which goes on
// counting while they start and is gone before they are joined.

#include <iostream>
#include <thread>
#include <vector>

void startWorkers() {
  std::vector<std::thread> Workers;
  for (int I = 0; I < 10; ++I)
    Workers.emplace_back([&] { std::cout << I; }); // reads the I of them all
  for (std::thread &Worker : Workers)
    Worker.join();
}

void startWorkersWithCopies() {
  std::vector<std::thread> Workers;
  for (int I = 0; I < 10; ++I)
    Workers.emplace_back([I] { std::cout << I; }); // right: each has its own
  for (std::thread &Worker : Workers)
    Worker.join();
}
