//===- Elaborate.cpp ------------------------------------------------------===//

#include "analysis/Elaborate.h"

#include "analysis/ElaborateLocks.h"
#include "analysis/ElaborateQueues.h"
#include "analysis/Makers.h"
#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace holdfast;

namespace {

class Elaborator : CallEvents {
public:
  Elaborator(const Program &Prog, Body &B, const Summaries &Known) : CallEvents(Prog, B, Known) {
    std::set<PlaceId> Found;
    auto Note = [&](PlaceId P) {
      if (P && B.Places[B.Places.rootOf(P)].Root == RootKind::Global)
        Found.insert(B.Places.rootOf(P));
    };
    for (const Block &Each : B.Blocks)
      for (const Event &E : Each.Events)
        if (E.Kind == EventKind::Move)
          Note(E.Place);
    for (const Call &C : B.Calls) {
      for (const Argument &A : C.Args)
        if (A.How == Passing::RvalueReference)
          Note(A.Place);
      if (const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr; Target && Target->Row)
        for (const Effect &Each : Target->Row->Effects)
          if (const Argument *A = base(Each.Subject, C); A && Each.Kind == EffectKind::Moves)
            Note(A->Place);
    }
    MovedGlobals.assign(Found.begin(), Found.end());
  }

  /// False where the callee never returns.
  bool call(const Event &E, std::vector<Event> &Out) {
    Into = &Out;
    Source = E.From;
    IsUnsequenced = E.Unsequenced;
    const Call &C = B.Calls[E.From.index()];
    const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
    bool IsRow = Target && Target->Row;
    const CallEffects *Said = IsRow ? Target->Row : Target ? inferred(*Target) : nullptr;
    // First, so that what the effects say of the result stays true.
    if (C.Result)
      emit(EventKind::Init, C.Result, C.Where).IsFresh = true;
    const CallEffects *Annotated = Target ? Target->Annotated : nullptr;
    annotated(Annotated, C, true);
    if (Said)
      make(*Said, C);
    if (!Prog.Drained.empty() && (IsRow || !Said))
      queueInserted(*this, C, Said);
    const size_t First = Out.size();
    if (Said)
      for (const Effect &Each : Said->Effects) {
        if (isAboutLocks(Each.Kind) && saysLocks(Annotated))
          continue;
        if (!IsRow && !Prog.Drained.empty())
          queueHandedOn(*this, *Said, Each, C);
        effect(Each, C, IsRow);
      }
    markRestored(llvm::MutableArrayRef(Out).drop_front(First));
    if (Said && IsRow && !Said->Effects.empty())
      unnamedArguments(*Said, C);
    if (!Said)
      unknownCallee(C, Target);
    annotated(Annotated, C, false);
    for (const CallEffects *By : {Said, Annotated})
      if (By)
        for (const Effect &Each : By->Effects)
          results(Each, C);
    if (!IsRow) // a function of the user's may refill what everyone can reach
      for (PlaceId Global : MovedGlobals)
        if (!isMovedBy(C, Global))
          emit(EventKind::Init, Global, C.Where).MayNotHappen = true;
    return !(Said && Said->NeverReturns);
  }

