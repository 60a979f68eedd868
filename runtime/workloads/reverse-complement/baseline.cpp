// Reverse-complement with threads of the standard library.

#include "ordered-baseline.h"
#include "section.h"

int main() {
  const workload::text input = workload::read_input();
  const strand::sections all(input.view());
  workload::write_blocks(
      all.blocks(),
      [&](std::size_t number, std::string &to) { all.append(number, to); });
}
