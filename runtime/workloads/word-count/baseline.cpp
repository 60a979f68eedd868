// The same without the runtime: as many threads as there are processors, each
// with a part of the documents.

#include "corpus.h"
#include "workload.h"

#include <thread>

/// Calls body(part, first, last) for equal parts of `count`, each in a thread.
template <class Body>
static void in_parts(std::size_t parts, std::size_t count, const Body &body) {
  std::vector<std::jthread> threads;
  for (std::size_t part = 0; part < parts; ++part)
    threads.emplace_back([=, &body] {
      body(part, count * part / parts, count * (part + 1) / parts);
    });
}

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 0, 1'000'000);
  const std::size_t parts = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::string> documents(static_cast<std::size_t>(n));
  in_parts(parts, documents.size(),
           [&](std::size_t, std::size_t first, std::size_t last) {
             for (std::size_t i = first; i < last; ++i)
               documents[i] = make_document(static_cast<int>(i));
           });
  std::vector<table> tables(parts);
  in_parts(parts, documents.size(),
           [&](std::size_t part, std::size_t first, std::size_t last) {
             for (std::size_t i = first; i < last; ++i)
               tables[part] = add_words(std::move(tables[part]), documents[i]);
           });
  table all;
  for (table &one : tables)
    all = add_table(std::move(all), std::move(one));
  print(all);
}
