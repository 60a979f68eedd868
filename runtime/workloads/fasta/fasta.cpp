// Fasta: blocks of sequences, made in parallel and written in their order.

#include "ordered.h"
#include "sequence.h"
#include "workload.h"

int main(int count, char **arguments) {
  const fasta::sequences all(
      workload::number(count, arguments, 1, 1'000'000'000));
  workload::write_blocks(
      all.blocks(),
      [&](std::size_t number, std::string &to) { all.append(number, to); });
}
