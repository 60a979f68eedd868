// How often each word occurs in N generated documents of a thousand words: a
// parallel map makes them, a parallel fold counts them.
//
// Each thread counts into a table of its own, whose keys are views of the
// documents; tables are merged when their threads have done. Printed are the
// number of words and the ten most frequent.

#include "corpus.h"
#include "workload.h"

#include "holdfast/parallel.h"

#include <ranges>

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 0, 1'000'000);
  const std::vector<std::string> documents =
      holdfast::parallel_map(std::views::iota(0, n), make_document);
  print(holdfast::parallel_fold(documents, table(), add_words, add_table));
}
