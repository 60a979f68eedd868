//===- count.h - how often each sequence of letters occurs ----------------===//
//
// A sequence of up to 18 letters is a number of two bits for each, which is
// rolled over the text: the next one is the last, shifted by a letter. Numbers
// are counted in a hash table of Abseil.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_COUNT_H
#define HOLDFAST_WORKLOADS_COUNT_H

#include "workload.h"

#include "absl/container/flat_hash_map.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cstdint>
#include <string>
#include <vector>

namespace nucleotides {

/// Multiplies, and brings the best bits to where the table looks first.
struct number_hash {
  std::size_t operator()(std::uint64_t key) const {
    return std::rotl(key * 0x9e37'79b9'7f4a'7c15, 26);
  }
};
using table = absl::flat_hash_map<std::uint64_t, std::uint32_t, number_hash>;

/// By their numbers.
constexpr std::string_view letters = "ACTG";
constexpr std::uint64_t number_of(char letter) { return letter >> 1 & 3; }

/// The sequences that are asked for; their lengths are counted, and 1 and 2.
constexpr std::array<std::string_view, 5> questions = {
    "GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"};
constexpr std::array<std::size_t, 7> lengths = {1, 2, 3, 4, 6, 12, 18};

/// The letters of the section of that title, as their numbers, in its place.
inline std::span<const char> pack(std::span<char> text,
                                  std::string_view title) {
  const auto titled = std::ranges::search(text, title).begin();
  const auto first = std::find(titled, text.end(), '\n');
  auto from = first, to = first;
  while (from != text.end()) {
    const auto line = from + 1, end = std::find(line, text.end(), '\n');
    if (line != end && *line == '>')
      break;
    to = std::transform(line, end, to, [](char letter) {
      return static_cast<char>(number_of(letter));
    });
    from = end;
  }
  return {first, to};
}

/// Counts the sequences of that length that begin in a part of the text.
inline table count(std::span<const char> text, std::size_t length,
                   std::size_t first, std::size_t last) {
  table counts;
  last = std::min(last + length - 1, text.size());
  const std::uint64_t mask = (std::uint64_t{1} << 2 * length) - 1;
  std::uint64_t key = 0;
  std::size_t at = first;
  for (; at < std::min(first + length - 1, last); ++at)
    key = key << 2 | text[at];
  for (; at < last; ++at)
    ++counts[key = (key << 2 | text[at]) & mask];
  return counts;
}

/// What is counted together: the lengths of one part, the long ones, which take
/// longest, first; then those of the next.
struct one_task {
  std::size_t part, length;
};
constexpr one_task task(std::size_t number) {
  return {number / lengths.size(),
          lengths[lengths.size() - 1 - number % lengths.size()]};
}

/// The tables of all tasks, added up and in the order of the lengths.
inline std::array<table, lengths.size()> sums(std::vector<table> counts,
                                              std::size_t parts) {
  std::array<table, lengths.size()> all;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    table &sum = counts[i];
    for (std::size_t part = 1; part < parts; ++part)
      for (const auto &[key, number] : counts[part * lengths.size() + i])
        sum[key] += number;
    all[lengths.size() - 1 - i].swap(sum);
  }
  return all;
}

/// The shares of all sequences of one or two letters, the most frequent first.
inline void print_shares(const table &counts, std::size_t length,
                         std::size_t all) {
  std::vector<std::pair<std::uint32_t, std::string>> shares;
  for (const auto &[key, number] : counts) {
    std::string name;
    for (std::size_t i = length; i > 0; --i)
      name += letters[key >> 2 * (i - 1) & 3];
    shares.emplace_back(number, name);
  }
  std::ranges::sort(shares, [](const auto &a, const auto &b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  for (const auto &[number, name] : shares)
    std::printf("%s %.3f\n", name.c_str(),
                100.0 * number / static_cast<double>(all - length + 1));
  std::printf("\n");
}

/// `counts` are of the lengths.
inline void print(const std::array<table, lengths.size()> &counts,
                  std::size_t all) {
  print_shares(counts[0], 1, all);
  print_shares(counts[1], 2, all);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    std::uint64_t key = 0;
    for (const char letter : questions[i])
      key = key << 2 | number_of(letter);
    const auto found = counts[i + 2].find(key);
    std::printf("%u\t%.*s\n", found == counts[i + 2].end() ? 0 : found->second,
                static_cast<int>(questions[i].size()), questions[i].data());
  }
}

} // namespace nucleotides

#endif // HOLDFAST_WORKLOADS_COUNT_H
