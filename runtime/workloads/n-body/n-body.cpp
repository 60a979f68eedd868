// N-body: five bodies, one thread. The ten pairs are the lanes of three vectors
// of four, two of them unused, so that distances and roots are taken of four
// pairs at once. A root's reciprocal is the processor's estimate for floats,
// refined twice.

#include "workload.h"

#include <cmath>
#include <cstdint>
#include <immintrin.h>
#include <numbers>

namespace {

constexpr int bodies = 5, lanes = 12;
constexpr double days_per_year = 365.24;
constexpr double solar_mass = 4 * std::numbers::pi * std::numbers::pi;

/// Of the sun, Jupiter, Saturn, Uranus and Neptune: x, y, z, nothing.
struct alignas(32) vector {
  double of[4];
};

struct planets {
  vector place[bodies] = {
      {{0, 0, 0}},
      {{4.84143144246472090e+00, -1.16032004402742839e+00,
        -1.03622044471123109e-01}},
      {{8.34336671824457987e+00, 4.12479856412430479e+00,
        -4.03523417114321381e-01}},
      {{1.28943695621391310e+01, -1.51111514016986312e+01,
        -2.23307578892655734e-01}},
      {{1.53796971148509165e+01, -2.59193146099879641e+01,
        1.79258772950371181e-01}},
  };
  vector velocity[bodies] = {
      {{0, 0, 0}},
      {{1.66007664274403694e-03 * days_per_year,
        7.69901118419740425e-03 * days_per_year,
        -6.90460016972063023e-05 * days_per_year}},
      {{-2.76742510726411939e-03 * days_per_year,
        4.99852801234917238e-03 * days_per_year,
        2.30417297573763929e-05 * days_per_year}},
      {{2.96460137564761618e-03 * days_per_year,
        2.37847173959480950e-03 * days_per_year,
        -2.96589568540237556e-05 * days_per_year}},
      {{2.68067772490389322e-03 * days_per_year,
        1.62824170038242295e-03 * days_per_year,
        -9.51592254519715870e-05 * days_per_year}},
  };
  double mass[bodies] = {solar_mass, 9.54791938424326609e-04 * solar_mass,
                         2.85885980666130812e-04 * solar_mass,
                         4.36624404335156298e-05 * solar_mass,
                         5.15138902046611451e-05 * solar_mass};

  /// The sun moves against the others, so that their sum rests.
  void rest() {
    for (int k = 0; k < 3; ++k) {
      double sum = 0;
      for (int i = 0; i < bodies; ++i)
        sum += velocity[i].of[k] * mass[i];
      velocity[0].of[k] = -sum / solar_mass;
    }
  }

  double energy() const {
    double sum = 0;
    for (int i = 0; i < bodies; ++i) {
      for (int k = 0; k < 3; ++k)
        sum += mass[i] * velocity[i].of[k] * velocity[i].of[k] / 2;
      for (int j = i + 1; j < bodies; ++j) {
        double square = 0;
        for (int k = 0; k < 3; ++k)
          square += std::pow(place[i].of[k] - place[j].of[k], 2);
        sum -= mass[i] * mass[j] / std::sqrt(square);
      }
    }
    return sum;
  }

  void advance(int steps, double time);
};

/// time / distance^3 of four pairs, of the squares of their distances.
__m256d magnitudes(__m256d square, double time) {
  const __m256d half = square * 0.5;
  __m256d root = _mm256_cvtps_pd(_mm_rsqrt_ps(_mm256_cvtpd_ps(square)));
  for (int i = 0; i < 2; ++i)
    root = root * (1.5 - half * root * root);
  return time * root * root * root;
}

void planets::advance(int steps, double time) {
  __m256d at[bodies], speed[bodies], between[lanes] = {};
  for (int i = 0; i < bodies; ++i) {
    at[i] = _mm256_load_pd(place[i].of);
    speed[i] = _mm256_load_pd(velocity[i].of);
  }
  between[10] = between[11] = _mm256_set1_pd(1); // no pairs
  for (; steps > 0; --steps) {
    for (int i = 0, pair = 0; i < bodies; ++i)
      for (int j = i + 1; j < bodies; ++j)
        between[pair++] = at[i] - at[j];
    alignas(32) double magnitude[lanes];
    for (int p = 0; p < lanes; p += 4) {
      // Four squares, summed across: (0, 1), (2, 3) in each half.
      const __m256d low = _mm256_hadd_pd(between[p] * between[p],
                                         between[p + 1] * between[p + 1]);
      const __m256d high = _mm256_hadd_pd(between[p + 2] * between[p + 2],
                                          between[p + 3] * between[p + 3]);
      const __m256d square = _mm256_permute2f128_pd(low, high, 0x21) +
                             _mm256_blend_pd(low, high, 0b1100);
      _mm256_store_pd(magnitude + p, magnitudes(square, time));
    }
    for (int i = 0, pair = 0; i < bodies; ++i)
      for (int j = i + 1; j < bodies; ++j, ++pair) {
        const __m256d pull = between[pair] * magnitude[pair];
        speed[i] -= pull * mass[j];
        speed[j] += pull * mass[i];
      }
    for (int i = 0; i < bodies; ++i)
      at[i] += speed[i] * time;
  }
  for (int i = 0; i < bodies; ++i) {
    _mm256_store_pd(place[i].of, at[i]);
    _mm256_store_pd(velocity[i].of, speed[i]);
  }
}

} // namespace

int main(int count, char **arguments) {
  const int steps = workload::number(count, arguments, 0, 1'000'000'000);
  planets all;
  all.rest();
  std::printf("%.9f\n", all.energy());
  all.advance(steps, 0.01);
  std::printf("%.9f\n", all.energy());
}
