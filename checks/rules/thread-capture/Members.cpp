//===- Members.cpp - thread-capture: members that die before the join -----===//
//
// The members of an object die in reverse order of their declaration, after the
// destructor's body. Where no function of the class joins a member thread, the
// thread runs until that member's own destructor waits for it: what is declared
// behind it is dead by then. Silent where the class has a destructor that
// nobody has looked into.
//
//===----------------------------------------------------------------------===//

#include "rules/thread-capture/Rule.h"

#include "analysis/Origins.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace holdfast;
using namespace holdfast::thread_capture;

namespace {

/// What the class does with one of its member threads.
class MemberThread {
public:
  MemberThread(RuleContext &C, uint32_t Thread, PlaceId Handle)
      : C(C), R(C.Answers), B(R.Source), Thread(Thread), Handle(Handle) {
    for (PlaceId P = Handle; P != B.This; P = B.Places[P].Parent)
      Steps.insert(Steps.begin(), P);
  }

  PlaceId late() {
    TypeId Class = B.Places[B.This].Type;
    if (!Class || Steps.empty() || isJoinedBySomeMember(Class))
      return PlaceId();
    const TypeInfo &Info = C.Prog.Types[Class];
    if (Info.HidesDestructor)
      return PlaceId();
    if (const CallEffects *Does = effectsOf(Info.Destructor); Does && isHandledBy(*Does, EffectKind::Detaches))
      return B.This;
    // A reference or a pointer leads to what dies at a time of its own.
    const Projection &First = B.Places[Steps[0]].Step;
    if (Steps.size() > 1 && B.Places[Steps[1]].Step.Kind == ProjectionKind::Deref && B.Places[Steps[1]].Step.Index == 1)
      return PlaceId();
    if (!waits(B.Places[Steps[0]].Type))
      return PlaceId();
    bool IsBehind = First.Kind == ProjectionKind::Base;
    for (SymbolId Field : Info.DyingFields) {
      if (IsBehind && uses(Field))
        return B.Places.project(B.This, {ProjectionKind::Field, Field, 0, {}}, C.Prog.Symbols.type(Field));
      IsBehind |= First.Kind == ProjectionKind::Field && Field == First.Name;
    }
    return PlaceId();
  }

private:
  const CallEffects *effectsOf(FunctionId F) const {
    return F && F.index() < R.Known.size() && R.Known[F.index()] ? &*R.Known[F.index()] : nullptr;
  }

  static bool isSameStep(const Projection &X, const Projection &Y) { return X.Kind == Y.Kind && X.Name == Y.Name; }

  /// True where an effect of the object's is about the handle, or about
  /// something of a pool whose job it is.
  bool isHandledBy(const CallEffects &Does, EffectKind Kind) const {
    return llvm::any_of(Does.Effects, [&](const Effect &E) {
      if (E.Kind != Kind || E.Subject.Base != EffectPath::Object)
        return false;
      if (R.Borrowed.threads()[Thread].IsJob) // who waits for a part of the pool waits for its jobs
        return E.Subject.Steps.empty() || isSameStep(B.Places[Steps[0]].Step, E.Subject.Steps[0]);
      for (size_t I = 0; I < std::min(Steps.size(), E.Subject.Steps.size()); ++I) {
        if (!isSameStep(B.Places[Steps[I]].Step, E.Subject.Steps[I]))
          return false;
      }
      return true;
    });
  }

  /// A join in any member function may come before the end.
  bool isJoinedBySomeMember(TypeId Class) const {
    return llvm::any_of(C.Prog.Bodies, [&](const Body &Each) {
      if (!Each.This || Each.Places[Each.This].Type != Class)
        return false;
      const CallEffects *Does = effectsOf(Each.Id);
      return Does && (isHandledBy(*Does, EffectKind::Joins) || (isOwned() && mayEndOwner(Each, *Does)));
    });
  }

  /// True for what is reached through a pointer of the object's own.
  bool isOwned() const {
    return llvm::any_of(Steps, [&](PlaceId P) { return B.Places[P].Step.Kind == ProjectionKind::Deref; });
  }

  /// True where the function gives that pointer another target: the old one has
  /// ended by then. A constructor gives it the first one.
  bool mayEndOwner(const Body &Function, const CallEffects &Does) const {
    bool IsConstructor = Function.MakesOrEnds && Function.Id != C.Prog.Types[B.Places[B.This].Type].Destructor;
    return !IsConstructor && llvm::any_of(Does.Effects, [&](const Effect &E) {
      bool Ends = E.Kind == EffectKind::Reinits || E.Kind == EffectKind::Moves || E.Kind == EffectKind::Writes;
      return Ends && E.Subject.Base == EffectPath::Object && E.Subject.Steps.size() == 1 &&
             isSameStep(B.Places[Steps[0]].Step, E.Subject.Steps[0]);
    });
  }

  /// True where the end of a `T` waits for the threads that it holds.
  bool waits(TypeId T, unsigned Depth = 0) const {
    if (!T || Depth > 4)
      return false;
    const TypeInfo &Info = C.Prog.Types[T];
    auto Joins = [](const Effect &E) { return E.Kind == EffectKind::Joins; };
    if (Info.DropRow)
      return llvm::any_of(Info.DropRow->Effects, Joins);
    if (const CallEffects *Does = effectsOf(Info.Destructor); Does && llvm::any_of(Does->Effects, Joins))
      return true;
    return llvm::any_of(Info.DropParts, [&](const auto &Part) { return waits(Part.second, Depth + 1); });
  }

  /// True where the thread uses the object's field, by a loan of it or through
  /// `this`.
  bool uses(SymbolId Field) const {
    const SpawnedThread &T = R.Borrowed.threads()[Thread];
    for (uint32_t Held : T.Loans)
      if (PlaceId P = R.Borrowed[Held].Place; P != B.This && B.Places.isWithin(P, B.This)) {
        while (B.Places[P].Parent != B.This)
          P = B.Places[P].Parent;
        if (B.Places[P].Step.Kind == ProjectionKind::Field && B.Places[P].Step.Name == Field)
          return true;
      }
    std::set<FunctionId> Run;
    for (PlaceId P : T.Ran)
      if (std::optional<Runnable> Runs = findRunnable(C.Prog, B, R.Blocks, P))
        Run.insert(Runs->Function);
    for (FunctionId F : Run)
      if (const CallEffects *Does = effectsOf(F))
        for (const Effect &E : Does->Effects)
          if (isFieldOfThis(E.Subject, Field))
            return true;
    return false;
  }

  static bool isFieldOfThis(const EffectPath &Path, SymbolId Field) {
    const auto &S = Path.Steps;
    return Path.Base == EffectPath::Object && S.size() >= 3 && S[0].Kind == ProjectionKind::Capture && !S[0].Name &&
           S[1].Kind == ProjectionKind::Deref && S[2].Kind == ProjectionKind::Field && S[2].Name == Field;
  }

  RuleContext &C;
  Results &R;
  Body &B;
  uint32_t Thread;
  PlaceId Handle;
  std::vector<PlaceId> Steps; ///< from below the object to the handle
};

} // namespace

PlaceId thread_capture::lateMemberOf(RuleContext &C, uint32_t Thread, PlaceId Handle) {
  return MemberThread(C, Thread, Handle).late();
}
