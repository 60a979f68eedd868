//===- LockTakes.cpp ------------------------------------------------------===//

#include "summary/LockTakes.h"

#include "analysis/Unshared.h"
#include "summary/LockUse.h"
#include "summary/UseWords.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

namespace {

class Collector {
public:
  Collector(const Program &Prog, const Results &R, LockUses &All) : Prog(Prog), R(R), B(R.Source), All(All), Words(Prog, R, All) {}

  OrderUse run() {
    if (!R.Guarded.isSolved() && llvm::none_of(B.Calls, [&](const Call &C) { return isOfInterest(C); }) && !startsThreads())
      return {};
    findAlike();
    findOfCaller();
    for (uint32_t I = 0; I < R.Blocks.size(); ++I) {
      if (!R.Names.before(I))
        continue;
      Now = *R.Names.before(I);
      Held = R.Guarded.before(I) ? *R.Guarded.before(I) : Locks::State();
      for (const Event &E : R.Blocks[I].Events) {
        look(E);
        if (R.Guarded.isSolved())
          R.Guarded.transfer(E, Held);
        R.Names.transfer(E, Now);
      }
    }
    if (Out.isEmpty())
      return {};
    return std::move(Out);
  }

private:
  // Which calls matter.

  const Callee *targetOf(const Call &C) const { return C.Target ? &Prog.Callees[C.Target.index()] : nullptr; }

  /// True where somebody else knows, or this unit has found, that it may wait.
  bool mayWait(FunctionId F) const { return !Prog.Bodies[F.index()].Blocks.empty() && All.mayWait(F); }

  bool isOfInterest(const Call &C) const {
    const Callee *Target = targetOf(C);
    if (!Target)
      return false;
    if (Target->Row)
      return llvm::any_of(Target->Row->Effects, [](const Effect &E) { return E.Kind == EffectKind::RunsNow; });
    if (Target->MayDispatch)
      return false;
    return Target->Body ? mayWait(Target->Body) : !Target->IsLibrary;
  }

  bool startsThreads() const {
    return llvm::any_of(R.Blocks, [](const Block &Each) {
      return llvm::any_of(Each.Events, [](const Event &E) { return E.Kind == EventKind::Spawn; });
    });
  }

  // Locks.

  /// A lock's innards are the lock: what its own `lock()` takes has no name
  /// outside.
  PlaceId wholeOf(PlaceId Lock) const {
    PlaceId Found = Lock;
    for (PlaceId P = Lock, Below; P; Below = P, P = B.Places[P].Parent) {
      // A reference has the type of what it denotes, but is not that.
      const bool IsPointer = Below && B.Places[Below].Step.Kind == ProjectionKind::Deref;
      if (TypeId T = B.Places[P].Type; T && Prog.Types[T].IsLock && !IsPointer)
        Found = P;
    }
    return Found;
  }

  bool isLocal(PlaceId Lock) const {
    const PlaceTable::Node &N = B.Places[Lock];
    return !N.Parent && N.Root == RootKind::Local && !N.IsReference && N.Name;
  }

  UsePath pathOf(PlaceId P) const {
    if (isLocal(P))
      return {UsePath::Global, All.lockNameOf(B, P), {}};
    return Words.ofCaller(P);
  }

  SymbolId classOf(PlaceId Lock) const {
    for (PlaceId P = Lock; P; P = B.Places[P].Parent) {
      const PlaceTable::Node &N = B.Places[P];
      if (!N.Parent)
        return N.Root == RootKind::Global && N.Name ? All.lockNameOf(N.Name) : isLocal(P) ? All.lockNameOf(B, P) : SymbolId();
      if (N.Step.Kind == ProjectionKind::Capture)
        return SymbolId();
      if (N.Step.Kind == ProjectionKind::Field)
        return N.Step.Name ? All.lockNameOf(N.Step.Name) : SymbolId();
    }
    return SymbolId();
  }

