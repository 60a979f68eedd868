//===- sequence.h - the sequences of fasta, in blocks ---------------------===//
//
// A random sequence is drawn from a linear congruential generator. A block
// finds the state at its beginning by squaring the generator's step, so blocks
// do not wait for each other; within one, sixteen states, one behind the
// other, make sixteen steps at once. Which letter a state stands for is the
// number of thresholds that it has reached.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_SEQUENCE_H
#define HOLDFAST_WORKLOADS_SEQUENCE_H

#include <algorithm>
#include <array>
#include <cstdint>
#include <immintrin.h>
#include <string>
#include <string_view>
#include <vector>

namespace fasta {

constexpr std::size_t line = 60, block = line * 1024;
constexpr std::int64_t modulus = 139'968;

/// What one or more steps of the generator do: x becomes by * x + plus.
struct step {
  std::int64_t by = 3877, plus = 29'573;
  std::int64_t operator()(std::int64_t x) const {
    return (by * x + plus) % modulus;
  }
  /// Another step after this one.
  step then(step other) const { return {by * other.by % modulus, other(plus)}; }
  step times(std::size_t count) const {
    step all{1, 0};
    for (step some = *this; count > 0; count /= 2, some = some.then(some))
      if (count % 2)
        all = all.then(some);
    return all;
  }
};

/// Letters and how probable they are.
class alphabet {
public:
  alphabet(std::string_view letters, const std::vector<double> &chances)
      : limits_(letters.size() - 1) {
    letters.copy(letters_.data(), letters_.size());
    double sum = 0;
    for (std::size_t i = 0; i < limits_.size(); ++i) {
      sum += chances[i];
      while (limits_[i] / static_cast<double>(modulus) < sum)
        ++limits_[i];
    }
  }
  /// Appends `count` letters, and some more, of the states after the first.
  void draw(std::int64_t first, std::size_t count, char *to) const;

private:
  std::array<char, 16> letters_{};
  std::vector<int> limits_; // the first state that is not that letter any more
};

/// Four states of the generator, whole numbers, as doubles hold exactly.
class four_states {
public:
  explicit four_states(const std::int64_t *from)
      : x_(_mm256_setr_pd(
            static_cast<double>(from[0]), static_cast<double>(from[1]),
            static_cast<double>(from[2]), static_cast<double>(from[3]))) {}
  void advance(__m256d by, __m256d plus) {
    const __m256d next = x_ * by + plus;
    // A half more keeps the quotient of a multiple from being rounded below.
    const __m256d quotient = _mm256_floor_pd((next + 0.5) * (1.0 / modulus));
    x_ = next - quotient * static_cast<double>(modulus);
  }
  __m128i whole() const { return _mm256_cvtpd_epi32(x_); }

private:
  __m256d x_;
};

inline void alphabet::draw(std::int64_t first, std::size_t count,
                           char *to) const {
  std::int64_t states[16];
  for (auto &state : states)
    state = first = step()(first);
  four_states all[4] = {four_states(states), four_states(states + 4),
                        four_states(states + 8), four_states(states + 12)};
  const step sixteen = step().times(16);
  const __m256d by = _mm256_set1_pd(static_cast<double>(sixteen.by));
  const __m256d plus = _mm256_set1_pd(static_cast<double>(sixteen.plus));
  const __m128i letters =
      _mm_loadu_si128(reinterpret_cast<const __m128i *>(letters_.data()));
  std::array<__m256i, 15> limits{};
  for (std::size_t i = 0; i < limits_.size(); ++i)
    limits[i] = _mm256_set1_epi32(limits_[i] - 1);
  for (std::size_t at = 0; at < count; at += 16) {
    const __m256i low = _mm256_set_m128i(all[1].whole(), all[0].whole());
    const __m256i high = _mm256_set_m128i(all[3].whole(), all[2].whole());
    __m256i less = _mm256_setzero_si256(), more = less; // minus the numbers
    for (std::size_t i = 0; i < limits_.size(); ++i) {
      less = _mm256_add_epi32(less, _mm256_cmpgt_epi32(low, limits[i]));
      more = _mm256_add_epi32(more, _mm256_cmpgt_epi32(high, limits[i]));
    }
    // Each half of a register is packed by itself: 0 2 1 3 puts them in order.
    const __m256i both = _mm256_permute4x64_epi64(
        _mm256_abs_epi16(_mm256_packs_epi32(less, more)), 0b11'01'10'00);
    const __m128i which = _mm_packus_epi16(_mm256_castsi256_si128(both),
                                           _mm256_extracti128_si256(both, 1));
    _mm_storeu_si128(reinterpret_cast<__m128i *>(to + at),
                     _mm_shuffle_epi8(letters, which));
    for (four_states &four : all)
      four.advance(by, plus);
  }
}

/// One of the three sequences.
class sequence {
public:
  /// A sequence that repeats a text.
  sequence(std::string_view title, std::size_t size, std::string_view text)
      : title_(title), size_(size), text_(text) {}
  /// A random one; `state` is the generator's, and is moved on.
  sequence(std::string_view title, std::size_t size, const alphabet &of,
           std::int64_t &state)
      : title_(title), size_(size), of_(&of), state_(state) {
    state = step().times(size)(state);
  }
  std::size_t blocks() const { return (size_ + block - 1) / block; }

  /// Appends that block, with the title in front of the first.
  void append(std::size_t number, std::string &to) const {
    if (number == 0)
      to += title_;
    const std::size_t first = number * block,
                      count = std::min(block, size_ - first);
    std::array<char, block + line> letters;
    if (of_)
      of_->draw(step().times(first)(state_), count, letters.data());
    else
      repeat(first, count, letters.data());
    for (std::size_t at = 0; at < count; at += line) {
      to.append(letters.data() + at, std::min(line, count - at));
      to += '\n';
    }
  }

private:
  void repeat(std::size_t first, std::size_t count, char *to) const {
    for (std::size_t at = 0; at < count;)
      at += text_.substr((first + at) % text_.size()).copy(to + at, count - at);
  }

  std::string_view title_;
  std::size_t size_;
  std::string_view text_;
  const alphabet *of_ = nullptr;
  std::int64_t state_ = 0;
};

/// The three sequences of the Benchmarks Game for N.
class sequences {
public:
  explicit sequences(std::size_t n)
      : ambiguous_("acgtBDHKMNRSVWY",
                   {0.27, 0.12, 0.12, 0.27, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02,
                    0.02, 0.02, 0.02, 0.02, 0.02}),
        human_("acgt", {0.3029549426680, 0.1979883004921, 0.1975473066391,
                        0.3015094502008}) {
    std::int64_t state = 42;
    all_.emplace_back(">ONE Homo sapiens alu\n", 2 * n, alu);
    all_.emplace_back(">TWO IUB ambiguity codes\n", 3 * n, ambiguous_, state);
    all_.emplace_back(">THREE Homo sapiens frequency\n", 5 * n, human_, state);
  }
  sequences(const sequences &) = delete;
  std::size_t blocks() const {
    std::size_t sum = 0;
    for (const sequence &one : all_)
      sum += one.blocks();
    return sum;
  }
  void append(std::size_t number, std::string &to) const {
    for (const sequence &one : all_) {
      if (number < one.blocks())
        return one.append(number, to);
      number -= one.blocks();
    }
  }

private:
  static constexpr std::string_view alu =
      "GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGG"
      "GAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA"
      "CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAAT"
      "ACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA"
      "GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGG"
      "AGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC"
      "AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA";
  alphabet ambiguous_, human_;
  std::vector<sequence> all_;
};

} // namespace fasta

#endif // HOLDFAST_WORKLOADS_SEQUENCE_H
