//===- regex.h - regular expressions of PCRE2, compiled to machine code ---===//
//
// Counts and replaces the matches of a pattern. A pattern may be used by
// several threads at once: what a search writes is its own.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_REGEX_H
#define HOLDFAST_WORKLOADS_REGEX_H

#include "workload.h"

#include <array>
#include <string>
#include <vector>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace regex {

class pattern {
public:
  explicit pattern(std::string_view text)
      : code_(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()),
                            text.size(), 0, &error_, &where_, nullptr)) {
    if (!code_ || pcre2_jit_compile(code_.get(), PCRE2_JIT_COMPLETE) != 0)
      workload::fail("PCRE2 cannot compile a pattern");
  }

  std::size_t count(std::string_view text) const {
    std::size_t matches = 0;
    find_all(text, [&](std::size_t, std::size_t) { ++matches; });
    return matches;
  }

  /// The text with each match replaced.
  std::string replace(std::string_view text, std::string_view with) const {
    std::string result;
    result.reserve(text.size() +
                   text.size() / 8); // some replacements are longer
    std::size_t done = 0;
    find_all(text, [&](std::size_t first, std::size_t last) {
      result += text.substr(done, first - done);
      result += with;
      done = last;
    });
    return result += text.substr(done);
  }

private:
  template <class Found>
  void find_all(std::string_view text, const Found &found) const {
    const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)>
        match(pcre2_match_data_create_from_pattern(code_.get(), nullptr),
              &pcre2_match_data_free);
    const auto *ends = pcre2_get_ovector_pointer(match.get());
    const auto *subject = reinterpret_cast<PCRE2_SPTR>(text.data());
    for (std::size_t at = 0; pcre2_jit_match(code_.get(), subject, text.size(),
                                             at, 0, match.get(), nullptr) > 0;
         at = ends[1])
      found(ends[0], ends[1]);
  }

  struct free_code {
    void operator()(pcre2_code *code) const { pcre2_code_free(code); }
  };

  int error_ = 0;
  PCRE2_SIZE where_ = 0;
  std::unique_ptr<pcre2_code, free_code> code_;
};

/// What is counted.
constexpr std::array<std::string_view, 9> variants = {
    "agggtaaa|tttaccct",         "[cgt]gggtaaa|tttaccc[acg]",
    "a[act]ggtaaa|tttacc[agt]t", "ag[act]gtaaa|tttac[agt]ct",
    "agg[act]taaa|ttta[agt]cct", "aggg[acg]aaa|ttt[cgt]ccct",
    "agggt[cgt]aa|tt[acg]accct", "agggta[cgt]a|t[acg]taccct",
    "agggtaa[cgt]|[acg]ttaccct"};

/// What is replaced, one after the other.
struct replacement {
  std::string_view of, with;
};
constexpr std::array<replacement, 5> replacements = {
    {{"tHa[Nt]", "<4>"},
     {"aND|caN|Ha[DS]|WaS", "<3>"},
     {"a[NSt]|BY", "<2>"},
     {"<[^>]*>", "|"},
     {"\\|[^|][^|]*\\|", "-"}}};

/// How long a text is when all has been replaced.
inline std::size_t length_of_replaced(std::string_view text) {
  std::string result;
  for (const auto &[of, with] : replacements)
    text = result = pattern(of).replace(text, with);
  return text.size();
}

/// The part of a text of that number, cut behind ends of lines.
inline std::string_view lines_of_part(std::string_view text, std::size_t number,
                                      std::size_t parts) {
  const auto begin = [&](std::size_t part) {
    const std::size_t end = text.find('\n', text.size() / parts * part);
    return part == 0                           ? 0
           : part == parts || end == text.npos ? text.size()
                                               : end + 1;
  };
  return text.substr(begin(number), begin(number + 1) - begin(number));
}

/// The parts as one text.
inline std::string joined(const std::vector<std::string> &parts) {
  std::size_t size = 0;
  for (const std::string &part : parts)
    size += part.size();
  std::string text;
  text.reserve(size);
  for (const std::string &part : parts)
    text += part;
  return text;
}

/// Titles of sections and ends of lines.
constexpr std::string_view no_letters = ">.*\n|\n";

inline void print(const std::array<std::size_t, variants.size()> &counts,
                  std::size_t input, std::size_t cleaned,
                  std::size_t replaced) {
  for (std::size_t i = 0; i < variants.size(); ++i)
    std::printf("%.*s %zu\n", static_cast<int>(variants[i].size()),
                variants[i].data(), counts[i]);
  std::printf("\n%zu\n%zu\n%zu\n", input, cleaned, replaced);
}

} // namespace regex

#endif // HOLDFAST_WORKLOADS_REGEX_H