  /// What the destructor of `P` does to others, then those of its parts.
  /// Where an assignment ends the old value, only what rows say of it counts.
  void drop(const Event &E, PlaceId P, TypeId T, std::vector<Event> &Out, bool RowsOnly, unsigned Depth = 0) {
    if (!T || Depth > 4)
      return;
    const TypeInfo &Info = Prog.Types[T];
    const CallEffects *Said = Info.DropRow ? Info.DropRow : RowsOnly ? nullptr : Info.DropElsewhere;
    if (!RowsOnly && Info.Destructor && Info.Destructor.index() < Known.size() && Known[Info.Destructor.index()])
      Said = &*Known[Info.Destructor.index()];
    Into = &Out;
    Source = CallId();
    const size_t First = Out.size();
    Call Dropped;
    Dropped.Object.Place = P;
    Dropped.Object.How = Passing::Reference;
    Dropped.Object.Where = Dropped.Where = E.Where;
    if (Said)
      for (const Effect &Each : Said->Effects)
        if (isSeenAfterDrop(Each) && !(isAboutLocks(Each.Kind) && Info.IsGuard)) {
          effect(Each, Dropped, false);
          // A library's handle waits for its own thread.
          if (Info.DropRow && !Into->empty() && Into->back().Kind == EventKind::Join)
            Into->back().IsOwn = true;
        }
    if (Info.Deleter && Info.Deleter.index() < Known.size() && Known[Info.Deleter.index()]) {
      Dropped.Args.push_back(Dropped.Object);
      for (const Effect &Each : Known[Info.Deleter.index()]->Effects)
        if (Each.Subject.Base == 0 && isOfThreads(Each))
          effect(Each, Dropped, false);
    }
    for (size_t I = First; I < Out.size(); ++I)
      Out[I].OfDestructor = true;
    for (auto &[Step, Part] : Info.DropParts)
      drop(E, B.Places.project(P, Step, Part), Part, Out, RowsOnly, Depth + 1);
  }

  /// True for the assignment of a call that stands before it, and of which a row
  /// says more.
  bool isSaidByRow(const Event &E, const Event &Before) const {
    if (E.Kind != EventKind::Init || E.IsFresh || Before.Kind != EventKind::Call)
      return false;
    const Call &C = B.Calls[Before.From.index()];
    const CallEffects *Row = C.Target ? Prog.Callees[C.Target.index()].Row : nullptr;
    return Row && C.Object.Place == E.Place && llvm::any_of(Row->Effects, [](const Effect &Said) {
             return Said.Kind == EffectKind::Reinits && Said.Subject.Base == EffectPath::Object && Said.Subject.Steps.empty();
           });
  }

  /// A closure that is assigned to what a thread calls.
  void stored(const Event &E, std::vector<Event> &Out) {
    Into = &Out;
    Source = CallId();
    queueStored(*this, E);
  }

private:
  static bool isOfThreads(const Effect &E) {
    return E.Kind == EffectKind::Joins || E.Kind == EffectKind::Detaches || E.Kind == EffectKind::Abandons;
  }
  /// What a destructor does to the object itself, nobody asks for.
  static bool isSeenAfterDrop(const Effect &E) {
    if (isAboutLocks(E.Kind) || isOfThreads(E))
      return true;
    return llvm::any_of(E.Subject.Steps, [](const Projection &S) { return S.Kind == ProjectionKind::Deref; });
  }

  /// What must be true before a call comes first, what is true after it last.
  void annotated(const CallEffects *Said, const Call &C, bool IsBefore) {
    if (Said)
      for (const Effect &Each : Said->Effects)
        if (isDemand(Each.Kind) == IsBefore)
          effect(Each, C, true);
  }

  /// A row that constructs an object does to threads what the constructor's
  /// row says: `emplace_back` on a vector of threads spawns one.
  void make(const CallEffects &Said, const Call &C) {
    for (const Invocation &One : Said.Invocations) {
      if (!One.Makes)
        continue;
      Call Inner = C;
      Inner.Object.Place = place(One.Subject, C);
      // What a smart pointer alone points to.
      if (Inner.Object.Place && One.Subject.Base == EffectPath::Result && !One.Subject.Steps.empty())
        emit(EventKind::Borrow, Inner.Object.Place, C.Where).Other = C.Result;
      if (Inner.Object.Place && C.Made)
        for (const Effect &Each : C.Made->Effects)
          if (Each.Kind == EffectKind::Spawns)
            effect(Each, Inner, true);
      if (Inner.Object.Place)
        for (const Effect &Each : keptByMaker(Prog, Known, C)) {
          effect(Each, Inner, false);
          results(Each, Inner);
        }
    }
  }

  /// What a row's `moves(P)` moves: one row serves overloads that take it by
  /// rvalue, by const reference or by value, and templates that forward it.
  static bool isMovedFrom(const Argument &A, const Effect &Said) {
    return A.How == Passing::RvalueReference || (A.How == Passing::Reference && !A.IsForwarded && !Said.IfRvalue);
  }

