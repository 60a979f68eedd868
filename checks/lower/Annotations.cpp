//===- Annotations.cpp - clang's thread-safety attributes -----------------===//
//
// Answers: what do the attributes of a function say of locks, to its callers
// and of its own body, and by which lock is a field declared to be guarded? All
// macros in use (GUARDED_BY, ABSL_GUARDED_BY, EXCLUSIVE_LOCK_FUNCTION, ...) are
// these attributes in the AST. Not understood, and then not said: the negative
// capability `!mu`, elements of arrays, calls without `lock_returned`, bytes that
// are cast to a lock.
//
//===----------------------------------------------------------------------===//

#include "lower/Unit.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

/// True for a class that is used like a pointer.
static bool isSmartPointer(QualType T) {
  const auto *Record = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() && llvm::any_of(Record->methods(), [](const CXXMethodDecl *M) {
           return M->getOverloadedOperator() == OO_Arrow;
         });
}

/// The path to what `E` denotes; a pointer is its own path. False where the
/// expression is none that we know.
bool Unit::capabilityPath(const Expr *E, EffectPath &Out) {
  E = E->IgnoreParens();
  const Projection Deref{ProjectionKind::Deref, {}, 0, {}};
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    // Bytes that are taken for a lock are locked through another path.
    if (Cast->getCastKind() == CK_BitCast || !capabilityPath(Cast->getSubExpr(), Out))
      return false;
    if (Cast->getCastKind() == CK_DerivedToBase || Cast->getCastKind() == CK_UncheckedDerivedToBase)
      for (const CXXBaseSpecifier *Step : Cast->path())
        if (const auto *R = Step->getType()->getAsCXXRecordDecl())
          Out.Steps.push_back({ProjectionKind::Base, symbol(R), 0, {}});
    return true;
  }
  if (isa<CXXThisExpr>(E)) {
    Out.Base = EffectPath::Object;
    return true;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *P = dyn_cast<ParmVarDecl>(Ref->getDecl()))
      Out.Base = int(P->getFunctionScopeIndex());
    else if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()); V && V->hasGlobalStorage())
      Out.Base = EffectPath::Global, Out.Name = symbol(V), Prog.Symbols.setType(symbol(V), type(V->getType()));
    else
      return false;
    return true;
  }
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
    if (const auto *V = dyn_cast<VarDecl>(M->getMemberDecl())) { // a static member
      Out.Base = EffectPath::Global, Out.Name = symbol(V), Prog.Symbols.setType(symbol(V), type(V->getType()));
      return true;
    }
    if (!Field || !capabilityPath(M->getBase(), Out))
      return false;
    if (M->isArrow() && !isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()))
      Out.Steps.push_back(Deref);
    Prog.Symbols.setType(symbol(Field), type(Field->getType()));
    Out.Steps.push_back({ProjectionKind::Field, symbol(Field), 0, {}});
    if (Field->getType()->isReferenceType())
      Out.Steps.push_back({ProjectionKind::Deref, {}, 1, {}});
    return true;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_AddrOf)
      return capabilityPath(U->getSubExpr(), Out);
    if (U->getOpcode() != UO_Deref || !capabilityPath(U->getSubExpr(), Out))
      return false;
    Out.Steps.push_back(Deref);
    return true;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
      Operator && (Operator->getOperator() == OO_Arrow || Operator->getOperator() == OO_Star) && Operator->getNumArgs() == 1) {
    if (!capabilityPath(Operator->getArg(0), Out))
      return false;
    if (Operator->getOperator() == OO_Star)
      Out.Steps.push_back(Deref); // the arrow's is the member expression's
    return true;
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E); Call && isa<CXXThisExpr>(Call->getImplicitObjectArgument()->IgnoreParenImpCasts()))
    if (const FunctionDecl *F = Call->getDirectCallee())
      if (const auto *Returned = F->getMostRecentDecl()->getAttr<LockReturnedAttr>())
        return capabilityPath(Returned->getArg(), Out);
  return false;
}

std::optional<EffectPath> Unit::capability(const Expr *E) {
  EffectPath Out;
  const Expr *Plain = E ? E->IgnoreParenImpCasts() : nullptr;
  if (!Plain || Plain->isInstantiationDependent() || !capabilityPath(Plain, Out))
    return std::nullopt;
  QualType T = Plain->getType();
  const bool IsAddress = isa<UnaryOperator>(Plain) && cast<UnaryOperator>(Plain)->getOpcode() == UO_AddrOf;
  const bool IsThis = isa<CXXThisExpr>(Plain);
  if (!IsAddress && !IsThis && (T->isPointerType() || isSmartPointer(T)))
    Out.Steps.push_back({ProjectionKind::Deref, {}, 0, {}});
  return Out;
}

/// Each argument is one effect; without arguments the object is meant.
template <class Attribute>
static void forEachCapability(const Attribute *A, llvm::function_ref<void(const Expr *)> Do) {
  if (A->args_size() == 0)
    return Do(nullptr);
  for (const Expr *E : A->args())
    Do(E);
}

