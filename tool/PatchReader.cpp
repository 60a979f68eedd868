//===- PatchReader.cpp - unified diffs ------------------------------------===//
//
// A hunk in columns, with the line of the new file and what is touched:
//
//   @@ -7,4 +7,3 @@   new line
//    int a;           7
//   -lock();          -          only removed: 7 and 8, its neighbours
//    read();          8
//   -write(1);        -
//   +write(2);        9          changed: 9 alone
//
// Without context, `+7,0` names the line before what was removed.
//
//===----------------------------------------------------------------------===//

#include "tool/PatchReader.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace holdfast {

namespace {

class Reader {
public:
  Reader(function_ref<void(StringRef)> File,
         function_ref<void(unsigned)> Touched)
      : File(File), Touched(Touched) {}
  Error read(StringRef Text);

private:
  bool isInHunk() const { return OldLeft || NewLeft; }
  bool readHunkHead(StringRef Line);
  bool readHunkLine(StringRef Line);
  void readHeader(StringRef Name);
  void endChange();

  function_ref<void(StringRef)> File;
  function_ref<void(unsigned)> Touched;
  bool HasFile = false;   ///< a "+++" was read
  bool IsDeleted = false; ///< it names no file
  unsigned OldLeft = 0;   ///< lines of the hunk that are still to come
  unsigned NewLeft = 0;
  unsigned Line = 0; ///< the next one of the new file
  bool HasAdded = false;
  bool HasRemoved = false;
};

} // namespace

/// git writes a name with unusual bytes as a C string.
static std::string unquoted(StringRef Name) {
  if (!Name.consume_front("\""))
    return Name.split('\t').first.rtrim('\r').str();
  std::string Out;
  while (!Name.empty() && Name.front() != '"') {
    if (!Name.consume_front("\\") || Name.empty()) {
      Out.push_back(Name.front());
      Name = Name.drop_front();
      continue;
    }
    const StringRef Octal =
        Name.take_while([](char C) { return C >= '0' && C <= '7'; })
            .take_front(3);
    unsigned Byte = 0;
    if (!Octal.empty() && !Octal.getAsInteger(8, Byte)) {
      Out.push_back(char(Byte));
      Name = Name.drop_front(Octal.size());
      continue;
    }
    static constexpr StringLiteral Letters = "abtnvfr";
    const size_t Letter = Letters.find(Name.front());
    Out.push_back(Letter == StringRef::npos ? Name.front() : char(7 + Letter));
    Name = Name.drop_front();
  }
  return Out;
}

void Reader::readHeader(StringRef Name) {
  HasFile = true;
  const std::string Plain = unquoted(Name);
  IsDeleted = Plain == "/dev/null";
  if (!IsDeleted)
    File(Plain);
}

/// "7,3" or "7", which is one line.
static bool readRange(StringRef Range, unsigned &First, unsigned &Count) {
  const auto [Begin, Size] = Range.split(',');
  Count = 1;
  return !Begin.getAsInteger(10, First) &&
         (Size.empty() || !Size.getAsInteger(10, Count));
}

bool Reader::readHunkHead(StringRef Head) {
  const auto [Old, Rest] = Head.split(' ');
  const auto [New, End] = Rest.split(' ');
  unsigned OldFirst = 0;
  if (!Old.starts_with("-") || !New.starts_with("+") ||
      !End.starts_with("@@") ||
      !readRange(Old.drop_front(), OldFirst, OldLeft) ||
      !readRange(New.drop_front(), Line, NewLeft))
    return false;
  if (NewLeft == 0)
    ++Line;
  return true;
}

/// The end of lines that were removed and added at one place.
void Reader::endChange() {
  if (HasRemoved && !HasAdded && !IsDeleted) {
    if (Line > 1)
      Touched(Line - 1);
    Touched(Line);
  }
  HasRemoved = HasAdded = false;
}

bool Reader::readHunkLine(StringRef Text) {
  // An empty line is context whose blank somebody cut off.
  const char Kind = Text.empty() ? ' ' : Text.front();
  switch (Kind) {
  case ' ':
    if (!OldLeft || !NewLeft)
      return false;
    endChange();
    --OldLeft;
    --NewLeft;
    ++Line;
    return true;
  case '-':
    if (!OldLeft)
      return false;
    --OldLeft;
    HasRemoved = true;
    return true;
  case '+':
    if (!NewLeft)
      return false;
    --NewLeft;
    HasAdded = true;
    if (!IsDeleted)
      Touched(Line);
    ++Line;
    return true;
  case '\\': // "\ No newline at end of file"
    return true;
  }
  return false;
}

Error Reader::read(StringRef Text) {
  unsigned Number = 0;
  auto Wrong = [&](const Twine &Why) {
    return createStringError("line " + Twine(Number) + " of the patch " + Why);
  };
  while (!Text.empty()) {
    StringRef Read;
    std::tie(Read, Text) = Text.split('\n');
    ++Number;
    if (isInHunk()) {
      if (!readHunkLine(Read.rtrim('\r')))
        return Wrong("is not part of the hunk that it is in");
      if (!isInHunk())
        endChange();
    } else if (Read.consume_front("+++ ")) {
      readHeader(Read);
    } else if (Read.starts_with("@@@")) {
      return Wrong("is of a combined diff, which has no single old version");
    } else if (Read.consume_front("@@ ")) {
      if (!HasFile)
        return Wrong("begins a hunk without a file");
      if (!readHunkHead(Read))
        return Wrong("is no head of a hunk");
    } else if (Read.starts_with("diff ")) {
      HasFile = false;
    }
  }
  if (isInHunk())
    return Wrong("is the last one, in the middle of a hunk");
  return Error::success();
}

Error readPatch(StringRef Text, function_ref<void(StringRef)> File,
                function_ref<void(unsigned)> Touched) {
  if (!Text.trim().empty() && !Text.starts_with("+++ ") &&
      !Text.contains("\n+++ ") && !Text.contains("diff --git "))
    return createStringError("no unified diff");
  return Reader(File, Touched).read(Text);
}

} // namespace holdfast