  /// True where an argument of this very call has moved it.
  bool isMovedBy(const Call &C, PlaceId Global) const {
    for (const Event &E : *Into)
      if (E.Kind == EventKind::Move && B.Places.rootOf(E.Place) == Global && E.Where.Begin >= C.Where.Begin &&
          E.Where.Begin <= C.Where.End)
        return true;
    return false;
  }

  const CallEffects *inferred(const Callee &Target) const {
    if (!Target.Body || Target.MayDispatch || Target.Body.index() >= Known.size())
      return Target.Elsewhere;
    const auto &S = Known[Target.Body.index()];
    return S ? &*S : nullptr;
  }

  /// The result, or what the row makes behind that pointer.
  PlaceId madeIn(const Call &C) {
    const CallEffects &Row = *Prog.Callees[C.Target.index()].Row;
    for (const Invocation &One : Row.Invocations)
      if (One.Makes && One.Subject.Base == EffectPath::Result)
        return place(One.Subject, C);
    return C.Result;
  }

  void move(PlaceId P, const Argument &A, const Effect &Said, const Call &C) {
    Event &E = emit(EventKind::Move, P, A.Where);
    E.Whole = A.Whole;
    E.MayNotHappen = Said.May;
    E.IfTested = Said.IfTested && C.Result;
    E.Other = place(Said.Target, C);
    if (Said.WhenResult && C.Result) {
      Condition Is{*Said.WhenResult ? Comparison::NotEqual : Comparison::Equal, B.Terms.value(C.Result),
                   B.Terms.constant(0), 0};
      E.Assumed = B.Terms.intern(Is);
      E.MayNotHappen = true;
    }
  }

  /// The guard that holds what is locked: as the effect says, or the one that the
  /// function returns.
  PlaceId guardOf(const Effect &Said, const Call &C) {
    const PlaceId Named = place(Said.Target, C);
    const bool Takes = Said.Kind == EffectKind::Locks || Said.Kind == EffectKind::LocksShared;
    const TypeId T = Takes && C.Result ? B.Places[C.Result].Type : TypeId();
    return !Named && T && Prog.Types[T].IsGuard ? C.Result : Named;
  }

  void effect(const Effect &Said, const Call &C, bool IsRow) {
    const Argument *A = base(Said.Subject, C);
    PlaceId P = place(Said.Subject, C);
    if (P && isAboutLocks(Said.Kind))
      return elaborateLock({Prog, B, Known, A ? A->Where : C.Where, Source, C.Result}, Said, P, guardOf(Said, C), *Into);
    if (P && Said.Kind == EffectKind::Joins && Said.Subject.Base == EffectPath::Global) {
      emit(EventKind::Join, P, C.Where).IsOwn = true; // of OpenMP's tasks
      return;
    }
    if (!P || !A)
      return;
    switch (Said.Kind) {
    case EffectKind::Reads:
      use(P, UseKind::Read, A->Where);
      Into->back().MayNotHappen = Said.May;
      Into->back().Whole = A->Whole;
      break;
    case EffectKind::Asks: use(P, UseKind::Ask, A->Where); break;
    case EffectKind::Writes: use(P, UseKind::CallOn, A->Where); break;
    case EffectKind::Moves:
      if (IsRow && Said.Subject.Steps.empty() && !isMovedFrom(*A, Said)) {
        if (A->How != Passing::Value && A->How != Passing::Pointer && A->How != Passing::ConstPointer)
          use(P, UseKind::Read, A->Where);
        if (!C.Object.Place && C.Result && mayRun(*this, P) && mayRun(*this, C.Result)) // as std::bind keeps it
          if (PlaceId Keeper = madeIn(C); Keeper != P)
            emit(EventKind::Flow, P, A->Where).Other = Keeper;
        break;
      }
      move(P, *A, Said, C);
      if (Said.Again)
        move(P, *A, Said, C);
      break;
    case EffectKind::Reinits: emit(EventKind::Init, P, A->Where); break;
    case EffectKind::RunsNow: runs(P, *A, C, Said.Once); break;
    case EffectKind::Keeps: emit(EventKind::Escape, P, A->Where); break;
    case EffectKind::Spawns:
      if (Said.OnlyWhere == GivenValue() || isGiven(Said.OnlyWhere, C))
        spawn(P, *A, Said, C);
      break;
    case EffectKind::Joins: emit(EventKind::Join, P, A->Where).OfSign = Said.OfSign; break;
    case EffectKind::Detaches: emit(EventKind::Detach, P, A->Where); break;
    case EffectKind::Abandons: emit(EventKind::Abandon, P, A->Where); break;
    case EffectKind::Flows:
      if (PlaceId Target = place(Said.Target, C))
        emit(EventKind::Flow, P, A->Where).Other = Target;
      break;
    case EffectKind::Aliases:
    case EffectKind::Borrows: break; // after the result's Init
    case EffectKind::Locks:
    case EffectKind::LocksShared:
    case EffectKind::Defers:
    case EffectKind::Adopts:
    case EffectKind::Unlocks:
    case EffectKind::Disowns:
    case EffectKind::Waits:
    case EffectKind::Needs:
    case EffectKind::NeedsShared:
    case EffectKind::Excludes:
    case EffectKind::TellsHeld: break; // above
    }
  }

