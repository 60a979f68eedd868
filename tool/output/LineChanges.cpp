//===- LineChanges.cpp - edits as changed lines ---------------------------===//

#include "tool/output/LineChanges.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <tuple>

using namespace llvm;

namespace holdfast {

/// The lines that `Group` touches, in the order of their offsets.
static LineChange changeOf(StringRef Text, ArrayRef<StringRef> Lines,
                           ArrayRef<Edit> Group, unsigned First,
                           unsigned Last) {
  LineChange C{First, {}, {}};
  size_t At = size_t(Lines[First - 1].data() - Text.data());
  const size_t End = size_t(Lines[Last - 1].end() - Text.data());
  std::string New;
  for (const Edit &E : Group) {
    New += Text.slice(At, E.Where.Offset);
    New += E.Replacement;
    At = E.Where.EndOffset;
  }
  New += Text.slice(At, std::max(At, End));
  for (unsigned Line = First; Line <= Last; ++Line)
    C.Removed.push_back(Lines[Line - 1]);
  SmallVector<StringRef> Added;
  StringRef(New).split(Added, '\n');
  for (StringRef Line : Added)
    C.Added.push_back(Line.str());
  return C;
}

std::optional<std::vector<LineChange>> lineChanges(StringRef Text,
                                                   ArrayRef<StringRef> Lines,
                                                   std::vector<Edit> Edits) {
  if (Lines.empty())
    return std::nullopt;
  sort(Edits, [](const Edit &A, const Edit &B) {
    return std::tie(A.Where.Offset, A.Where.EndOffset, A.Replacement) <
           std::tie(B.Where.Offset, B.Where.EndOffset, B.Replacement);
  });
  size_t At = 0;
  for (const Edit &E : Edits) {
    if (E.Where.Offset < At || E.Where.EndOffset < E.Where.Offset ||
        E.Where.EndOffset > Text.size())
      return std::nullopt;
    At = E.Where.EndOffset;
  }
  // Behind the last end of a line there is no line.
  auto LineOf = [&](unsigned Offset) {
    const auto *Next = partition_point(Lines, [&](StringRef Line) {
      return size_t(Line.data() - Text.data()) <= Offset;
    });
    return std::max(1u, unsigned(Next - Lines.begin()));
  };
  std::vector<LineChange> Out;
  for (size_t I = 0; I != Edits.size();) {
    size_t End = I;
    const unsigned First = LineOf(Edits[I].Where.Offset);
    unsigned Last = First;
    for (; End != Edits.size() && LineOf(Edits[End].Where.Offset) <= Last;
         ++End)
      Last = std::max(Last, LineOf(Edits[End].Where.EndOffset));
    Out.push_back(
        changeOf(Text, Lines, ArrayRef(Edits).slice(I, End - I), First, Last));
    I = End;
  }
  return Out;
}

} // namespace holdfast
