//===- FieldUses.cpp ------------------------------------------------------===//

#include "summary/FieldUses.h"

#include "analysis/GuardedAccess.h"
#include "analysis/Paths.h"
#include "analysis/Unshared.h"
#include "ir/Print.h"
#include "summary/LockUse.h"
#include "summary/UseWords.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

namespace {

class Collector {
public:
  Collector(const Program &Prog, const Results &R, LockUses &All, FunctionUse &Out)
      : Prog(Prog), R(R), B(R.Source), All(All), Words(Prog, R, All), Out(Out) {}

  void run() {
    noteThreads();
    for (uint32_t I = 0; I < R.Blocks.size(); ++I) {
      if (!R.Names.before(I))
        continue;
      Now = *R.Names.before(I);
      Held = R.Guarded.before(I) ? *R.Guarded.before(I) : Locks::State();
      for (uint32_t J = 0; J < R.Blocks[I].Events.size(); ++J) {
        const Event &E = R.Blocks[I].Events[J];
        look({I, J}, E);
        if (R.Guarded.isSolved())
          R.Guarded.transfer(E, Held);
        R.Names.transfer(E, Now);
      }
    }
  }

private:
  // Threads that this body starts and joins.

  /// True for a handle of a thread, not for what only tells of its end.
  bool holdsThread(PlaceId P) const {
    TypeId T = P ? B.Places[P].Type : TypeId();
    return T && Prog.Types[T].mayHoldThread();
  }
  void noteThreads() {
    for (uint32_t I = 0; I < R.Blocks.size(); ++I)
      for (uint32_t J = 0; J < R.Blocks[I].Events.size(); ++J) {
        const Event &E = R.Blocks[I].Events[J];
        if (E.Kind == EventKind::Spawn)
          Spawns.push_back({I, J});
        else if (E.Kind == EventKind::Join && holdsThread(E.Place))
          Joins.push_back({I, J}), Joined.push_back(E.Place);
      }
    // What a loop joins are the elements of what it goes over.
    for (size_t K = 0; K < Joined.size(); ++K)
      for (const Block &Each : R.Blocks)
        for (const Event &E : Each.Events)
          if (E.Kind == EventKind::Borrow && B.Places.isWithin(Joined[K], E.Other) && !llvm::is_contained(Joined, E.Place))
            Joined.push_back(E.Place);
  }
  /// Who waits for threads must not hold the lock that they take before they end:
  /// what holds these threads is not looked at.
  bool isJoinedHere(PlaceId Data) const {
    return llvm::any_of(Joined, [&](PlaceId P) { return B.Places.isWithin(P, Data); });
  }
  /// True before this body has started its threads, and after it has ended some;
  /// or where its name says that there are none.
  bool isAlone(EventRef At) const {
    if (llvm::any_of(R.Guarded.held(Held), [](const HeldLock &H) { return H.Must; }))
      return false;
    return B.IsCalledAlone || llvm::any_of(Spawns, [&](EventRef S) { return mayFollow(R, At, S) && !mayFollow(R, S, At); }) ||
           llvm::any_of(Joins, [&](EventRef J) { return mayFollow(R, J, At); });
  }

  // Accesses.

  void look(EventRef At, const Event &E) {
    switch (E.Kind) {
    case EventKind::Call: return call(At, B.Calls[E.From.index()]);
    case EventKind::Spawn:
      if (FunctionId F = Words.operatorOf(E.Place))
        addCall(Prog.Bodies[F.index()].Symbol, E.Where).IsThread = true;
      else if (E.From)
        for (const Argument &A : B.Calls[E.From.index()].Args)
          if (A.Function)
            addCall(Prog.Callees[A.Function.index()].Name, E.Where).IsThread = true;
      return;
    case EventKind::Init:
      if (!E.IsFresh && !E.MayNotHappen && !isOfCallee(Prog, B, E))
        touch(At, E.Place, true, E.Where);
      return;
    case EventKind::Move:
      if (isOfCallee(Prog, B, E))
        return;
      touch(At, E.Place, true, E.Where);
      if (E.Other && !E.IsFresh)
        touch(At, E.Other, true, E.Where);
      return;
    case EventKind::Use:
      if (!isOfCallee(Prog, B, E))
        touch(At, E.Place, E.Mode == UseKind::Write || E.Mode == UseKind::CallOn, E.Where);
      return;
    default: return;
    }
  }

  void touch(EventRef At, PlaceId Touched, bool IsWrite, Span Where) {
    if (!Touched || !Where.isValid())
      return;
    Targets T = R.Names.resolve(Touched, Now);
    if (T.size() == 1)
      if (Datum D = Words.datumOf(T[0]); D.Object)
        access(At, D, IsWrite, Where);
  }

