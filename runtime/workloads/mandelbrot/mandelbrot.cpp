// Mandelbrot: the rows of a picture in parallel, written as a portable bitmap.

#include "row.h"
#include "workload.h"

#include "holdfast/parallel.h"

int main(int count, char **arguments) {
  const int size = workload::number(count, arguments, 1, 65'536);
  const mandelbrot::image image(size);
  std::vector<std::uint8_t> bytes(std::size_t(image.width()) * size);
  holdfast::parallel_chunks(
      bytes, image.width(),
      [&](std::span<std::uint8_t> row, std::size_t number) {
        image.draw(static_cast<int>(number), row);
      });
  std::printf("P4\n%d %d\n", size, size);
  std::fwrite(bytes.data(), 1, bytes.size(), stdout);
}
