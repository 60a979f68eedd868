//===- Patch.cpp - two texts as a unified diff ----------------------------===//
//
// Changes that are at most six lines apart share a hunk, as in diff -u.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Patch.h"

using namespace llvm;

namespace holdfast {

static constexpr unsigned Context = 3;

/// One past the last old line of `C`.
static unsigned endOf(const LineChange &C) {
  return C.Line + unsigned(C.Removed.size());
}

/// Prints one hunk; `Shift` is by how many lines the new text is ahead.
static void writeHunk(ArrayRef<StringRef> Old, ArrayRef<LineChange> Changes,
                      int &Shift, raw_ostream &Out) {
  const unsigned First =
      Changes.front().Line > Context ? Changes.front().Line - Context : 1;
  const unsigned Last =
      std::min(unsigned(Old.size()) + 1, endOf(Changes.back()) + Context);
  int Growth = 0;
  for (const LineChange &C : Changes)
    Growth += int(C.Added.size()) - int(C.Removed.size());
  Out << "@@ -" << First << ',' << Last - First << " +" << int(First) + Shift
      << ',' << int(Last - First) + Growth << " @@\n";
  unsigned Line = First;
  auto Keep = [&](unsigned Until) {
    for (; Line < Until; ++Line)
      Out << ' ' << Old[Line - 1] << '\n';
  };
  for (const LineChange &C : Changes) {
    Keep(C.Line);
    for (StringRef Text : C.Removed)
      Out << '-' << Text << '\n';
    for (const std::string &Text : C.Added)
      Out << '+' << Text << '\n';
    Line = endOf(C);
  }
  Keep(Last);
  Shift += Growth;
}

void writePatch(StringRef File, ArrayRef<StringRef> Old,
                ArrayRef<LineChange> Changes, raw_ostream &Out) {
  if (Changes.empty())
    return;
  Out << "--- a/" << File << "\n+++ b/" << File << '\n';
  int Shift = 0;
  for (size_t I = 0; I != Changes.size();) {
    size_t End = I + 1;
    while (End != Changes.size() &&
           Changes[End].Line <= endOf(Changes[End - 1]) + 2 * Context)
      ++End;
    writeHunk(Old, Changes.slice(I, End - I), Shift, Out);
    I = End;
  }
}

} // namespace holdfast
