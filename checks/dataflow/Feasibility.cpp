//===- Feasibility.cpp ----------------------------------------------------===//

#include "dataflow/Feasibility.h"

#include "dataflow/Solve.h"

using namespace holdfast;

static Comparison negate(Comparison Op) {
  switch (Op) {
  case Comparison::Equal: return Comparison::NotEqual;
  case Comparison::NotEqual: return Comparison::Equal;
  case Comparison::Less: return Comparison::GreaterEqual;
  case Comparison::LessEqual: return Comparison::Greater;
  case Comparison::Greater: return Comparison::LessEqual;
  case Comparison::GreaterEqual: return Comparison::Less;
  }
  return Op;
}

static Comparison mirror(Comparison Op) {
  switch (Op) {
  case Comparison::Equal:
  case Comparison::NotEqual: return Op;
  case Comparison::Less: return Comparison::Greater;
  case Comparison::LessEqual: return Comparison::GreaterEqual;
  case Comparison::Greater: return Comparison::Less;
  case Comparison::GreaterEqual: return Comparison::LessEqual;
  }
  return Op;
}

bool Facts::assume(ConditionId Id, bool Negated) {
  const Condition &C = B->Terms[Id];
  return narrow(C.Left, C.Right, Negated ? negate(C.Op) : C.Op, C.Offset);
}

/// X Op Y + Offset, with constants folded into the offset.
bool Facts::narrow(TermId X, TermId Y, Comparison Op, int64_t Offset) {
  auto IsConstant = [&](TermId T) { return T && B->Terms[T].Kind == TermKind::Constant; };
  if (IsConstant(Y)) {
    Offset += B->Terms[Y].Constant;
    Y = TermId();
  }
  if (IsConstant(X)) {
    // c Op Y + Offset  is  Y mirror(Op) c - Offset
    Offset = B->Terms[X].Constant - Offset;
    X = Y;
    Y = TermId();
    Op = mirror(Op);
  }
  if (!X) { // two constants: 0 Op Offset after folding, seen from the left
    int64_t L = 0, R = Offset;
    switch (Op) {
    case Comparison::Equal: return L == R;
    case Comparison::NotEqual: return L != R;
    case Comparison::Less: return L < R;
    case Comparison::LessEqual: return L <= R;
    case Comparison::Greater: return L > R;
    case Comparison::GreaterEqual: return L >= R;
    }
  }
  if (Y && Y < X) { // X Op Y + o  is  Y mirror(Op) X - o
    std::swap(X, Y);
    Offset = -Offset;
    Op = mirror(Op);
  }
  Range &R = Known[{X, Y}];
  auto Raise = [&](int64_t V) { R.Low = R.Low ? std::max(*R.Low, V) : V; };
  auto Lower = [&](int64_t V) { R.High = R.High ? std::min(*R.High, V) : V; };
  switch (Op) {
  case Comparison::Equal: Raise(Offset), Lower(Offset); break;
  case Comparison::NotEqual: R.Not.insert(Offset); break;
  case Comparison::Less: Lower(Offset - 1); break;
  case Comparison::LessEqual: Lower(Offset); break;
  case Comparison::Greater: Raise(Offset + 1); break;
  case Comparison::GreaterEqual: Raise(Offset); break;
  }
  if (!R.Low || !R.High)
    return true;
  return *R.Low < *R.High || (*R.Low == *R.High && !R.Not.count(*R.Low));
}

static bool termMentions(const Body &B, TermId T, PlaceId P) {
  if (!T)
    return false;
  const Term &X = B.Terms[T];
  if (X.Kind == TermKind::Value) {
    Relation R = B.Places.compare(X.Place, P);
    return R != Relation::Disjoint || B.Places.isIndexedBy(X.Place, P);
  }
  for (TermId A : X.Args)
    if (termMentions(B, A, P))
      return true;
  return false;
}

bool Facts::mentions(const Body &B, const Key &K, PlaceId P) {
  return termMentions(B, K.first, P) || termMentions(B, K.second, P);
}

