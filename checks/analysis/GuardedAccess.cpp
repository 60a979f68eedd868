//===- GuardedAccess.cpp --------------------------------------------------===//

#include "analysis/GuardedAccess.h"

#include "analysis/Unshared.h"

using namespace holdfast;

bool holdfast::isOfCallee(const Program &Prog, const Body &B, const Event &E) {
  if (E.OfDestructor)
    return true;
  const CalleeId Target = E.From ? B.Calls[E.From.index()].Target : CalleeId();
  if (!Target)
    return false;
  if (!Prog.Callees[Target.index()].Row)
    return Prog.Callees[Target.index()].isLookedInto();
  for (PlaceId P = E.Place; P && B.Places[P].Parent; P = B.Places[P].Parent)
    if (B.Places[P].Step.Kind == ProjectionKind::Capture)
      return true;
  return false;
}

namespace {

class Accesses {
public:
  Accesses(const Program &Prog, const Results &R) : Prog(Prog), R(R), B(R.Source) {}

  std::vector<GuardedAccess> run() {
    if (B.IsUnchecked || B.IsLambda || !mentionsGuarded())
      return {};
    // A body in which nothing moves or is locked has no answer about names yet.
    std::optional<Aliases> Own;
    if (!R.Names.before(Body::EntryIndex))
      Own.emplace(R.Source, R.Blocks);
    Names = Own ? &*Own : &R.Names;
    for (uint32_t I = 0; I < R.Blocks.size(); ++I) {
      if (!Names->before(I))
        continue;
      Now = *Names->before(I);
      Held = R.Guarded.before(I) ? *R.Guarded.before(I) : Locks::State();
      for (uint32_t J = 0; J < R.Blocks[I].Events.size(); ++J) {
        const Event &E = R.Blocks[I].Events[J];
        look({I, J}, E);
        if (R.Guarded.isSolved())
          R.Guarded.transfer(E, Held);
        Names->transfer(E, Now);
      }
    }
    return std::move(Out);
  }

private:
  bool isGuarded(PlaceId P) const { return declaredGuards(Prog, B, P); }
  /// Most bodies have nothing to do with guarded data.
  bool mentionsGuarded() const {
    for (uint32_t P = 0; P < B.Places.size(); ++P)
      if (isGuarded(PlaceId(P)))
        return true;
    return llvm::any_of(R.Blocks, [](const Block &Each) {
      return llvm::any_of(Each.Events, [](const Event &E) { return E.Kind == EventKind::Need; });
    });
  }
  /// The argument of a call by reference that the call's event is about.
  PlaceId referenceOf(const Event &E) const {
    if (E.From)
      for (const Argument &A : B.Calls[E.From.index()].Args)
        if (A.Place && (A.How == Passing::Reference || A.How == Passing::ConstReference) && B.Places.isWithin(E.Place, A.Place))
          return A.Place;
    return PlaceId();
  }
  bool takesLocks(CallId Call, uint32_t Block) const {
    return llvm::any_of(R.Blocks[Block].Events, [&](const Event &E) { return E.From == Call && E.Kind == EventKind::Acquire; });
  }

  void look(EventRef At, const Event &E) {
    if (E.Kind == EventKind::Need && !E.Negated)
      return need(At, E);
    const PlaceId Lent = referenceOf(E);
    if (isOfCallee(Prog, B, E)) {
      // What is guarded by itself has no other name there.
      if (Lent && !takesLocks(E.From, At.Block))
        touch(At, Lent, false, true);
      return;
    }
    switch (E.Kind) {
    case EventKind::Init:
      if (!E.IsFresh && (!E.MayNotHappen || Lent))
        touch(At, E.Place, !E.MayNotHappen, E.MayNotHappen);
      return;
    case EventKind::Move:
      touch(At, E.Place, true);
      if (E.Other && !E.IsFresh)
        touch(At, E.Other, true);
      return;
    case EventKind::Use: return touch(At, E.Place, E.Mode == UseKind::Write || E.Mode == UseKind::CallOn);
    default: return;
    }
  }

  void need(EventRef At, const Event &E) {
    Targets T = Names->resolve(E.Place, Now);
    if (T.size() != 1 || isUnshared(B, T[0], Now))
      return;
    const bool Writes = E.How == Taking::Exclusive;
    add({At, PlaceId(), T[0], Writes, false, false, verdict(T[0], Writes), {}});
  }

