// How often each word occurs in N generated documents of a thousand words: a
// goroutine for each processor makes its part and counts it; a wait group
// waits.
//
// Each goroutine holds a token of the group, which ends with it; so the count
// of a wait group cannot be wrong, as Go's can. What the goroutines share is an
// arc, which keeps it; each hands its part in under the lock.

#include "../word-count/corpus.h"
#include "workload.h"

#include "holdfast/arc.h"
#include "holdfast/go.h"

namespace {

struct part {
  std::vector<std::string> documents;
  table counts; // of views of the documents
};
using parts = holdfast::arc<holdfast::mutex<std::vector<part>>>;

void count_part(int first, int last, const parts &done,
                [[maybe_unused]] const holdfast::wait_group::member &member) {
  part mine;
  for (int number = first; number < last; ++number)
    mine.documents.push_back(make_document(number));
  for (const std::string &text : mine.documents)
    mine.counts = add_words(std::move(mine.counts), text);
  done->lock()->push_back(std::move(mine));
}

} // namespace

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 0, 1'000'000);
  const int workers =
      std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  const auto done = parts::make();
  const holdfast::wait_group group;
  for (int i = 0; i < workers; ++i)
    holdfast::go(count_part, n * i / workers, n * (i + 1) / workers, done,
                 group.token())
        .detach();
  group.wait();

  table all;
  auto made = done->lock();
  for (part &one : *made)
    all = add_table(std::move(all), std::move(one.counts));
  print(all);
}