std::optional<Facts::Key> Facts::keyOf(const Body &B, const Condition &C) {
  auto Plain = [&](TermId T) { return T && B.Terms[T].Kind == TermKind::Constant ? TermId() : T; };
  TermId X = Plain(C.Left), Y = Plain(C.Right);
  if (!X || (Y && Y < X))
    std::swap(X, Y);
  if (!X)
    return std::nullopt;
  return Key(X, Y);
}

void Facts::forget(PlaceId P) {
  std::erase_if(Known, [&](const auto &F) { return mentions(*B, F.first, P); });
}

std::set<Facts::Key> Facts::keys() const {
  std::set<Key> Out;
  for (const auto &[K, R] : Known)
    Out.insert(K);
  return Out;
}

void Facts::restrictTo(const std::set<Key> &Wanted) {
  std::erase_if(Known, [&](const auto &F) { return !Wanted.count(F.first); });
}

void Facts::widen(const Facts &Before) {
  for (auto It = Known.begin(); It != Known.end();) {
    Range &Now = It->second;
    auto Old = Before.Known.find(It->first);
    if (Old != Before.Known.end()) {
      const Range &Then = Old->second;
      if (Now.Low && (!Then.Low || *Now.Low < *Then.Low))
        Now.Low.reset();
      else if (Now.Low)
        Now.Low = Then.Low;
      if (Now.High && (!Then.High || *Now.High > *Then.High))
        Now.High.reset();
      else if (Now.High)
        Now.High = Then.High;
      std::erase_if(Now.Not, [&](int64_t N) { return !Then.Not.count(N); });
    }
    bool IsEmpty = Old == Before.Known.end() || (!Now.Low && !Now.High && Now.Not.empty());
    It = IsEmpty ? Known.erase(It) : std::next(It);
  }
}

void Facts::assign(PlaceId P, TermId Value) {
  if (Value && termMentions(*B, Value, P))
    return forget(P);
  forget(P);
  if (!Value)
    return;
  // What is known of the value is known of its copy.
  if (auto Same = Known.find({Value, TermId()}); Same != Known.end()) {
    Range R = Same->second;
    Known[{B->Terms.value(P), TermId()}] = std::move(R);
  }
  narrow(B->Terms.value(P), Value, Comparison::Equal, 0);
}

void Facts::shift(PlaceId P, int64_t Delta) {
  TermId Mine = B->Terms.value(P);
  std::map<std::pair<TermId, TermId>, Range> Moved;
  for (auto &[Key, R] : Known) {
    int64_t By = Key.first == Mine ? Delta : Key.second == Mine ? -Delta : 0;
    if (!By)
      continue;
    Range S;
    if (R.Low)
      S.Low = *R.Low + By;
    if (R.High)
      S.High = *R.High + By;
    for (int64_t N : R.Not)
      S.Not.insert(N + By);
    Moved[Key] = std::move(S);
  }
  forget(P);
  for (auto &[Key, R] : Moved)
    Known[Key] = std::move(R);
}

void Facts::meet(const Facts &Other) {
  for (auto It = Known.begin(); It != Known.end();) {
    auto O = Other.Known.find(It->first);
    if (O == Other.Known.end()) {
      It = Known.erase(It);
      continue;
    }
    Range &R = It->second;
    const Range &S = O->second;
    if (!S.Low || (R.Low && *S.Low < *R.Low))
      R.Low.reset();
    if (!S.High || (R.High && *S.High > *R.High))
      R.High.reset();
    std::erase_if(R.Not, [&](int64_t N) { return !S.Not.count(N); });
    It = !R.Low && !R.High && R.Not.empty() ? Known.erase(It) : std::next(It);
  }
}

