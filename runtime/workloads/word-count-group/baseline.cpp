// The same without the runtime: a thread for each processor.

#include "../word-count/corpus.h"
#include "workload.h"

#include <thread>

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 0, 1'000'000);
  const int workers =
      std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  struct part {
    std::vector<std::string> documents;
    table counts; // of views of the documents
  };
  std::vector<part> parts(static_cast<std::size_t>(workers));
  std::vector<std::thread> threads;
  for (int i = 0; i < workers; ++i)
    threads.emplace_back([&mine = parts[static_cast<std::size_t>(i)],
                          first = n * i / workers,
                          last = n * (i + 1) / workers] {
      for (int number = first; number < last; ++number)
        mine.documents.push_back(make_document(number));
      for (const std::string &text : mine.documents)
        mine.counts = add_words(std::move(mine.counts), text);
    });
  for (std::thread &one : threads)
    one.join();
  table all;
  for (part &one : parts)
    all = add_table(std::move(all), std::move(one.counts));
  print(all);
}