  void results(const Effect &Said, const Call &C) {
    if (Said.Kind == EffectKind::Spawns && Said.Subject.Base == EffectPath::Result) {
      if (PlaceId Handle = place(Said.Target, C)) {
        PlaceId Closure = B.Places.makeRoot(RootKind::Temporary, SymbolId(), 0, TypeId()); // the callee's own
        emit(EventKind::Spawn, Closure, C.Where).Other = Handle;
      }
      return;
    }
    if (Said.Kind != EffectKind::Aliases && Said.Kind != EffectKind::Borrows)
      return;
    PlaceId Pointer = place(Said.Subject, C);
    const Argument *A = base(Said.Target, C);
    if (A && Pointer && (A->How == Passing::Pointer || A->How == Passing::ConstPointer) && !Said.Target.Steps.empty() &&
        Said.Target.Steps[0].Kind == ProjectionKind::Element) {
      emit(EventKind::Flow, A->Place, C.Where).Other = Pointer; // the elements are not the pointer's own
      return;
    }
    if (PlaceId Target = place(Said.Target, C); Target && Pointer)
      emit(EventKind::Borrow, Target, A ? A->Where : C.Where).Other = Pointer;
  }

  /// The callee runs the closure any number of times: all that the closure
  /// does may happen, and what it surely moves may meet itself.
  void runs(PlaceId Closure, const Argument &A, const Call &C, bool Once) {
    TypeId T = B.Places[Closure].Type;
    FunctionId F = T ? Prog.Types[T].CallOperator : FunctionId();
    if (!F || F.index() >= Known.size() || !Known[F.index()]) {
      emit(EventKind::Escape, Closure, A.Where);
      if (const Callee *Named = madeOf(Closure); Named && Named->Row && !Named->IsStatic)
        for (Effect Each : Named->Row->Effects)
          if (Each.Subject.Base == EffectPath::Object &&
              (Each.Kind == EffectKind::Joins || Each.Kind == EffectKind::Detaches)) {
            Each.Subject.Base = 0; // the object comes first
            runsWith(Each, A, C);
          }
      return;
    }
    Call Inner;
    Inner.Object = A;
    Inner.Object.Place = Closure;
    Inner.Where = C.Where;
    for (Effect Each : Known[F.index()]->Effects) {
      if (Each.Subject.Base != EffectPath::Object && Each.Subject.Base != EffectPath::Global) {
        if (Each.Kind == EffectKind::Joins || Each.Kind == EffectKind::Detaches)
          runsWith(Each, A, C);
        else if (Each.Kind == EffectKind::Spawns && Each.Target.Base == EffectPath::Object) {
          Each.Subject.Base = EffectPath::Result; // nothing of the caller's
          results(Each, Inner);
        }
        continue;
      }
      Each.Again |= Each.Kind == EffectKind::Moves && !Each.May && !Once;
      Each.May = Each.Kind == EffectKind::Moves;
      Each.WhenResult.reset();
      effect(Each, Inner, false);
    }
  }