namespace {

/// How one event changes what is known; false where it cannot be passed.
bool step(Body &B, const Event &E, Facts &F) {
  switch (E.Kind) {
  case EventKind::Assume: return F.assume(E.Assumed, E.Negated);
  case EventKind::Init:
    F.assign(E.Place, E.Value);
    return true;
  case EventKind::Move:
    F.forget(E.Place);
    if (E.Other)
      F.forget(E.Other);
    if (!E.MayNotHappen)
      for (const MovedAnswer &After : B.MovedAnswers)
        if (After.Object == E.Place)
          F.assume(B.Terms.intern(Condition{Comparison::NotEqual, After.Question, B.Terms.constant(0), 0}), !After.Answer);
    return true;
  case EventKind::Use:
    if (E.Mode == UseKind::Write && E.Value)
      F.shift(E.Place, B.Terms[E.Value].Constant);
    else if (E.Mode == UseKind::Write || E.Mode == UseKind::CallOn)
      F.forget(E.Place);
    return true;
  case EventKind::StorageDead:
    F.forget(E.Place);
    return true;
  default: return true;
  }
}

/// What is known before each block on every way to it.
struct KnownEverywhere {
  Body &B;
  Facts entry() const { return Facts(B); }
  bool join(Facts &Into, const Facts &From) const {
    Facts Old = Into;
    Into.meet(From);
    return !(Into == Old);
  }
  void transfer(const Event &E, Facts &F) const { step(B, E, F); }
};

/// The places whose change ends what is known of them.
template <class Fn> void forEachChanged(const Event &E, Fn Do) {
  bool Changes = E.Kind == EventKind::Init || E.Kind == EventKind::Move || E.Kind == EventKind::StorageDead ||
                 (E.Kind == EventKind::Use && E.Mode == UseKind::CallOn) ||
                 (E.Kind == EventKind::Use && E.Mode == UseKind::Write && !E.Value);
  if (Changes)
    Do(E.Place);
  if (E.Kind == EventKind::Move && E.Other)
    Do(E.Other);
}

/// Which facts may still be asked for on the way to one point, before each
/// block: liveness, backwards. Blocks that cannot reach the point have none.
class Questions {
public:
  Questions(Body &B, llvm::ArrayRef<Block> Blocks, uint32_t To) : Asked(Blocks.size()) {
    TermTable &Terms = B.Terms;
    std::vector<llvm::SmallVector<uint32_t, 4>> From(Blocks.size());
    for (uint32_t I = 0; I < Blocks.size(); ++I)
      for (const Edge &E : Blocks[I].Successors)
        From[E.To.index()].push_back(I);
    std::vector<uint32_t> Work{To};
    Asked[To].emplace();
    while (!Work.empty()) {
      uint32_t I = Work.back();
      Work.pop_back();
      std::set<Facts::Key> Live;
      for (const Edge &E : Blocks[I].Successors)
        if (const auto &Next = Asked[E.To.index()])
          Live.insert(Next->begin(), Next->end());
      for (const Event &E : llvm::reverse(Blocks[I].Events)) {
        if (E.Kind == EventKind::Init && E.Value && Live.count({Terms.value(E.Place), TermId()}))
          Live.insert({E.Value, TermId()});
        forEachChanged(E, [&](PlaceId P) {
          std::erase_if(Live, [&](const Facts::Key &K) { return K.first != E.Value && Facts::mentions(B, K, P); });
        });
        if (E.Kind == EventKind::Assume)
          if (auto K = Facts::keyOf(B, B.Terms[E.Assumed]))
            Live.insert(*K);
      }
      if (Live == *Asked[I] && Started.count(I))
        continue;
      Started.insert(I);
      Asked[I] = std::move(Live);
      for (uint32_t Above : From[I]) {
        if (!Asked[Above])
          Asked[Above].emplace();
        Work.push_back(Above);
      }
    }
  }
  /// Null: the point cannot be reached from here.
  const std::set<Facts::Key> *at(uint32_t Block) const { return Asked[Block] ? &*Asked[Block] : nullptr; }

private:
  std::vector<std::optional<std::set<Facts::Key>>> Asked;
  std::set<uint32_t> Started;
};

class PathWalk {
public:
  PathWalk(Body &B, llvm::ArrayRef<Block> Blocks, const PathQuestion &Q)
      : B(B), Blocks(Blocks), Q(Q), Ahead(B, Blocks, Q.To.Block) {}

