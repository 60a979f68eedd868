//===- Relocate.cpp - texts that mean the same in any folder --------------===//
//
// The folder is found in a text where it stands as a name or the beginning of
// one, perhaps behind a flag. What looks like the placeholder is written with
// one brace more.
//
//   -I/p/include      ->  -I%{root}/include
//   "/p/a.cpp" /p     ->  "%{root}/a.cpp" %{root}
//   /q/p/a.cpp /p2    ->  the same
//   %{root}           ->  %{{root}
//
//===----------------------------------------------------------------------===//

#include "tool/graph/Relocate.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace holdfast {

static constexpr StringLiteral Mark = "%{", Placeholder = "%{root}";

static bool isOfName(char C) {
  return isAlnum(C) || StringRef("_-.+~@%#").contains(C) ||
         static_cast<unsigned char>(C) >= 0x80;
}

bool Relocation::isPossible() const {
  return Root.size() > 1 &&
         none_of(Root,
                 [](char C) {
                   return C == '"' || C == '\\' ||
                          static_cast<unsigned char>(C) < 0x20;
                 }) &&
         StringRef(Root).find(Mark) == StringRef::npos;
}

/// True where a name may begin behind `Before`: no other does, but perhaps a
/// flag.
static bool mayBegin(StringRef Before) {
  StringRef Word = Before;
  while (!Word.empty() && (isOfName(Word.back()) || Word.back() == '/'))
    Word = Word.drop_back();
  Word = Before.drop_front(Word.size());
  return Word.empty() || Word == "@" ||
         (Word.consume_front("-") &&
          all_of(Word, [](char C) { return isAlpha(C) || C == '-'; }));
}

std::string Relocation::relative(StringRef Text) const {
  std::string Out;
  Out.reserve(Text.size());
  for (size_t At = 0; At != Text.size();) {
    const StringRef Rest = Text.substr(At);
    if (Rest.starts_with(Root) &&
        (Rest.size() == Root.size() || !isOfName(Rest[Root.size()])) &&
        mayBegin(Text.take_front(At))) {
      Out += Placeholder;
      At += Root.size();
      continue;
    }
    if (Rest.starts_with(Mark)) {
      Out += Mark.str() + "{";
      At += Mark.size();
      continue;
    }
    const size_t Next =
        std::min(Rest.find(Root.front(), 1), Rest.find(Mark.front(), 1));
    const size_t Count = std::min(Next, Rest.size());
    Out += Rest.take_front(Count);
    At += Count;
  }
  return Out;
}

std::string Relocation::absolute(StringRef Text) const {
  std::string Out;
  Out.reserve(Text.size());
  while (!Text.empty()) {
    const size_t At = std::min(Text.find(Mark), Text.size());
    Out += Text.take_front(At);
    Text = Text.drop_front(At);
    if (Text.consume_front(Placeholder)) {
      Out += Root;
    } else if (Text.consume_front(Mark)) {
      Out += Mark;
      Text.consume_front("{");
    }
  }
  return Out;
}

bool Relocation::isBelow(StringRef File) const {
  return File.consume_front(Root) && File.starts_with("/");
}

std::string Relocation::nameOf(StringRef File) const {
  if (File == Root)
    return ".";
  return isBelow(File) ? File.drop_front(Root.size() + 1).str() : File.str();
}

} // namespace holdfast