  /// False for what no other thread can wait for.
  bool isShared(PlaceId Lock) const {
    const PlaceTable::Node &Root = B.Places[B.Places.rootOf(Lock)];
    if (Root.Root == RootKind::Global && Prog.Symbols.isPerThread(Root.Name))
      return false;
    return isLocal(Lock) || !isUnshared(B, Lock, Now);
  }

  std::optional<OrderLock> nameOf(PlaceId Lock, bool Shared) const {
    if (!Lock)
      return std::nullopt;
    Lock = wholeOf(Lock);
    if (!isShared(Lock))
      return std::nullopt;
    OrderLock Of{pathOf(Lock), classOf(Lock), Shared};
    if (Of.Path.Base == UsePath::Own && !Of.Class)
      return std::nullopt;
    return Of;
  }

  /// What is held here; what `By` itself has taken is taken together.
  std::vector<HeldSince> heldFor(CallId By) const {
    std::vector<HeldSince> Found;
    for (const HeldLock &H : R.Guarded.held(Held)) {
      const bool IsEntry = Locks::isEntry(H.Since);
      const Event *Since = IsEntry ? nullptr : &R.Blocks[H.Since.Block].Events[H.Since.Index];
      if (!H.Must || (By && Since && Since->From == By))
        continue;
      if (std::optional<OrderLock> Lock = nameOf(H.Lock, H.Shared))
        Found.push_back({*Lock, Since ? All.spotOf(Since->Where) : UseSpot()});
    }
    return Found;
  }

  std::vector<UsePath> givenBack() const {
    std::vector<UsePath> Found;
    for (const Locks::Fact &F : Held.Facts)
      if (F.Is == Locks::Was::Released && F.Lock)
        if (UsePath Path = pathOf(wholeOf(F.Lock)); Path.Base != UsePath::Own && !llvm::is_contained(Found, Path))
          Found.push_back(Path);
    return Found;
  }

  bool mayBeHeld(PlaceId Lock) const {
    return llvm::any_of(R.Guarded.factsOf(Lock, Held), [](const Locks::Fact &F) { return F.Is == Locks::Was::Held; });
  }

  // Events.

  void look(const Event &E) {
    switch (E.Kind) {
    case EventKind::Acquire: return take(E);
    case EventKind::Call: return call(B.Calls[E.From.index()], E.From);
    case EventKind::Spawn:
      if (FunctionId F = Words.operatorOf(E.Place); F && mayWait(F)) {
        OrderCall C = begin(Prog.Bodies[F.index()].Symbol, {});
        C.IsThread = true;
        bindAll({UsePath::Object, {}, {}}, E.Place, C);
        add(std::move(C), E.Where);
      }
      return;
    case EventKind::Assume: return compare(E);
    default: return;
    }
  }

  /// What a callee with a body takes is told by that.
  bool isToldElsewhere(const Event &E) const {
    const Callee *Target = E.From && !E.OfDestructor ? targetOf(B.Calls[E.From.index()]) : nullptr;
    return Target && !Target->Row && Target->Body && !Target->MayDispatch;
  }

  void take(const Event &E) {
    if (E.MayNotHappen || (E.How != Taking::Exclusive && E.How != Taking::Shared) || !R.Guarded.isOne(E, Held) || isToldElsewhere(E))
      return;
    const PlaceId Lock = R.Guarded.locksOf(E, Held)[0];
    if (mayBeHeld(Lock) || R.Guarded.leavesAsItWas(E, Lock, Held))
      return;
    if (std::optional<OrderLock> Of = nameOf(Lock, E.How == Taking::Shared))
      Out.Takes.push_back({*Of, heldFor(E.From), givenBack(), All.spotOf(E.Where)});
  }