  /// Each part of the path that is guarded.
  void touch(EventRef At, PlaceId Touched, bool IsWrite, bool IsLent = false) {
    Targets T = Names->resolve(Touched, Now);
    if (T.size() != 1)
      return;
    bool BelowPointer = false;
    for (PlaceId P = T[0]; P; P = B.Places[P].Parent) {
      const PlaceTable::Node &N = B.Places[P];
      if (const auto *Guards = declaredGuards(Prog, B, P))
        for (const DeclaredGuard &G : *Guards)
          if (!G.OfPointee || BelowPointer)
            guarded(At, P, G, IsWrite && (G.OfPointee || !BelowPointer), IsLent && (G.OfPointee || !BelowPointer));
      BelowPointer |= N.Parent && N.Step.Kind == ProjectionKind::Deref && N.Step.Index != 1;
    }
  }

  void guarded(EventRef At, PlaceId Data, const DeclaredGuard &G, bool IsWrite, bool IsLent) {
    PlaceId Lock = lockOf(Prog, R.Source, Data, G);
    if (!Lock || (isUnshared(B, Data, Now) && !isOfReturned(B, Data)))
      return;
    Targets T = Names->resolve(Lock, Now);
    if (T.size() == 1)
      add({At, Data, T[0], IsWrite, G.OfPointee, IsLent, verdict(T[0], IsWrite), {}});
  }

  void add(GuardedAccess A) {
    if (A.Is == GuardedAccess::Held::Maybe && llvm::none_of(R.Guarded.held(Held), [&](const HeldLock &H) { return isPerhaps(H.Lock, A.Lock); }))
      for (const Locks::Fact &F : R.Guarded.factsOf(A.Lock, Held))
        if (F.Is == Locks::Was::Released)
          A.GivenBack = F;
    Out.push_back(A);
  }

  /// True where what is held may be the lock by another name, or has none.
  bool isPerhaps(PlaceId Is, PlaceId Lock) const {
    return !Is || (Is != Lock && (mayBeOne(Is, Lock) || B.Places.isWithin(Is, Lock)));
  }

  /// True where the two may be one lock under two names: the same member of
  /// objects of which one is known by a local pointer or reference only.
  bool mayBeOne(PlaceId X, PlaceId Y) const {
    if (!(B.Places[X].Step == B.Places[Y].Step) || !B.Places[X].Parent != !B.Places[Y].Parent)
      return B.Places[B.Places.rootOf(X)].Root == RootKind::Local && B.Places[B.Places.rootOf(X)].IsReference;
    auto IsVague = [&](PlaceId P) {
      const RootKind Root = B.Places[B.Places.rootOf(P)].Root;
      return Root == RootKind::Local || Root == RootKind::Temporary || B.Places.compare(X, Y) == Relation::MayOverlap;
    };
    return IsVague(X) || IsVague(Y);
  }

  GuardedAccess::Held verdict(PlaceId Lock, bool IsWrite) const {
    GuardedAccess::Held Best = GuardedAccess::Held::No;
    for (const HeldLock &H : R.Guarded.held(Held)) {
      GuardedAccess::Held Is = GuardedAccess::Held::No;
      if (isPerhaps(H.Lock, Lock))
        Is = GuardedAccess::Held::Maybe;
      else if (H.Lock == Lock)
        Is = IsWrite && H.Shared ? GuardedAccess::Held::SharedOnly : H.Must ? GuardedAccess::Held::Yes : GuardedAccess::Held::Maybe;
      Best = std::max(Best, Is);
    }
    return Best;
  }

  const Program &Prog;
  const Results &R;
  const Body &B;
  const Aliases *Names = nullptr;
  Aliases::State Now;  ///< before the event that is looked at
  Locks::State Held;
  std::vector<GuardedAccess> Out;
};

} // namespace

const llvm::SmallVectorImpl<DeclaredGuard> *holdfast::declaredGuards(const Program &Prog, const Body &B, PlaceId Data) {
  const PlaceTable::Node &N = B.Places[Data];
  const SymbolId Name = N.Parent ? (N.Step.Kind == ProjectionKind::Field ? N.Step.Name : SymbolId())
                        : N.Root == RootKind::Global ? N.Name : SymbolId();
  auto Declared = Name ? Prog.Guards.find(Name) : Prog.Guards.end();
  return Declared != Prog.Guards.end() && !Declared->second.empty() ? &Declared->second : nullptr;
}

PlaceId holdfast::lockOf(const Program &Prog, Body &B, PlaceId Data, const DeclaredGuard &G) {
  PlaceId Lock = G.Global ? B.Places.globalRoot(G.Global, Prog.Symbols.type(G.Global)) : B.Places[Data].Parent;
  for (size_t I = 0; Lock && I < G.Steps.size(); ++I)
    Lock = B.Places.project(Lock, G.Steps[I], Prog.Symbols.type(G.Steps[I].Name));
  return Lock;
}

std::vector<GuardedAccess> holdfast::guardedAccesses(const Program &Prog, const Results &R) {
  return Prog.Guards.empty() && Prog.Annotations.empty() ? std::vector<GuardedAccess>() : Accesses(Prog, R).run();
}
