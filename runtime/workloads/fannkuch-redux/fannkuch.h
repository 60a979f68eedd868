//===- fannkuch.h - flips of many permutations at once --------------------===//
//
// A permutation of up to 16 numbers is one register of bytes, so that to flip
// its first elements is one shuffle. The permutations come in the order of the
// Benchmarks Game, in blocks of at most 5! = 120: those of one block are fixed
// shuffles of the first of it. Two lie in one register of 32 bytes, the even
// one below, and four such registers are flipped together until the last of
// their eight has its 0 in front; more flips change nothing there.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_FANNKUCH_H
#define HOLDFAST_WORKLOADS_FANNKUCH_H

#include <algorithm>
#include <array>
#include <cstdint>
#include <immintrin.h>

namespace fannkuch {

using bytes = std::array<std::uint8_t, 16>;

/// What flipping some permutations told.
struct flips {
  std::int64_t checksum = 0;
  int most = 0;
};
inline flips operator+(flips a, flips b) {
  return {a.checksum + b.checksum, std::max(a.most, b.most)};
}

constexpr std::int64_t factorial(int n) {
  return n < 2 ? 1 : n * factorial(n - 1);
}

/// The permutation of that number: of its digits, in the factorial base, the
/// i-th says how far the first i + 1 elements are rotated.
constexpr bytes permutation(int n, std::int64_t number) {
  bytes all{};
  for (int i = 0; i < 16; ++i)
    all[i] = static_cast<std::uint8_t>(i);
  for (int i = n - 1; i > 0; --i) {
    const auto digit = number / factorial(i);
    number %= factorial(i);
    std::rotate(all.begin(), all.begin() + digit, all.begin() + i + 1);
  }
  return all;
}

/// All permutations of n elements, in blocks.
class blocks {
public:
  explicit blocks(int n)
      : n_(n), size_(factorial(std::min(n, 5))), count_(factorial(n) / size_) {
    for (auto &one : shuffles_)
      one.fill(0x80); // to nothing but zeros: no flips
    for (std::int64_t i = 0; i < size_; ++i)
      shuffles_[i] = permutation(std::min(n, 5), i);
  }
  std::int64_t count() const { return count_; }

  /// The flips of one block.
  flips flip(std::int64_t block) const {
    const bytes first = permutation(n_, block * size_);
    const __m256i base = _mm256_broadcastsi128_si256(load(first));
    __m256i sum = _mm256_setzero_si256(), most = sum;
    for (std::int64_t i = 0; i < size_; i += 8) {
      __m256i four[4], counts[4] = {};
      for (int k = 0; k < 4; ++k)
        four[k] = _mm256_shuffle_epi8(base, load_two(i + 2 * k));
      flip_together(four, counts);
      for (const __m256i &one : counts) {
        sum = _mm256_add_epi64(sum, _mm256_sad_epu8(one, __m256i{}));
        most = _mm256_max_epu8(most, one);
      }
    }
    // Each sum is of eight bytes that are all the same.
    const std::int64_t checksum =
        (_mm256_extract_epi64(sum, 0) - _mm256_extract_epi64(sum, 2)) / 8;
    return {checksum, std::max(_mm256_extract_epi8(most, 0),
                               _mm256_extract_epi8(most, 16))};
  }

private:
  static __m128i load(const bytes &from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i *>(from.data()));
  }
  __m256i load_two(std::int64_t number) const {
    return _mm256_set_m128i(load(shuffles_[number + 1]),
                            load(shuffles_[number]));
  }
  /// Flips until every first element is 0, and counts, in each byte, how often.
  static void flip_together(__m256i (&four)[4], __m256i (&counts)[4]) {
    const __m256i places = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    const __m256i zero = _mm256_setzero_si256();
    for (;;) {
      __m256i first[4], any = zero;
      for (int k = 0; k < 4; ++k) {
        first[k] = _mm256_shuffle_epi8(four[k], zero); // in every byte
        any = _mm256_or_si256(any, first[k]);
      }
      if (_mm256_testz_si256(any, any))
        return;
      for (int k = 0; k < 4; ++k) {
        // Element i comes from first - i, where that is not negative.
        const __m256i mirrored = _mm256_sub_epi8(first[k], places);
        four[k] = _mm256_shuffle_epi8(
            four[k], _mm256_blendv_epi8(mirrored, places, mirrored));
        counts[k] =
            _mm256_sub_epi8(counts[k], _mm256_cmpgt_epi8(first[k], zero));
      }
    }
  }

  int n_;
  std::int64_t size_, count_;
  std::array<bytes, 120> shuffles_;
};

} // namespace fannkuch

#endif // HOLDFAST_WORKLOADS_FANNKUCH_H