  OrderCall begin(SymbolId Callee, std::vector<HeldSince> Holding) const {
    OrderCall C;
    C.Callee = All.nameOf(Callee);
    C.Held = std::move(Holding);
    return C;
  }
  static bool isPlain(const OrderCall &C) { return C.Held.empty() && C.Bindings.empty() && !C.IsThread; }
  /// Of calls that hold and hand on nothing, one tells as much as all.
  void add(OrderCall C, Span Where) {
    const bool IsPlain = isPlain(C);
    if (IsPlain && !Plain.insert(C.Callee).second)
      return;
    if (IsPlain)
      C.GivenBack.clear();
    else
      C.Where = All.spotOf(Where);
    Out.Calls.push_back(std::move(C));
  }

  void call(const Call &C, CallId Id) {
    if (!isOfInterest(C))
      return;
    const Callee &Target = *targetOf(C);
    if (Target.Row) {
      for (const Effect &Said : Target.Row->Effects)
        if (Said.Kind == EffectKind::RunsNow && Said.Subject.Base >= 0 && size_t(Said.Subject.Base) < C.Args.size()) {
          const PlaceId Closure = C.Args[size_t(Said.Subject.Base)].Place;
          if (FunctionId F = Words.operatorOf(Closure); F && mayWait(F)) {
            OrderCall Made = begin(Prog.Bodies[F.index()].Symbol, heldFor(Id));
            Made.GivenBack = givenBack();
            bindAll({UsePath::Object, {}, {}}, Closure, Made);
            add(std::move(Made), C.Where);
          }
        }
      return;
    }
    OrderCall Made = begin(Target.Body ? Prog.Bodies[Target.Body.index()].Symbol : Target.Name, heldFor(Id));
    Made.GivenBack = givenBack();
    if (C.Object.Place && !Target.IsStatic)
      bindAll({UsePath::Object, {}, {}}, C.Object.Place, Made);
    for (size_t I = 0; I < C.Args.size(); ++I)
      if (C.Args[I].Place)
        bindAll({int(I), {}, {}}, C.Args[I].Place, Made);
    // Of all that other units have, what has no lock of its own seldom waits, and
    // is most of it.
    if (!Target.Body && isPlain(Made) && C.Object.Place && !mayHaveLock(C.Object.Place))
      return;
    add(std::move(Made), C.Where);
  }

  // What the callee's names stand for.

  bool mayHaveLock(PlaceId P) const {
    TypeId T = B.Places[P].Type;
    return T && (Prog.Types[T].HoldsLock || Prog.Types[T].IsLock);
  }

  void bind(const UsePath &Inner, PlaceId P, OrderCall &C) {
    Targets T = R.Names.resolve(P, Now);
    if (T.size() != 1)
      return;
    const PlaceId Outer = Words.withoutBases(T[0]);
    if (!mayHaveLock(T[0]) && !mayHaveLock(Outer))
      return;
    const PlaceId Whole = wholeOf(Outer);
    const TypeId Of = B.Places[Whole].Type;
    const SymbolId Class = Of && Prog.Types[Of].IsLock && isShared(Whole) ? classOf(Whole) : SymbolId();
    if (UsePath Path = pathOf(Whole); Path.Base != UsePath::Own || Class)
      C.Bindings.push_back({Inner, Path, Class});
  }

  void bindAll(const UsePath &Base, PlaceId P, OrderCall &C) {
    for (const auto &[Inner, Outer] : Words.reachedFrom(Base, P))
      bind(Inner, Outer, C);
  }

  /// The locks that the body gives back and has not taken.
  void findOfCaller() {
    if (!R.Guarded.isSolved())
      return;
    R.Guarded.forEachEvent(R.Blocks, [&](EventRef, const Event &E, const Locks::State &Now) {
      if (E.Kind == EventKind::Release && E.How != Taking::Disowned)
        for (PlaceId Lock : R.Guarded.locksOf(E, Now))
          if (llvm::all_of(R.Guarded.factsOf(Lock, Now), [](const Locks::Fact &F) { return F.Is == Locks::Was::AtEntry; }))
            if (UsePath Path = pathOf(wholeOf(Lock)); Path.Base != UsePath::Own && !llvm::is_contained(Out.OfCaller, Path))
              Out.OfCaller.push_back(Path);
    });
  }

