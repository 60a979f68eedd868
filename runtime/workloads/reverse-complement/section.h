//===- section.h - the sections of a FASTA file, reversed -----------------===//
//
// A section is a title and lines of 60 letters, the last of which may be
// shorter. Its other strand is made by blocks of lines, each without the
// others: where a line's letters are is known from its number. A new line is
// the end of one old line and the beginning of the one before, each reversed
// with 32 letters at a time and written with some rubbish behind, over which
// the next one is written.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_SECTION_H
#define HOLDFAST_WORKLOADS_SECTION_H

#include "workload.h"

#include <array>
#include <immintrin.h>
#include <string>
#include <vector>

namespace strand {

constexpr std::size_t line = 60, lines_of_block = 2048;

/// By the lower five bits of a letter: the letter that it is bound to.
constexpr std::array<char, 32> complements = [] {
  std::array<char, 32> all{};
  constexpr std::string_view from = "ACGTUMRWSYKVHDBN", to = "TGCAAKYWSRMBDHVN";
  for (std::size_t i = 0; i < from.size(); ++i)
    all[from[i] % 32] = to[i];
  return all;
}();

/// Writes the complements of the 32 letters that end there, the last first.
inline void reverse_32(const char *end, char *to) {
  const auto table = [](int half) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(
        reinterpret_cast<const __m128i *>(complements.data() + half * 16)));
  };
  const __m256i order = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
  const __m256i letters =
      _mm256_loadu_si256(reinterpret_cast<const __m256i *>(end - 32));
  const __m256i halves = _mm256_permute2x128_si256(letters, letters, 1);
  const __m256i turned = _mm256_shuffle_epi8(halves, order);
  const __m256i low = _mm256_and_si256(turned, _mm256_set1_epi8(15));
  // Bit 4 of a letter, which says in which half of the table it is, as a sign.
  const __m256i half = _mm256_slli_epi16(turned, 3);
  const __m256i found =
      _mm256_blendv_epi8(_mm256_shuffle_epi8(table(0), low),
                         _mm256_shuffle_epi8(table(1), low), half);
  _mm256_storeu_si256(reinterpret_cast<__m256i *>(to), found);
}
inline void reverse_64(const char *end, char *to) {
  reverse_32(end, to);
  reverse_32(end - 32, to + 32);
}

class section {
public:
  /// `text` is one title and what follows it, to the next title or the end.
  explicit section(std::string_view text) {
    const std::size_t end = text.find('\n');
    if (end == text.npos)
      workload::fail("a title without a line behind it");
    title_ = text.substr(0, end + 1);
    body_ = text.substr(end + 1);
    if (body_.ends_with('\n'))
      body_.remove_suffix(1);
    letters_ = body_.size() - body_.size() / (line + 1);
  }
  std::size_t blocks() const { return letters_ / (line * lines_of_block) + 1; }

  /// Appends that block, with the title in front of the first.
  void append(std::size_t number, std::string &to) const {
    if (number == 0)
      to += title_;
    const std::size_t first = number * lines_of_block,
                      whole = letters_ / line - first,
                      count = std::min(whole, lines_of_block), from = to.size();
    to.resize(from + count * (line + 1) + 64);
    for (std::size_t i = 0; i < count; ++i)
      reverse_line(letters_ - (first + i + 1) * line,
                   to.data() + from + i * (line + 1));
    to.resize(from + count * (line + 1));
    if (whole < lines_of_block && letters_ % line != 0) {
      for (std::size_t i = letters_ % line; i > 0; --i)
        to += complements[body_[i - 1] % 32];
      to += '\n';
    }
  }

private:
  /// The letters from that one on, the last first, and the end of the line.
  void reverse_line(std::size_t first, char *to) const {
    const std::size_t end = (first / line + 1) * (line + 1) - 1,
                      in_next = first % line;
    if (end < body_.size() && body_[end] != '\n')
      workload::fail("a line that does not have 60 letters");
    reverse_64(body_.data() + end + 1 + in_next, to);
    reverse_64(body_.data() + end, to + in_next);
    to[line] = '\n';
  }

  std::string_view title_, body_;
  std::size_t letters_;
};

/// All sections of a text that begins with a title.
class sections {
public:
  explicit sections(std::string_view text) {
    if (!text.empty() && text.front() != '>')
      workload::fail("the input does not begin with a title");
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('>', 1), text.size());
      all_.emplace_back(text.substr(0, end));
      text.remove_prefix(end);
    }
  }
  std::size_t blocks() const {
    std::size_t sum = 0;
    for (const section &one : all_)
      sum += one.blocks();
    return sum;
  }
  void append(std::size_t number, std::string &to) const {
    for (const section &one : all_) {
      if (number < one.blocks())
        return one.append(number, to);
      number -= one.blocks();
    }
  }

private:
  std::vector<section> all_;
};

} // namespace strand

#endif // HOLDFAST_WORKLOADS_SECTION_H
