//===- workload.h - the argument and the input of a workload --------------===//
//
// What every program of this folder does first: reads its number, which must
// lie within bounds, or all of its standard input.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_WORKLOAD_H
#define HOLDFAST_WORKLOADS_WORKLOAD_H

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace workload {

/// Says what is wrong, and ends the program with status 2.
[[noreturn]] inline void fail(const char *what) {
  std::fprintf(stderr, "%s\n", what);
  std::exit(2);
}

/// The program's one argument. Where it is no number from least to most, says
/// so and ends the program with status 2.
inline int number(int count, char **arguments, int least, int most) {
  int value = 0;
  if (count == 2) {
    const std::string_view text = arguments[1];
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() &&
        value >= least && value <= most)
      return value;
  }
  std::fprintf(stderr, "usage: %s N, a number from %d to %d\n", arguments[0],
               least, most);
  std::exit(2);
}

/// A text, with `margin` bytes in front of it and behind that may be read.
class text {
public:
  static constexpr std::size_t margin = 64;
  std::span<char> all() { return {data_.get() + margin, size_}; }
  std::string_view view() const { return {data_.get() + margin, size_}; }

private:
  friend text read_input();
  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
};

/// All of standard input. Where it cannot be read, says so and ends the program
/// with status 2.
inline text read_input() {
  text input;
  struct stat about;
  // A file says how long it is; one byte more is where its end is seen.
  std::size_t room = 1 << 20;
  if (fstat(STDIN_FILENO, &about) == 0 && S_ISREG(about.st_mode))
    room = static_cast<std::size_t>(about.st_size) + 1;
  const auto make = [&] {
    return std::make_unique_for_overwrite<char[]>(room + 2 * text::margin);
  };
  input.data_ = make();
  for (;;) {
    if (input.size_ == room) {
      room *= 2;
      auto larger = make();
      std::memcpy(larger.get(), input.data_.get(), text::margin + input.size_);
      input.data_ = std::move(larger);
    }
    const ssize_t got =
        read(STDIN_FILENO, input.data_.get() + text::margin + input.size_,
             room - input.size_);
    if (got == 0)
      break;
    if (got < 0 && errno != EINTR)
      fail("standard input cannot be read");
    input.size_ += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
  }
  return input;
}

} // namespace workload

#endif // HOLDFAST_WORKLOADS_WORKLOAD_H
