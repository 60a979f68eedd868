// K-nucleotide: the counts of each length and each part of the text, in
// parallel, and added up by length.

#include "count.h"

#include "holdfast/parallel.h"

int main() {
  workload::text input = workload::read_input();
  const auto text = nucleotides::pack(input.all(), ">THREE");
  constexpr std::size_t parts = 2;
  const std::size_t size = text.size() / parts + 1;
  auto counts = holdfast::parallel_map(
      std::views::iota(std::size_t{0}, parts * nucleotides::lengths.size()),
      [&](std::size_t i) {
        const auto [part, length] = nucleotides::task(i);
        const std::size_t first = part * size;
        return nucleotides::count(text, length, first, first + size);
      });
  nucleotides::print(nucleotides::sums(std::move(counts), parts), text.size());
}