  // Objects that a caller may exchange, and which of them comes first.

  std::optional<int> roleOf(PlaceId P) const {
    const UsePath Path = Words.ofCaller(P);
    return Path.Base == UsePath::Object || Path.Base >= 0 ? std::optional(Path.Base) : std::nullopt;
  }

  void findAlike() {
    std::vector<std::pair<int, TypeId>> Roles;
    auto Note = [&](int Role, PlaceId P) {
      if (!P || !B.Places[P].Type)
        return;
      for (PlaceId Part = P; Part; Part = Part == P ? R.Source.Places.project(P, {ProjectionKind::Deref, {}, 0, {}}) : PlaceId())
        if (B.Places[Part].Type && mayHaveLock(Part))
          return Roles.push_back({Role, B.Places[Part].Type});
    };
    Note(UsePath::Object, B.IsLambda ? PlaceId() : B.This);
    for (size_t I = 0; I < B.Params.size(); ++I)
      Note(int(I), B.Params[I]);
    for (size_t I = 0; I < Roles.size(); ++I)
      for (size_t J = I + 1; J < Roles.size(); ++J)
        if (Roles[I].second == Roles[J].second)
          Out.Alike.push_back({Roles[I].first, Roles[J].first});
  }

  void addRoles(PlaceId P, std::set<int> &Into) const {
    for (PlaceId Each : R.Names.resolve(P, Now))
      if (std::optional<int> Role = roleOf(Each))
        Into.insert(*Role);
  }

  void addRoles(TermId T, std::set<int> &Into) const {
    const Term &Of = B.Terms[T];
    for (TermId Each : Of.Args)
      addRoles(Each, Into);
    if (Of.Kind != TermKind::Value)
      return;
    addRoles(Of.Place, Into);
    addRoles(R.Source.Places.project(Of.Place, {ProjectionKind::Deref, {}, 0, {}}), Into);
    // What a call has answered is about what it was given.
    for (const Call &C : B.Calls)
      if (C.Result == Of.Place) {
        if (C.Object.Place)
          addRoles(C.Object.Place, Into);
        for (const Argument &A : C.Args)
          if (A.Place)
            addRoles(A.Place, Into);
      }
  }

  bool isEquality(TermId T) const {
    const Term &Of = B.Terms[T];
    if (Of.Kind == TermKind::Pure)
      return Prog.Symbols.display(Of.Function) == "operator==" || Prog.Symbols.display(Of.Function) == "operator!=";
    for (const Call &C : B.Calls)
      if (const Callee *Target = targetOf(C); Target && Of.Kind == TermKind::Value && C.Result == Of.Place)
        return Prog.Symbols.display(Target->Name) == "operator==" || Prog.Symbols.display(Target->Name) == "operator!=";
    return false;
  }

  /// Two addresses that are not equal have no order yet; an answer about two
  /// objects, or what is less than what, may be about their order.
  void compare(const Event &E) {
    if (Out.Alike.empty())
      return;
    const Condition &C = B.Terms[E.Assumed];
    const bool IsLess = C.Op != Comparison::Equal && C.Op != Comparison::NotEqual;
    std::set<int> Roles;
    if (IsLess || !isEquality(C.Left))
      addRoles(C.Left, Roles);
    if (IsLess && C.Right)
      addRoles(C.Right, Roles);
    for (int First : Roles)
      for (int Second : Roles)
        if (First < Second && !llvm::is_contained(Out.Compared, RolePair{First, Second}))
          Out.Compared.push_back({First, Second});
  }

  const Program &Prog;
  const Results &R;
  const Body &B;
  LockUses &All;
  UseWords Words;
  OrderUse Out;
  std::set<SymbolId> Plain; ///< callees of calls that hold and hand on nothing
  Aliases::State Now; ///< before the event that is looked at
  Locks::State Held;
};

} // namespace

OrderUse holdfast::findTakes(const Program &Prog, const Results &R, LockUses &All) { return Collector(Prog, R, All).run(); }
