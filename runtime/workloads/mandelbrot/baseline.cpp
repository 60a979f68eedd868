// Mandelbrot with threads of the standard library: each draws the next row.

#include "row.h"
#include "workload.h"

#include <atomic>
#include <thread>

int main(int count, char **arguments) {
  const int size = workload::number(count, arguments, 1, 65'536);
  const mandelbrot::image image(size);
  const std::size_t width = image.width();
  std::vector<std::uint8_t> bytes(width * size);
  std::atomic<int> next = 0;
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i)
      threads.emplace_back([&] {
        for (int row; (row = next.fetch_add(1)) < size;)
          image.draw(row, std::span(bytes).subspan(row * width, width));
      });
  }
  std::printf("P4\n%d %d\n", size, size);
  std::fwrite(bytes.data(), 1, bytes.size(), stdout);
}
