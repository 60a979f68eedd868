//===- ElaborateUnknown.cpp - arguments of which nothing else is known ----===//
//
// A part of Elaborator: what the declarations of a callee's parameters say where
// neither a row nor a body speaks of them.
//
//===----------------------------------------------------------------------===//

#include "analysis/Elaborator.h"

#include "analysis/ElaborateLocks.h"
#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

void Elaborator::unnamedArguments(const CallEffects &Said, const Call &C) {
  for (size_t I = 0; I < C.Args.size(); ++I) {
    bool IsNamed = false;
    for (const Effect &Each : Said.Effects)
      IsNamed |= Each.Subject.Base == int(I) || Each.Target.Base == int(I);
    if (!IsNamed)
      declared(C.Args[I], false);
  }
}

/// What a parameter's declaration says by itself.
void Elaborator::declared(const Argument &A, bool IsUnknown) {
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

/// True for an argument of which an annotation says what the callee does to it.
static bool isLockOf(const Callee *Target, size_t Argument) {
  return Target && Target->Annotated && llvm::any_of(Target->Annotated->Effects, [&](const Effect &Said) {
           return isAboutLocks(Said.Kind) && !isDemand(Said.Kind) && Said.Subject.Base == int(Argument) &&
                  llvm::all_of(Said.Subject.Steps, [](const Projection &S) { return S.Kind == ProjectionKind::Deref; });
         });
}

void Elaborator::unknownCallee(const Call &C, const Callee *Target) {
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
