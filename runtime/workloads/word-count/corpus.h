//===- corpus.h - documents to count, and tables of words -----------------===//
//
// What the programs word-count and word-count-group, and their baselines, have
// in common: all but how the work is shared out.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_CORPUS_H
#define HOLDFAST_WORKLOADS_CORPUS_H

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How often each word occurs.
using table = absl::flat_hash_map<std::string_view, std::uint64_t>;

/// A thousand words of one to four syllables, each followed by a space; the
/// lower a word's number, the more frequent it is.
inline std::string make_document(int number) {
  static constexpr char syllables[] = "bacedifoguhajekilomunapereqisotu";
  auto seed = static_cast<std::uint64_t>(number);
  std::string text;
  text.reserve(8 * 1024);
  for (int i = 0; i < 1000; ++i) {
    seed = seed * 6364136223846793005 + 1442695040888963407;
    // The product of two numbers of 16 bits, cut to 16 bits.
    auto word = ((seed >> 48) * (seed >> 32 & 0xffff)) >> 16;
    do
      text.append(&syllables[2 * (word % 16)], 2);
    while (word /= 16);
    text += ' ';
  }
  return text;
}

/// Counts the words of one document.
inline table add_words(table counts, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    ++counts[text.substr(0, end)];
    text.remove_prefix(end + 1);
  }
  return counts;
}

/// The sum of both: the smaller one is added to the other.
inline table add_table(table counts, table more) {
  if (counts.size() < more.size())
    counts.swap(more);
  for (const auto &[word, count] : more)
    counts[word] += count;
  return counts;
}

inline void print(const table &counts) {
  std::vector<std::pair<std::string_view, std::uint64_t>> words(counts.begin(),
                                                                counts.end());
  std::uint64_t total = 0;
  for (const auto &[word, count] : words)
    total += count;
  std::printf("%llu words, %zu different\n",
              static_cast<unsigned long long>(total), words.size());
  const auto top =
      words.begin() + std::min<std::ptrdiff_t>(10, std::ssize(words));
  std::partial_sort(words.begin(), top, words.end(),
                    [](const auto &one, const auto &other) {
                      return std::pair(other.second, one.first) <
                             std::pair(one.second, other.first);
                    });
  for (auto one = words.begin(); one != top; ++one)
    std::printf("%.*s %llu\n", static_cast<int>(one->first.size()),
                one->first.data(),
                static_cast<unsigned long long>(one->second));
}

#endif // HOLDFAST_WORKLOADS_CORPUS_H
