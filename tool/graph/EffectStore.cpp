//===- EffectStore.cpp ----------------------------------------------------===//

#include "tool/graph/EffectStore.h"

#include "Engine.h"

#include <queue>

using namespace llvm;

namespace holdfast {

const StringLiteral StoreHead = "holdfast-effects 1\n";

/// What ElsewhereTable writes for a function of which the declaration says
/// enough.
static constexpr StringLiteral SaysEnough = "[]";

bool isStore(StringRef Text) { return Text.starts_with(StoreHead); }

Expected<std::string> storeOf(StringRef UnitEffects) {
  Expected<std::string> Lines = ElsewhereTable::linesOf(UnitEffects);
  if (!Lines)
    return Lines.takeError();
  return StoreHead.str() + *Lines;
}

namespace {

/// One store, at one of its lines.
struct Cursor {
  StringRef Rest;
  StringRef Name, Effects; ///< no effects: units disagree

  explicit Cursor(StringRef Lines) : Rest(Lines) {}

  bool next() {
    if (Rest.empty())
      return false;
    StringRef Line;
    std::tie(Line, Rest) = Rest.split('\n');
    std::tie(Name, Effects) = Line.split(' ');
    return true;
  }
  bool operator<(const Cursor &Other) const {
    return Name > Other.Name;
  } // the queue's top is its greatest
};

} // namespace

std::string mergeStores(ArrayRef<StringRef> Stores) {
  std::priority_queue<Cursor> Open;
  for (StringRef Store : Stores) {
    Cursor At(Store.drop_front(StoreHead.size()));
    if (At.next())
      Open.push(At);
  }
  std::string Out = StoreHead.str();
  while (!Open.empty()) {
    const StringRef Name = Open.top().Name, Effects = Open.top().Effects;
    bool Agree = true;
    while (!Open.empty() && Open.top().Name == Name) {
      Cursor At = Open.top();
      Open.pop();
      Agree &= At.Effects == Effects;
      if (At.next())
        Open.push(At);
    }
    Out += Name;
    if (Agree && !Effects.empty())
      Out += (" " + Effects).str();
    Out += '\n';
  }
  return Out;
}

/// The line of `Name`, by halving; "" where there is none.
static StringRef lineOf(StringRef Lines, StringRef Name) {
  while (!Lines.empty()) {
    const size_t Before = Lines.take_front(Lines.size() / 2).rfind('\n');
    const StringRef From =
        Lines.drop_front(Before == StringRef::npos ? 0 : Before + 1);
    const StringRef Line =
        From.take_front(std::min(From.find('\n'), From.size()));
    const StringRef Here =
        Line.take_front(std::min(Line.find(' '), Line.size()));
    if (Here == Name)
      return Line;
    Lines = Name < Here
                ? Lines.take_front(Lines.size() - From.size())
                : From.drop_front(std::min(Line.size() + 1, From.size()));
  }
  return "";
}

std::string sliceOf(StringRef Store, StringRef UnitEffects) {
  std::string Out;
  const StringRef Lines = Store.drop_front(StoreHead.size());
  for (const std::string &Name : ElsewhereTable::namesAskedBy(UnitEffects)) {
    const StringRef Line = lineOf(Lines, Name);
    const StringRef Effects = Line.split(' ').second;
    if (!Effects.empty() && Effects != SaysEnough)
      Out += (Line + "\n").str();
  }
  return Out;
}

} // namespace holdfast