  bool run() {
    Facts F(B);
    if (Q.From) {
      KnownEverywhere Problem{B};
      auto Before = solveForward<Facts>(Blocks, Problem);
      if (!Before[Q.From->Block])
        return true;
      F = *Before[Q.From->Block];
      for (uint32_t I = 0; I <= Q.From->Index; ++I)
        step(B, Blocks[Q.From->Block].Events[I], F);
    }
    if (Q.Holds && !F.assume(Q.Holds, false))
      return false;
    // Often what is known at the start decides. Without other facts there are
    // few paths; where none is left, more facts leave none either.
    if (!F.empty()) {
      Relevant = F.keys();
      if (!walk(F))
        return false;
      Relevant.reset();
      Seen.clear();
      Spent = 0;
    }
    return walk(std::move(F));
  }

private:
  bool walk(Facts F) {
    std::set<PlaceId> Tested(Q.Untested.begin(), Q.Untested.end());
    if (!Q.From)
      return visit(Body::EntryIndex, 0, std::move(F), std::move(Tested), nullptr);
    return visit(Q.From->Block, Q.From->Index + 1, std::move(F), std::move(Tested), nullptr);
  }

  /// The heads of loops that the path has come back to, last first.
  struct Round {
    uint32_t Head;
    unsigned Count;
    const Facts &Known;
    const Round *Above;
  };

  bool isTest(TermId T, const std::set<PlaceId> &Tested) const {
    const Term &X = B.Terms[T];
    if (X.Kind == TermKind::Value) {
      for (PlaceId P : Tested)
        if (B.Places.isWithin(X.Place, P))
          return true;
      return false;
    }
    for (TermId A : X.Args)
      if (isTest(A, Tested))
        return true;
    return false;
  }

  /// Goes on along one edge.
  bool follow(const Edge &E, Facts F, const std::set<PlaceId> &Tested, const Round *Rounds) {
    uint32_t Next = E.To.index();
    const auto *Wanted = Ahead.at(Next);
    if (!Wanted || llvm::is_contained(Q.Barred, Next))
      return false;
    F.restrictTo(*Wanted);
    if (Relevant)
      F.restrictTo(*Relevant);
    if (E.Kind != EdgeKind::Back)
      return Seen.insert({Next, F, Tested}).second && visit(Next, 0, F, Tested, Rounds);
    const Round *Last = Rounds;
    while (Last && Last->Head != Next)
      Last = Last->Above;
    // The first rounds may learn what holds from then on, a flag's value say.
    if (Last && Last->Count >= 2)
      F.widen(Last->Known);
    if (!Seen.insert({Next, F, Tested}).second)
      return false;
    Round Here{Next, Last ? Last->Count + 1 : 1, F, Rounds};
    return visit(Next, 0, F, Tested, &Here);
  }

  bool visit(uint32_t Block, uint32_t Index, Facts F, std::set<PlaceId> Tested, const Round *Rounds) {
    if (++Spent > Budget)
      return true;
    const auto &Events = Blocks[Block].Events;
    for (; Index < Events.size(); ++Index) {
      if (Block == Q.To.Block && Index == Q.To.Index)
        return true;
      const Event &E = Events[Index];
      if (Q.Ends(E))
        return false;
      if (!Tested.empty()) {
        if (E.Kind == EventKind::Assume &&
            (isTest(B.Terms[E.Assumed].Left, Tested) || isTest(B.Terms[E.Assumed].Right, Tested)))
          return false;
        if (E.Kind == EventKind::Init && E.Value && isTest(E.Value, Tested))
          Tested.insert(E.Place);
        if ((E.Kind == EventKind::Flow || E.Kind == EventKind::Move || E.Kind == EventKind::Borrow) && E.Other &&
            Tested.count(E.Place))
          Tested.insert(E.Other);
      }
      if (!step(B, E, F))
        return false;
    }
    for (const Edge &E : Blocks[Block].Successors)
      if (follow(E, F, Tested, Rounds))
        return true;
    return false;
  }

  static constexpr unsigned Budget = 4000; ///< blocks walked for one candidate
  Body &B;
  llvm::ArrayRef<Block> Blocks;
  const PathQuestion &Q;
  Questions Ahead;
  std::optional<std::set<Facts::Key>> Relevant; ///< where valid: no other facts are kept
  std::set<std::tuple<uint32_t, Facts, std::set<PlaceId>>> Seen;
  unsigned Spent = 0;
};

} // namespace

bool holdfast::isFeasible(Body &B, llvm::ArrayRef<Block> Blocks, const PathQuestion &Q) {
  return PathWalk(B, Blocks, Q).run();
}
