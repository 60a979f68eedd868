// Regex-redux: the text is cleaned in parts; then the replacements, which need
// each other, run beside the counts, which do not.

#include "regex.h"

#include "holdfast/parallel.h"

int main() {
  const workload::text input = workload::read_input();
  const regex::pattern no_letters(regex::no_letters);
  constexpr std::size_t parts = 16;
  const std::string text = regex::joined(holdfast::parallel_map(
      std::views::iota(std::size_t{0}, parts), [&](std::size_t part) {
        return no_letters.replace(
            regex::lines_of_part(input.view(), part, parts), "");
      }));
  std::array<std::size_t, regex::variants.size()> counts;
  const auto [replaced, none] = holdfast::join(
      [&] { return regex::length_of_replaced(text); },
      [&] {
        holdfast::parallel_map(
            std::views::iota(std::size_t{0}, counts.size()), counts.begin(),
            [&](std::size_t i) {
              return regex::pattern(regex::variants[i]).count(text);
            });
      });
  regex::print(counts, input.view().size(), text.size(), replaced);
}