  void access(EventRef At, const Datum &D, bool IsWrite, Span Where) {
    const PlaceId Object = D.Object, Data = D.data();
    std::optional<UsePath> Field = Words.pathOf(D);
    if (!Field || !Words.isData(Data) || isUnshared(B, Data, Now) || isJoinedHere(Data))
      return;
    FieldUse U;
    U.Field = *Field;
    U.IsDeclared = Words.isDeclared(D);
    if (U.IsDeclared && B.IsLambda && B.Required.empty())
      U.Guard = declaredGuardOf(D);
    U.Owner = Words.ofCaller(Object);
    U.IsWrite = IsWrite;
    auto [It, New] = Seen.try_emplace({Where.Begin, U.Field}, Out.Fields.size());
    if (!New) { // `++n` reads and writes
      Out.Fields[It->second].IsWrite |= IsWrite;
      return;
    }
    if (isAlone(At)) {
      Seen.erase(It);
      return;
    }
    U.Where = All.spotOf(Where);
    U.Data = describePlace(Prog, B, Data);
    locksAt(Object, U);
    Out.Fields.push_back(std::move(U));
  }

  /// The lock that an annotation says guards the datum, or a whole of it.
  UsePath declaredGuardOf(const Datum &D) const {
    for (PlaceId P = D.data(); P; P = P == D.Object ? PlaceId() : B.Places[P].Parent)
      if (const auto *Guards = declaredGuards(Prog, B, P))
        for (const DeclaredGuard &G : *Guards)
          if (PlaceId Lock = G.OfPointee ? PlaceId() : lockOf(Prog, R.Source, P, G)) {
            Targets T = R.Names.resolve(Lock, Now);
            if (T.size() != 1)
              return UsePath();
            std::optional<UsePath> Path = Words.below(T[0], D.Object, {UsePath::Object, {}, {}});
            if (!Path)
              Path = Words.global(T[0]);
            return Path ? *Path : UsePath();
          }
    return UsePath();
  }

  void locksAt(PlaceId Object, FieldUse &U) const {
    for (const HeldLock &H : R.Guarded.held(Held)) {
      if (!H.Lock) {
        U.MayHoldAny = true;
        continue;
      }
      std::optional<UsePath> Path = Words.below(H.Lock, Object, {UsePath::Object, {}, {}});
      if (!Path)
        Path = Words.global(H.Lock);
      if (Path)
        (H.Must ? U.Held : U.Unsure).push_back({*Path, H.Shared});
      else if (B.Places.compare(H.Lock, Object) == Relation::MayOverlap || Words.isVague(H.Lock, Object)) {
        if (SymbolId Name = Words.lastName(H.Lock))
          U.VagueNames.push_back(Name);
        else
          U.MayHoldAny = true;
      }
    }
    for (const Locks::Fact &F : Held.Facts)
      if (F.Is == Locks::Was::Released && F.Lock) {
        if (std::optional<UsePath> Path = Words.below(F.Lock, Object, {UsePath::Object, {}, {}}))
          U.GivenBack.push_back(*Path);
        else if (std::optional<UsePath> Path = Words.global(F.Lock))
          U.GivenBack.push_back(*Path);
      }
  }

  // Calls.

  CallUse &addCall(SymbolId Function, Span Where) {
    CallUse C;
    C.Callee = All.nameOf(Function);
    C.Where = All.spotOf(Where);
    Out.Calls.push_back(std::move(C));
    return Out.Calls.back();
  }

  void call(EventRef At, const Call &C) {
    const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
    if (!Target)
      return;
    if (Target->Row && !Target->IsConvention) {
      for (const Effect &Said : Target->Row->Effects)
        if (Said.Kind == EffectKind::RunsNow && Said.Subject.Base >= 0 && size_t(Said.Subject.Base) < C.Args.size())
          if (PlaceId Closure = C.Args[Said.Subject.Base].Place; FunctionId F = Words.operatorOf(Closure))
            callOf(At, Prog.Bodies[F.index()].Symbol, Prog.Bodies[F.index()].IsLambda, Closure, {}, C.Where);
      return;
    }
    const PlaceId Object = Target->IsStatic ? PlaceId() : C.Object.Place;
    if (Target->isOfOtherUnit())
      return callOf(At, Target->Name, false, Object, C.Args, C.Where);
    if (!Target->Body || Prog.Bodies[Target->Body.index()].Blocks.empty())
      return;
    // A call on data is an access to it; what the class does there, it does not
    // do under a lock of this object's.
    if (C.Object.Place && !Target->IsConstructor && !Target->IsStatic && !All.changes().readsOnlyConstants(*Target))
      touch(At, C.Object.Place, All.changes().mayChange(*Target), C.Where);
    const Body &Called = Prog.Bodies[Target->Body.index()];
    const size_t Before = Out.Calls.size();
    callOf(At, Called.Symbol, Called.IsLambda, Object, C.Args, C.Where);
    if (Out.Calls.size() != Before)
      Out.Calls.back().IsOnce = Target->IsConstructor && B.Places[B.Places.rootOf(Object)].Root == RootKind::Global;
  }

