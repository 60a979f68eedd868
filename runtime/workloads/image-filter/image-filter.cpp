// A generated picture of N by N grey points, blurred, as PGM. Rows are
// independent of each other: each is a chunk of a parallel loop.

#include "blur.h"
#include "workload.h"

#include "holdfast/parallel.h"

#include <cstdio>
#include <memory>

int main(int count, char **arguments) {
  using blur::byte;
  const std::size_t size = workload::number(count, arguments, 1, 20'000);
  // Not filled with zeros first, which would touch all the memory twice.
  const auto points = std::make_unique_for_overwrite<byte[]>(2 * size * size);
  const std::span image(points.get(), size * size);
  const std::span blurred(points.get() + size * size, size * size);
  holdfast::parallel_chunks(image, size, blur::draw_row);
  holdfast::parallel_chunks(blurred, size,
                            [image](std::span<byte> row, std::size_t y) {
                              blur::blur_row(image, row, y);
                            });
  std::printf("P5\n%zu %zu\n255\n", size, size);
  std::fwrite(blurred.data(), 1, blurred.size(), stdout);
}
