//===- ElaborateClosures.cpp - closures that a callee runs or starts ------===//
//
// A part of Elaborator: what a closure does counts where the callee runs it, and of
// one that becomes a thread what it does to other threads.
//
//===----------------------------------------------------------------------===//

#include "analysis/Elaborator.h"

using namespace holdfast;

/// The callee runs the closure any number of times: all that the closure
/// does may happen, and what it surely moves may meet itself.
void Elaborator::runs(PlaceId Closure, const Argument &A, const Call &C, bool Once) {
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
const Callee *Elaborator::madeOf(PlaceId Closure) const {
  for (const Call &C : B.Calls)
    if (C.Result == Closure && C.Args.size() == 1 && C.Args[0].Function)
      return &Prog.Callees[C.Args[0].Function.index()];
  return nullptr;
}

/// Without a holder's place nothing is known of the thread; but where a row
/// speaks of the object, and there is none, nobody holds it.
void Elaborator::spawn(PlaceId P, const Argument &A, const Effect &Said, const Call &C) {
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

bool Elaborator::isGiven(const GivenValue &What, const Call &C) const {
  if (What.Argument < 0 || size_t(What.Argument) >= C.Args.size() || !C.Args[What.Argument].Value)
    return false;
  const Term &Value = B.Terms[C.Args[What.Argument].Value];
  return Value.Kind == TermKind::Constant && Value.Constant == What.Value;
}

/// False for what tells of an end, such as a condition variable, and has no
/// thread of its own.
bool Elaborator::mayHold(PlaceId Handle) const {
  TypeId T = Handle ? B.Places[Handle].Type : TypeId();
  return !T || Prog.Types[T].mayHoldThread();
}

/// Threads that the spawned closure itself joins or detaches. What it waits
/// for is its own affair.
void Elaborator::joinsElsewhere(PlaceId Closure, const Argument &A, const Call &C) {
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
void Elaborator::runsWith(const Effect &Said, const Argument &A, const Call &C) {
  const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
  if (!Target || !Target->Row)
    return;
  for (const Invocation &One : Target->Row->Invocations)
    if (!One.Makes && base(One.Subject, C) == &A && Said.Subject.Base >= 0 &&
        size_t(Said.Subject.Base) < One.Arguments.size())
      if (PlaceId P = place(One.Arguments[Said.Subject.Base], C))
        emit(Said.Kind == EffectKind::Joins ? EventKind::Join : EventKind::Detach, P, A.Where);
}
