// K-nucleotide with threads of the standard library: each counts the next part
// of the text for one length.

#include "count.h"

#include <atomic>
#include <thread>

int main() {
  workload::text input = workload::read_input();
  const auto text = nucleotides::pack(input.all(), ">THREE");
  constexpr std::size_t parts = 2, tasks = parts * nucleotides::lengths.size();
  const std::size_t size = text.size() / parts + 1;
  std::vector<nucleotides::table> counts(tasks);
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i)
      threads.emplace_back([&] {
        for (std::size_t i; (i = next.fetch_add(1)) < tasks;) {
          const auto [part, length] = nucleotides::task(i);
          const std::size_t first = part * size;
          counts[i] = nucleotides::count(text, length, first, first + size);
        }
      });
  }
  nucleotides::print(nucleotides::sums(std::move(counts), parts), text.size());
}
