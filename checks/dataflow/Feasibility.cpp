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

bool Facts::mentions(TermId T, PlaceId P) const {
  if (!T)
    return false;
  const Term &X = B->Terms[T];
  if (X.Kind == TermKind::Value) {
    Relation R = B->Places.compare(X.Place, P);
    return R != Relation::Disjoint || B->Places.isIndexedBy(X.Place, P);
  }
  for (TermId A : X.Args)
    if (mentions(A, P))
      return true;
  return false;
}

void Facts::forget(PlaceId P) {
  std::erase_if(Known, [&](const auto &F) { return mentions(F.first.first, P) || mentions(F.first.second, P); });
}

void Facts::assign(PlaceId P, TermId Value) {
  if (Value && mentions(Value, P))
    return forget(P);
  forget(P);
  if (!Value)
    return;
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
    if (R.Low != S.Low)
      R.Low.reset();
    if (R.High != S.High)
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

class PathWalk {
public:
  PathWalk(Body &B, llvm::ArrayRef<Block> Blocks, const PathQuestion &Q) : B(B), Blocks(Blocks), Q(Q) {}

  bool run() {
    KnownEverywhere Problem{B};
    auto Before = solveForward<Facts>(Blocks, Problem);
    if (!Before[Q.From.Block])
      return true;
    Facts F = *Before[Q.From.Block];
    for (uint32_t I = 0; I <= Q.From.Index; ++I)
      step(B, Blocks[Q.From.Block].Events[I], F);
    if (Q.Holds && !F.assume(Q.Holds, false))
      return false;
    std::set<PlaceId> Tested;
    if (Q.Untested)
      Tested.insert(Q.Untested);
    return visit(Q.From.Block, Q.From.Index + 1, std::move(F), std::move(Tested));
  }

private:
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

  bool visit(uint32_t Block, uint32_t Index, Facts F, std::set<PlaceId> Tested) {
    while (true) {
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
      const auto &Next = Blocks[Block].Successors;
      if (Next.empty())
        return false;
      for (size_t I = 0; I + 1 < Next.size(); ++I)
        if (Seen.insert({Next[I].To.index(), F, Tested}).second && visit(Next[I].To.index(), 0, F, Tested))
          return true;
      if (!Seen.insert({Next.back().To.index(), F, Tested}).second)
        return false;
      Block = Next.back().To.index();
      Index = 0;
    }
  }

  static constexpr unsigned Budget = 4000; ///< blocks walked for one candidate
  Body &B;
  llvm::ArrayRef<Block> Blocks;
  const PathQuestion &Q;
  std::set<std::tuple<uint32_t, Facts, std::set<PlaceId>>> Seen;
  unsigned Spent = 0;
};

} // namespace

bool holdfast::isFeasible(Body &B, llvm::ArrayRef<Block> Blocks, const PathQuestion &Q) {
  return PathWalk(B, Blocks, Q).run();
}
