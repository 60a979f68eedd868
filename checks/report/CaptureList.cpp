//===- CaptureList.cpp ----------------------------------------------------===//

#include "report/CaptureList.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

#include <utility>

using namespace holdfast;
using llvm::StringRef;

static bool isList(StringRef Text) {
  return Text.size() >= 2 && Text.front() == '[' && Text.back() == ']' && !Text.contains("/*") && !Text.contains("//");
}

/// The entries with their blanks, as pieces of `Text`.
static llvm::SmallVector<StringRef, 4> entries(StringRef Text) {
  llvm::SmallVector<StringRef, 4> Out;
  StringRef Inner = Text.drop_front().drop_back();
  unsigned Depth = 0;
  size_t Start = 0;
  for (size_t I = 0; I < Inner.size(); ++I) {
    if (StringRef("([{").contains(Inner[I]))
      ++Depth;
    else if (StringRef(")]}").contains(Inner[I]))
      --Depth;
    else if (Inner[I] == ',' && !Depth)
      Out.push_back(Inner.slice(std::exchange(Start, I + 1), I));
  }
  Out.push_back(Inner.drop_front(Start));
  return Out;
}

/// The characters `From` to `To` of `Text`, which stands at `Where`.
static Location part(StringRef Text, Location Where, size_t From, size_t To) {
  auto Advance = [&](size_t Count, unsigned &Line, unsigned &Column) {
    StringRef Before = Text.take_front(Count);
    Line += unsigned(Before.count('\n'));
    Column = Before.contains('\n') ? unsigned(Before.size() - Before.rfind('\n')) : Column + unsigned(Count);
  };
  Where.EndLine = Where.Line;
  Where.EndColumn = Where.Column;
  Where.EndOffset = Where.Offset + unsigned(To);
  Where.Offset += unsigned(From);
  Advance(To, Where.EndLine, Where.EndColumn);
  Advance(From, Where.Line, Where.Column);
  return Where;
}

std::optional<Edit> holdfast::replaceCapture(StringRef Text, const Location &Where, StringRef Old, StringRef New) {
  if (!isList(Text))
    return std::nullopt;
  auto All = entries(Text);
  auto Found = llvm::find_if(All, [&](StringRef Entry) {
    std::string Tight = Entry.str();
    std::erase_if(Tight, [](char C) { return llvm::isSpace(C); });
    return Tight == Old;
  });
  if (Found == All.end())
    return std::nullopt;
  size_t From = size_t(Found->data() - Text.data()), To = From + Found->size();
  bool IsImpliedNow = All.front().trim() == "=" && llvm::all_of(New, [](char C) { return llvm::isAlnum(C) || C == '_'; });
  if (IsImpliedNow)
    return Edit{part(Text, Where, From - 1, To), ""}; // with its comma
  From += Found->size() - Found->ltrim().size();
  To -= Found->size() - Found->rtrim().size();
  // Only what differs, so that the edits of two entries do not meet.
  if (Old.drop_front() == New && Text[From] == Old.front())
    return Edit{part(Text, Where, From, From + 1), ""};
  if (!New.empty() && New.drop_front() == Old)
    return Edit{part(Text, Where, From, From), New.take_front(1).str()};
  return Edit{part(Text, Where, From, To), New.str()};
}

std::optional<Edit> holdfast::addCapture(StringRef Text, const Location &Where, StringRef New) {
  if (!isList(Text))
    return std::nullopt;
  bool IsEmpty = Text.drop_front().drop_back().trim().empty();
  return Edit{part(Text, Where, Text.size() - 1, Text.size() - 1), ((IsEmpty ? "" : ", ") + New).str()};
}
