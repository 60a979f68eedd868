// Regex-redux with threads of the standard library.

#include "regex.h"

#include <atomic>
#include <thread>
#include <vector>

int main() {
  const workload::text input = workload::read_input();
  const regex::pattern no_letters(regex::no_letters);
  const std::size_t parts = std::thread::hardware_concurrency();
  std::string text;
  {
    std::vector<std::string> cleaned(parts);
    {
      std::vector<std::jthread> threads;
      for (std::size_t part = 0; part < parts; ++part)
        threads.emplace_back([&, part] {
          cleaned[part] = no_letters.replace(
              regex::lines_of_part(input.view(), part, parts), "");
        });
    }
    text = regex::joined(cleaned);
  }
  std::array<std::size_t, regex::variants.size()> counts;
  std::atomic<std::size_t> next = 0;
  const auto count = [&] {
    for (std::size_t i; (i = next.fetch_add(1)) < counts.size();)
      counts[i] = regex::pattern(regex::variants[i]).count(text);
  };
  std::size_t replaced = 0;
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < parts; ++i)
      threads.emplace_back(count);
    replaced = regex::length_of_replaced(text);
    count();
  }
  regex::print(counts, input.view().size(), text.size(), replaced);
}