  void callOf(EventRef At, SymbolId Function, bool IsClosure, PlaceId Object, llvm::ArrayRef<Argument> Args, Span Where) {
    const size_t Before = Out.Calls.size();
    CallUse &C = addCall(Function, Where);
    C.IsClosure = IsClosure;
    IsRelevant = All.hasGlobalLocks();
    Bound.clear();
    if (Object)
      bindAll({UsePath::Object, {}, {}}, Object, C);
    for (size_t I = 0; I < Args.size(); ++I)
      if (Args[I].Place)
        bindAll({int(I), {}, {}}, Args[I].Place, C);
    if (!IsRelevant) {
      Out.Calls.resize(Before);
      return;
    }
    for (const HeldLock &H : R.Guarded.held(Held)) {
      C.TellsNothing |= !H.Lock || !H.Must;
      if (!H.Lock || !H.Must)
        continue;
      if (std::optional<UsePath> Path = Words.global(H.Lock))
        C.Held.push_back({*Path, H.Shared});
      else if (UsePath Path = Words.ofCaller(H.Lock); Path.Base != UsePath::Own)
        C.HeldOutside.push_back({Path, H.Shared});
      else
        C.TellsNothing |= C.IsClosure; // what it has captured may be of the same object
    }
    for (size_t I = 0; I < Bound.size(); ++I)
      for (size_t J = I + 1; J < Bound.size(); ++J)
        if (Bound[I].second == Bound[J].second)
          C.Same.push_back({Bound[I].first, Bound[J].first});
    for (const Locks::Fact &F : Held.Facts)
      if (F.Is == Locks::Was::Released && F.Lock)
        if (UsePath Path = Words.ofCaller(F.Lock); Path.Base != UsePath::Own)
          C.GivenBack.push_back(Path);
    if (isAlone(At))
      C.Fresh.push_back({UsePath::Object, {}, {}});
    // Who begins or ends the object's use needs no lock, which tells nothing of others.
    C.TellsNothing |= B.IsBeginOrEnd && C.Fresh.empty() && llvm::none_of(R.Guarded.held(Held), [](const HeldLock &H) { return H.Must; });
  }

  void bindAll(const UsePath &Base, PlaceId P, CallUse &C) {
    for (const auto &[Inner, Outer] : Words.reachedFrom(Base, P))
      bind(Inner, Outer, C);
  }

  /// True for what a named function has returned a reference to, as `settings()` does.
  bool isOfAccessor(PlaceId P) const {
    const PlaceId Root = B.Places.rootOf(P);
    return isOfReturned(B, P) && llvm::none_of(B.Calls, [&](const Call &By) {
             return By.Result == Root && By.Target && Prog.Callees[By.Target.index()].IsOperator;
           });
  }

  void bind(const UsePath &Inner, PlaceId P, CallUse &C) {
    Targets T = R.Names.resolve(P, Now);
    if (T.size() != 1)
      return;
    const PlaceId Outer = Words.withoutBases(T[0]);
    for (const HeldLock &H : R.Guarded.held(Held))
      if (std::optional<UsePath> Path = H.Lock && H.Must ? Words.below(H.Lock, Outer, Inner) : std::nullopt) {
        C.Held.push_back({*Path, H.Shared});
        IsRelevant = true;
      }
    PlaceId Q = T[0];
    bool HasLock = Words.hasLock(Q);
    for (; Q != Outer; HasLock |= Words.hasLock(Q))
      Q = B.Places[Q].Parent;
    const bool IsClosure = Words.operatorOf(Outer).isValid();
    if (!HasLock && !IsClosure)
      return;
    IsRelevant = true;
    if (!IsClosure)
      Bound.push_back({Inner, Outer});
    // Who ends an object has it alone, which tells nothing of others that call the same.
    if (isOfAccessor(Outer) || (B.IsDestructor && Outer == B.This))
      C.TellsNothing = true;
    else if (isUnshared(B, Outer, Now) && !IsClosure)
      C.Fresh.push_back(Inner);
    if (UsePath Path = Words.ofCaller(Outer); Path.Base != UsePath::Own)
      C.Bindings.push_back({Inner, Path});
  }

  const Program &Prog;
  const Results &R;
  const Body &B;
  LockUses &All;
  UseWords Words;
  FunctionUse &Out;
  Aliases::State Now; ///< before the event that is looked at
  Locks::State Held;
  std::vector<EventRef> Spawns, Joins;
  std::vector<PlaceId> Joined; ///< what this body joins, by all names that it has
  std::map<std::pair<uint32_t, UsePath>, size_t> Seen; ///< by where they begin
  bool IsRelevant = false; ///< the call that is looked at
  std::vector<std::pair<UsePath, PlaceId>> Bound; ///< its objects with locks
};

} // namespace

void holdfast::findFieldUses(const Program &Prog, const Results &R, LockUses &All, FunctionUse &Into) {
  Collector(Prog, R, All, Into).run();
}
