//===- Patch.cpp - two texts as a unified diff ----------------------------===//
//
// Changes that are at most six lines apart share a hunk, as in diff -u.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Patch.h"

#include "tool/output/LineChanges.h"

using namespace llvm;

namespace holdfast {

static constexpr unsigned Context = 3;

/// One past the last old line of `C`.
static unsigned endOf(const LineChange &C) {
  return C.Line + unsigned(C.Removed.size());
}

namespace {

class PatchWriter {
public:
  PatchWriter(StringRef Text, raw_ostream &Out) : Out(Out) {
    Text.split(Lines, '\n');
    HasLastEnd = Lines.back().empty();
    if (HasLastEnd)
      Lines.pop_back();
  }
  ArrayRef<StringRef> lines() const { return Lines; }
  void writeHunk(ArrayRef<LineChange> Changes);

private:
  /// `IsLast`: of its text.
  void writeLine(char Sign, StringRef Line, bool IsLast) {
    Out << Sign << Line << '\n';
    if (IsLast && !HasLastEnd)
      Out << "\\ No newline at end of file\n";
  }

  SmallVector<StringRef> Lines; ///< with their carriage returns
  bool HasLastEnd = true;
  int Shift = 0; ///< by how many lines the new text is ahead
  raw_ostream &Out;
};

} // namespace

void PatchWriter::writeHunk(ArrayRef<LineChange> Changes) {
  const unsigned Count = Lines.size();
  const unsigned First =
      Changes.front().Line > Context ? Changes.front().Line - Context : 1;
  const unsigned End = std::min(Count + 1, endOf(Changes.back()) + Context);
  int Growth = 0;
  for (const LineChange &C : Changes)
    Growth += int(C.Added.size()) - int(C.Removed.size());
  Out << "@@ -" << First << ',' << End - First << " +" << int(First) + Shift
      << ',' << int(End - First) + Growth << " @@\n";
  unsigned Line = First;
  auto Keep = [&](unsigned Until) {
    for (; Line < Until; ++Line)
      writeLine(' ', Lines[Line - 1], Line == Count);
  };
  for (const LineChange &C : Changes) {
    Keep(C.Line);
    for (StringRef Text : C.Removed) {
      writeLine('-', Text, Line == Count);
      ++Line;
    }
    for (const std::string &Text : C.Added)
      writeLine('+', Text, Line > Count && &Text == &C.Added.back());
  }
  Keep(End);
  Shift += Growth;
}

void writePatch(StringRef File, StringRef Text, std::vector<Edit> Edits,
                raw_ostream &Out) {
  PatchWriter Writer(Text, Out);
  const auto Changes = lineChanges(Text, Writer.lines(), std::move(Edits));
  if (!Changes || Changes->empty())
    return;
  Out << "--- a/" << File << "\n+++ b/" << File << '\n';
  for (size_t I = 0; I != Changes->size();) {
    size_t End = I + 1;
    while (End != Changes->size() &&
           (*Changes)[End].Line <= endOf((*Changes)[End - 1]) + 2 * Context)
      ++End;
    Writer.writeHunk(ArrayRef(*Changes).slice(I, End - I));
    I = End;
  }
}

} // namespace holdfast