  /// The function that a closure was made of, as by std::mem_fn, or null.
  const Callee *madeOf(PlaceId Closure) const {
    for (const Call &C : B.Calls)
      if (C.Result == Closure && C.Args.size() == 1 && C.Args[0].Function)
        return &Prog.Callees[C.Args[0].Function.index()];
    return nullptr;
  }

  /// Without a holder's place nothing is known of the thread; but where a row
  /// speaks of the object, and there is none, nobody holds it.
  void spawn(PlaceId P, const Argument &A, const Effect &Said, const Call &C) {
    bool HasNoHolder = Said.Detached || (Said.Target.Base == EffectPath::Object && !C.Object.Place);
    PlaceId Holder = HasNoHolder ? PlaceId() : place(Said.Target, C);
    if (!Holder && !HasNoHolder)
      return;
    if (Said.OfReferent) { // its pointer stands for the closure that has it
      PlaceId Pointer = B.Places.makeRoot(RootKind::Temporary, SymbolId(), 0, TypeId());
      emit(EventKind::Borrow, P, A.Where).Other = Pointer;
      emit(EventKind::Spawn, Pointer, A.Where).Other = Holder;
      return;
    }
    Event &E = emit(EventKind::Spawn, P, A.Where);
    E.Other = Holder;
    E.MayNotHappen = Said.May || isGiven(Said.HereWhere, C); // it may run in this thread
    joinsElsewhere(P, A, C);
  }

  bool isGiven(const GivenValue &What, const Call &C) const {
    if (What.Argument < 0 || size_t(What.Argument) >= C.Args.size() || !C.Args[What.Argument].Value)
      return false;
    const Term &Value = B.Terms[C.Args[What.Argument].Value];
    return Value.Kind == TermKind::Constant && Value.Constant == What.Value;
  }

  /// False for what tells of an end, such as a condition variable, and has no
  /// thread of its own.
  bool mayHold(PlaceId Handle) const {
    TypeId T = Handle ? B.Places[Handle].Type : TypeId();
    return !T || Prog.Types[T].mayHoldThread();
  }

  /// Threads that the spawned closure itself joins or detaches. What it waits
  /// for is its own affair.
  void joinsElsewhere(PlaceId Closure, const Argument &A, const Call &C) {
    TypeId T = B.Places[Closure].Type;
    FunctionId F = T ? Prog.Types[T].CallOperator : FunctionId();
    if (!F || F.index() >= Known.size() || !Known[F.index()])
      return;
    Call Inner;
    Inner.Object = A;
    Inner.Object.Place = Closure;
    Inner.Where = C.Where;
    for (const Effect &Each : Known[F.index()]->Effects)
      if (Each.Subject.Base == EffectPath::Object &&
          (Each.Kind == EffectKind::Joins || Each.Kind == EffectKind::Detaches) && mayHold(place(Each.Subject, Inner)))
        effect(Each, Inner, false);
  }

  /// What the closure `A` does to its own argument, as a row tells which that
  /// is: `for_each` joins each element.
  void runsWith(const Effect &Said, const Argument &A, const Call &C) {
    const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
    if (!Target || !Target->Row)
      return;
    for (const Invocation &One : Target->Row->Invocations)
      if (!One.Makes && base(One.Subject, C) == &A && Said.Subject.Base >= 0 &&
          size_t(Said.Subject.Base) < One.Arguments.size())
        if (PlaceId P = place(One.Arguments[Said.Subject.Base], C))
          emit(Said.Kind == EffectKind::Joins ? EventKind::Join : EventKind::Detach, P, A.Where);
  }

  void unnamedArguments(const CallEffects &Said, const Call &C) {
    for (size_t I = 0; I < C.Args.size(); ++I) {
      bool IsNamed = false;
      for (const Effect &Each : Said.Effects)
        IsNamed |= Each.Subject.Base == int(I) || Each.Target.Base == int(I);
      if (!IsNamed)
        declared(C.Args[I], false);
    }
  }

