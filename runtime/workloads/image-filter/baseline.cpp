// A blurred picture without the runtime: as many threads as there are
// processors, each with a band of rows.

#include "blur.h"
#include "workload.h"

#include <cstdio>
#include <memory>
#include <thread>

/// Calls body(row, y) for all rows of a square picture, in several threads.
template <class Body>
static void for_rows(std::span<blur::byte> image, std::size_t size,
                     const Body &body) {
  const std::size_t parts = std::thread::hardware_concurrency();
  std::vector<std::jthread> threads;
  for (std::size_t part = 0; part < parts; ++part)
    threads.emplace_back([=, &body] {
      for (auto y = size * part / parts; y < size * (part + 1) / parts; ++y)
        body(image.subspan(y * size, size), y);
    });
}

int main(int count, char **arguments) {
  using blur::byte;
  const std::size_t size = workload::number(count, arguments, 1, 20'000);
  const auto points = std::make_unique_for_overwrite<byte[]>(2 * size * size);
  const std::span image(points.get(), size * size);
  const std::span blurred(points.get() + size * size, size * size);
  for_rows(image, size, blur::draw_row);
  for_rows(blurred, size, [image](std::span<byte> row, std::size_t y) {
    blur::blur_row(image, row, y);
  });
  std::printf("P5\n%zu %zu\n255\n", size, size);
  std::fwrite(blurred.data(), 1, blurred.size(), stdout);
}
