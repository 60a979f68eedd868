//===- workload.h - the argument and the input of a workload --------------===//
//
// What every program of this folder does first: reads its number, which must
// lie within bounds, or all of its standard input.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_WORKLOAD_H
#define HOLDFAST_WORKLOADS_WORKLOAD_H

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace workload {

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

/// All of standard input. Where it cannot be read, says so and ends the program
/// with status 2.
inline std::string read_input() {
  std::string all;
  std::size_t size = 0;
  for (std::size_t got = 1; got != 0; size += got) {
    all.resize(std::max<std::size_t>(1 << 16, size * 2));
    got = std::fread(all.data() + size, 1, all.size() - size, stdin);
  }
  if (std::ferror(stdin)) {
    std::perror("standard input");
    std::exit(2);
  }
  all.resize(size);
  return all;
}

} // namespace workload

#endif // HOLDFAST_WORKLOADS_WORKLOAD_H