  /// What a parameter's declaration says by itself.
  void declared(const Argument &A, bool IsUnknown) {
    if (!A.Place)
      return;
    switch (A.How) {
    case Passing::Value: break;
    case Passing::ConstReference: use(A.Place, UseKind::Read, A.Where); break;
    case Passing::Reference:
      if (IsUnknown) // an out-parameter, for all we know
        emit(EventKind::Init, A.Place, A.Where).MayNotHappen = true;
      break;
    case Passing::RvalueReference: {
      Effect Moves;
      Moves.IfTested = IsUnknown;
      move(A.Place, A, Moves, B.Calls[Source.index()]);
      break;
    }
    case Passing::Pointer:
      if (IsUnknown)
        emit(EventKind::Init, B.Places.project(A.Place, {ProjectionKind::Deref, {}, 0, {}}), A.Where).MayNotHappen = true;
      break;
    case Passing::ConstPointer:
      if (IsUnknown)
        use(B.Places.project(A.Place, {ProjectionKind::Deref, {}, 0, {}}), UseKind::Read, A.Where);
      break;
    }
  }

  void unknownCallee(const Call &C, const Callee *Target) {
    if (C.Object.Place && !(Target && Target->IsConstructor)) {
      if (Target && Target->Reinitializes)
        emit(EventKind::Init, C.Object.Place, C.Object.Where);
      else if (C.Object.How == Passing::RvalueReference)
        move(C.Object.Place, C.Object, Effect(), C);
      else {
        use(C.Object.Place, C.Object.How == Passing::ConstReference ? UseKind::Read : UseKind::CallOn, C.Object.Where);
        Into->back().MayNotHappen = true; // of the object, but who knows of which part
      }
    }
    for (const bool IsConst : {true, false})
      for (size_t I = 0; I < C.Args.size(); ++I) {
        const Argument &A = C.Args[I];
        if ((A.How == Passing::ConstReference || A.How == Passing::ConstPointer) == IsConst && !isLockOf(Target, I))
          declared(A, true);
      }
  }

  /// True for an argument of which an annotation says what the callee does to it.
  static bool isLockOf(const Callee *Target, size_t Argument) {
    return Target && Target->Annotated && llvm::any_of(Target->Annotated->Effects, [&](const Effect &Said) {
             return isAboutLocks(Said.Kind) && !isDemand(Said.Kind) && Said.Subject.Base == int(Argument) &&
                    llvm::all_of(Said.Subject.Steps, [](const Projection &S) { return S.Kind == ProjectionKind::Deref; });
           });
  }

  std::vector<PlaceId> MovedGlobals;
};

} // namespace

std::vector<Block> holdfast::elaborate(const Program &Prog, Body &B, const Summaries &Known) {
  Elaborator E(Prog, B, Known);
  std::vector<Block> Out(B.Blocks.size());
  for (size_t I = 0; I < B.Blocks.size(); ++I) {
    Out[I].Successors = B.Blocks[I].Successors;
    Out[I].Where = B.Blocks[I].Where;
    Out[I].Events.reserve(2 * B.Blocks[I].Events.size());
    for (size_t J = 0; J < B.Blocks[I].Events.size(); ++J) {
      const Event Each = B.Blocks[I].Events[J];
      if (J && E.isSaidByRow(Each, B.Blocks[I].Events[J - 1]))
        continue;
      if (Each.Kind == EventKind::Move && Each.Other && !Each.IsFresh)
        E.drop(Each, Each.Other, B.Places[Each.Other].Type, Out[I].Events, true);
      if (!Prog.Drained.empty() && Each.Other && (Each.Kind == EventKind::Move || Each.Kind == EventKind::Flow))
        E.stored(Each, Out[I].Events);
      Out[I].Events.push_back(Each);
      if (Each.Kind == EventKind::Drop)
        E.drop(Each, Each.Place, B.Places[Each.Place].Type, Out[I].Events, false);
      if (Each.Kind == EventKind::Call && !E.call(Each, Out[I].Events)) {
        Out[I].Successors.clear();
        break;
      }
    }
  }
  return Out;
}
