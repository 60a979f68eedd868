// Pidigits: the digits of pi one after the other, by a spigot on GMP's numbers.
// One thread: each step needs the one before it.

#include "workload.h"

#include <algorithm>
#include <gmpxx.h>

namespace {

/// What is still to come of pi is (acc + num * x) / den, for an x from 3 to 4
/// that each step knows better.
class spigot {
public:
  int next_digit() {
    for (;;) {
      step();
      if (num_ > acc_)
        continue;
      // The digit is certain if it is the same for 3 and 4: if the remainder
      // for 3 leaves room for one more num.
      mpz_mul_ui(sum_.get_mpz_t(), num_.get_mpz_t(), 3);
      sum_ += acc_;
      mpz_tdiv_qr(digit_.get_mpz_t(), remainder_.get_mpz_t(), sum_.get_mpz_t(),
                  den_.get_mpz_t());
      sum_ = remainder_ + num_;
      if (sum_ < den_)
        return take();
    }
  }

private:
  void step() {
    ++k_;
    mpz_addmul_ui(acc_.get_mpz_t(), num_.get_mpz_t(), 2);
    acc_ *= 2 * k_ + 1;
    den_ *= 2 * k_ + 1;
    num_ *= k_;
  }
  /// What comes after the digit, ten times as large.
  int take() {
    mpz_submul_ui(remainder_.get_mpz_t(), num_.get_mpz_t(), 3);
    acc_ = remainder_ * 10;
    num_ *= 10;
    return static_cast<int>(digit_.get_ui());
  }

  unsigned long k_ = 0;
  mpz_class num_ = 1, acc_ = 0, den_ = 1, sum_, remainder_, digit_;
};

} // namespace

int main(int count, char **arguments) {
  const int digits = workload::number(count, arguments, 1, 10'000'000);
  spigot pi;
  for (int first = 0; first < digits; first += 10) {
    const int last = std::min(first + 10, digits);
    std::string line;
    for (int i = first; i < last; ++i)
      line += static_cast<char>('0' + pi.next_digit());
    std::printf("%-10s\t:%d\n", line.c_str(), last);
  }
}
