//===- Ownership.cpp ------------------------------------------------------===//

#include "report/Ownership.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

static bool holds(const Location &L, unsigned Line, unsigned Column,
                  bool WithEnd) {
  const auto At = std::pair(Line, Column),
             End = std::pair(L.EndLine, L.EndColumn);
  return std::pair(L.Line, L.Column) <= At &&
         (At < End || (WithEnd && At == End));
}

static std::string lines(const Location &L) {
  std::string Out = "line " + std::to_string(L.Line);
  return L.EndLine == L.Line ? Out
                             : "lines " + std::to_string(L.Line) + " to " +
                                   std::to_string(L.EndLine);
}

/// First what is true where it is named, then the whole life.
static std::string hoverOf(const VariableOwnership &V,
                           const Location &Mention) {
  std::string Out = "**`" + V.Name + "`**\n";
  auto Item = [&](const std::string &Text) { Out += "\n- " + Text; };
  for (const OwnershipRange &R : V.Ranges)
    if (holds(R.Where, Mention.Line, Mention.Column, false))
      Item("here: " + R.Message +
           (R.Cause.isValid() && R.Cause.Line != Mention.Line
                ? ", line " + std::to_string(R.Cause.Line)
                : ""));
  if (!V.Guard.empty())
    Item(V.Guard);
  if (V.Ranges.size() > 1) {
    Out += "\n\n";
    for (const OwnershipRange &R : V.Ranges)
      Item(lines(R.Where) + ": " + R.Message);
  }
  return Out + "\n";
}

std::optional<OwnershipAnswer>
holdfast::ownershipAt(const OwnershipTable &Table, llvm::StringRef File,
                      unsigned Line, unsigned Column) {
  // A cursor behind the last letter is at the name, too, unless another begins
  // there.
  for (bool WithEnd : {false, true})
    for (const VariableOwnership &V : Table.Variables)
      for (const Location &M : V.Mentions)
        if (M.File == File && holds(M, Line, Column, WithEnd))
          return OwnershipAnswer{&V, M, hoverOf(V, M)};
  return std::nullopt;
}

static std::string at(unsigned Line, unsigned Column) {
  return std::to_string(Line) + ":" + std::to_string(Column);
}

std::string holdfast::printOwnership(const OwnershipTable &Table) {
  std::string Out;
  for (const VariableOwnership &V : Table.Variables) {
    const Location &First = V.Mentions.front();
    Out += First.File + ":" + at(First.Line, First.Column) + ": " + V.Name +
           " in " + V.Function + "\n";
    if (!V.Guard.empty())
      Out += "  " + V.Guard + "\n";
    for (const OwnershipRange &R : V.Ranges)
      Out += "  " + at(R.Where.Line, R.Where.Column) + "-" +
             at(R.Where.EndLine, R.Where.EndColumn) + " " + R.Kind + ": " +
             R.Message +
             (R.Cause.isValid() ? " (" + at(R.Cause.Line, R.Cause.Column) + ")"
                                : "") +
             "\n";
    for (const OwnershipHint &H : V.Hints)
      Out += "  " + at(H.At.Line, H.At.Column) + " hint: " + H.Text + "\n";
    Out += "\n";
  }
  return Out;
}