CallEffects Unit::lockEffects(const FunctionDecl *F) {
  CallEffects Out;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  const bool IsOfGuard = M && M->getParent()->hasAttr<ScopedLockableAttr>();
  const bool MakesGuard = IsOfGuard && isa<CXXConstructorDecl>(F);
  auto Add = [&](EffectKind Kind, const Expr *E, std::optional<bool> WhenResult = std::nullopt) {
    std::optional<EffectPath> Path = E ? capability(E) : std::optional(EffectPath());
    if (!Path || (!E && !M))
      return;
    Effect Said;
    Said.Kind = Kind;
    Said.Subject = *Path;
    Said.WhenResult = WhenResult;
    if (MakesGuard && E)
      Said.Target = EffectPath();
    Out.Effects.push_back(std::move(Said));
  };
  for (const auto *A : F->specific_attrs<RequiresCapabilityAttr>())
    forEachCapability(A, [&](const Expr *E) {
      Add(MakesGuard ? EffectKind::Adopts : A->isShared() ? EffectKind::NeedsShared : EffectKind::Needs, E);
    });
  for (const auto *A : F->specific_attrs<LocksExcludedAttr>())
    forEachCapability(A, [&](const Expr *E) { Add(EffectKind::Excludes, E); });
  for (const auto *A : F->specific_attrs<ReleaseCapabilityAttr>())
    forEachCapability(A, [&](const Expr *E) { Add(EffectKind::Unlocks, E); });
  for (const auto *A : F->specific_attrs<AcquireCapabilityAttr>())
    forEachCapability(A, [&](const Expr *E) { Add(A->isShared() ? EffectKind::LocksShared : EffectKind::Locks, E); });
  for (const auto *A : F->specific_attrs<TryAcquireCapabilityAttr>()) {
    Expr::EvalResult Value;
    const bool IsKnown = !A->getSuccessValue()->isValueDependent() && A->getSuccessValue()->EvaluateAsInt(Value, AST);
    if (IsKnown)
      forEachCapability(A, [&](const Expr *E) {
        Add(A->isShared() ? EffectKind::LocksShared : EffectKind::Locks, E, Value.Val.getInt().getBoolValue());
      });
  }
  for (const auto *A : F->specific_attrs<AssertCapabilityAttr>())
    forEachCapability(A, [&](const Expr *E) { Add(EffectKind::Adopts, E); });
  return Out;
}

const CallEffects *Unit::lockAnnotation(const FunctionDecl *F) {
  F = F->getMostRecentDecl();
  if (!F->hasAttrs())
    return nullptr;
  CallEffects Said = lockEffects(F);
  if (Said.Effects.empty())
    return nullptr;
  Prog.Annotations.push_back(std::make_shared<const CallEffects>(std::move(Said)));
  return Prog.Annotations.back().get();
}

/// True where each call of it is in a unit of the program, and sees its body.
static bool isOfProgram(const CXXMethodDecl *M, const ASTContext &AST) {
  const CXXRecordDecl *Of = M->getParent();
  if (M->isVirtual() || Of->isLambda())
    return false;
  if (!Of->isExternallyVisible())
    return true;
  // By the class: what is inline may be hidden in a class that is not.
  return AST.getLangOpts().getValueVisibilityMode() == HiddenVisibility && (M->isInlined() || M->isTemplateInstantiation()) &&
         Of->getVisibility() == HiddenVisibility;
}

void Unit::annotate(const FunctionDecl *F, Body &B) {
  B.MakesOrEnds = isa<CXXConstructorDecl, CXXDestructorDecl>(F);
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  B.IsLambda = M && M->getParent()->isLambda();
  B.Symbol = symbol(F);
  B.IsOpen = M ? M->getAccess() != AS_private && M->getAccess() != AS_protected && !B.IsLambda : F->isExternallyVisible();
  B.IsOfProgram = M && B.IsOpen && isOfProgram(M, AST);
  B.IsShared = F->isExternallyVisible() && !F->isInlined() && !F->isTemplateInstantiation() && !B.IsLambda;
  B.IsCalledLocked = F->getDeclName().isIdentifier() && saysCalledLocked(F->getName());
  B.IsCalledAlone = M && F->getDeclName().isIdentifier() && saysAlone(F->getName());
  F = F->getMostRecentDecl();
  if (!F->hasAttrs())
    return;
  B.IsUnchecked = F->hasAttr<NoThreadSafetyAnalysisAttr>();
  for (const Effect &Said : lockEffects(F).Effects) {
    if (Said.Kind != EffectKind::Needs && Said.Kind != EffectKind::NeedsShared && Said.Kind != EffectKind::Unlocks)
      continue;
    PlaceId P;
    if (Said.Subject.Base == EffectPath::Object)
      P = B.This;
    else if (Said.Subject.Base == EffectPath::Global)
      P = B.Places.globalRoot(Said.Subject.Name, Prog.Symbols.type(Said.Subject.Name));
    else if (Said.Subject.Base >= 0 && size_t(Said.Subject.Base) < B.Params.size())
      P = B.Params[Said.Subject.Base];
    if (!P)
      continue;
    for (const Projection &Step : Said.Subject.Steps)
      P = B.Places.project(P, Step, Prog.Symbols.type(Step.Name));
    B.Required.push_back({P, Said.Kind == EffectKind::NeedsShared});
  }
}

void Unit::readGuards(const ValueDecl *D) {
  llvm::SmallVector<DeclaredGuard, 1> Found;
  auto Add = [&](const Expr *E, bool OfPointee) {
    std::optional<EffectPath> Path = capability(E);
    if (Path && (Path->Base == EffectPath::Object || Path->Base == EffectPath::Global))
      Found.push_back({Path->Name, Path->Steps, OfPointee});
  };
  for (const auto *A : D->specific_attrs<GuardedByAttr>())
    Add(A->getArg(), false);
  for (const auto *A : D->specific_attrs<PtGuardedByAttr>())
    Add(A->getArg(), true);
  Prog.Guards[symbol(D)] = std::move(Found);
}
