//===- Annotations.cpp - clang's thread-safety attributes -----------------===//
//
// Answers: what do the attributes of a function say of locks, to its callers
// and of its own body, and by which lock is a field declared to be guarded? All
// macros in use (GUARDED_BY, ABSL_GUARDED_BY, EXCLUSIVE_LOCK_FUNCTION, ...) are
// these attributes in the AST. The negative capability `!mu` of a call says that
// the lock must not be held, not that this must be known. Not understood, and then
// not said: elements of arrays, calls without `lock_returned`, bytes that are cast
// to a lock.
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
  // What the function says of its own object is said of this one.
  const auto *Call = dyn_cast<CallExpr>(E);
  const auto *OfObject = dyn_cast<CXXMemberCallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  const auto *Returned = F ? F->getMostRecentDecl()->getAttr<LockReturnedAttr>() : nullptr;
  if (!Returned || (OfObject && !isa<CXXThisExpr>(OfObject->getImplicitObjectArgument()->IgnoreParenImpCasts())))
    return false;
  return capabilityPath(Returned->getArg(), Out) && (OfObject || Out.Base == EffectPath::Global);
}

std::optional<EffectPath> Unit::capability(const Expr *E) {
  EffectPath Out;
  const Expr *Plain = E ? E->IgnoreParenImpCasts() : nullptr;
  if (!Plain || Plain->isInstantiationDependent() || !capabilityPath(Plain, Out))
    return std::nullopt;
  QualType T = Plain->getType();
  const bool IsAddress = isa<UnaryOperator>(Plain) && cast<UnaryOperator>(Plain)->getOpcode() == UO_AddrOf;
  const bool IsThis = isa<CXXThisExpr>(Plain);
  const bool IsReturned = isa<CallExpr>(Plain) && !isa<CXXOperatorCallExpr>(Plain); // its annotation names the lock
  const SymbolId Last = Out.Steps.empty() ? Out.Name : Out.Steps.back().Name;
  if (!IsAddress && !IsThis && !IsReturned && (T->isPointerType() || isSmartPointer(T)))
    Out.Steps.push_back({ProjectionKind::Deref, {}, 0, {}});
  else if (Last)
    Prog.AnnotatedLocks.insert(Last);
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

/// The lock of a negative capability, `!mu`.
static const Expr *negated(const Expr *E) {
  E = E ? E->IgnoreParenImpCasts() : nullptr;
  if (const auto *Not = dyn_cast_or_null<UnaryOperator>(E); Not && Not->getOpcode() == UO_LNot)
    return Not->getSubExpr();
  if (const auto *Not = dyn_cast_or_null<CXXOperatorCallExpr>(E); Not && Not->getOperator() == OO_Exclaim && Not->getNumArgs() == 1)
    return Not->getArg(0);
  return nullptr;
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
      if (const Expr *Not = negated(E))
        return Add(EffectKind::Excludes, Not);
      Add(A->isShared() ? EffectKind::NeedsShared : EffectKind::Needs, E);
      if (MakesGuard)
        Add(EffectKind::Adopts, E);
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
  if (const auto *A = F->getAttr<LockReturnedAttr>())
    if (std::optional<EffectPath> Path = capability(A->getArg()); Path && (Path->Base != EffectPath::Object || M)) {
      Effect Said;
      Said.Kind = EffectKind::Aliases;
      Said.Subject = {EffectPath::Result, {}};
      Said.Target = *Path;
      Out.Effects.push_back(std::move(Said));
    }
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

/// What is held where the body begins, and where it returns. One that a function
/// both takes and gives back, as a guard's `relock` might, is not told.
static void noteContract(const Effect &Said, PlaceId Lock, Body &B) {
  const bool IsShared = Said.Kind == EffectKind::NeedsShared || Said.Kind == EffectKind::LocksShared;
  switch (Said.Kind) {
  case EffectKind::Needs:
  case EffectKind::NeedsShared:
    B.Required.push_back({Lock, IsShared});
    B.Promised.push_back({Lock, IsShared});
    break;
  case EffectKind::Unlocks:
    B.Required.push_back({Lock, false});
    llvm::erase_if(B.Promised, [&](const RequiredLock &Each) { return Each.Lock == Lock; });
    break;
  case EffectKind::Locks:
  case EffectKind::LocksShared:
    if (Said.WhenResult)
      B.Tried.push_back(Lock);
    else
      B.Promised.push_back({Lock, IsShared});
    break;
  default: break;
  }
}

void Unit::annotate(const FunctionDecl *F, Body &B) {
  B.MakesOrEnds = isa<CXXConstructorDecl, CXXDestructorDecl>(F);
  B.IsDestructor = isa<CXXDestructorDecl>(F);
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  B.IsLambda = M && M->getParent()->isLambda();
  B.Symbol = symbol(F);
  B.IsOpen = M ? M->getAccess() != AS_private && M->getAccess() != AS_protected && !B.IsLambda : F->isExternallyVisible();
  B.IsDispatched = M && M->isVirtual() && !B.IsOpen;
  B.IsOfProgram = M && B.IsOpen && isOfProgram(M, AST);
  B.IsShared = F->isExternallyVisible() && !F->isInlined() && !F->isTemplateInstantiation() && !B.IsLambda;
  B.IsCalledLocked = F->getDeclName().isIdentifier() && saysCalledLocked(F->getName());
  B.IsBeginOrEnd = M && F->getDeclName().isIdentifier() && saysBeginOrEnd(F->getName());
  B.IsCalledAlone = M && F->getDeclName().isIdentifier() && saysAlone(F->getName());
  if (B.IsLambda)
    if (const auto *Around = dyn_cast_or_null<FunctionDecl>(M->getParent()->getDeclContext()->getNonClosureAncestor()))
      B.IsCalledAlone = Around->getDeclName().isIdentifier() && saysWhen(Around->getName());
  F = F->getMostRecentDecl();
  if (!F->hasAttrs())
    return;
  B.IsUnchecked = F->hasAttr<NoThreadSafetyAnalysisAttr>();
  for (const Effect &Said : lockEffects(F).Effects)
    if (PlaceId Lock = placeInside(Said.Subject, B))
      noteContract(Said, Lock, B);
}

/// What the path of an annotation is to the body of its function.
PlaceId Unit::placeInside(const EffectPath &Path, Body &B) {
  PlaceId P;
  if (Path.Base == EffectPath::Object)
    P = B.This;
  else if (Path.Base == EffectPath::Global)
    P = B.Places.globalRoot(Path.Name, Prog.Symbols.type(Path.Name));
  else if (Path.Base >= 0 && size_t(Path.Base) < B.Params.size())
    P = B.Params[Path.Base];
  for (size_t I = 0; P && I < Path.Steps.size(); ++I)
    P = B.Places.project(P, Path.Steps[I], Prog.Symbols.type(Path.Steps[I].Name));
  return P;
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
  for (const auto *A : D->specific_attrs<AcquiredBeforeAttr>())
    for (const Expr *E : A->args())
      readOrder(D, E, true);
  for (const auto *A : D->specific_attrs<AcquiredAfterAttr>())
    for (const Expr *E : A->args())
      readOrder(D, E, false);
}

/// `D` is declared to be taken before the lock `Other`, or after it.
void Unit::readOrder(const ValueDecl *D, const Expr *Other, bool IsBefore) {
  std::optional<EffectPath> Path = capability(Other);
  if (!Path)
    return;
  const Expr *Plain = Other->IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(Plain); Address && Address->getOpcode() == UO_AddrOf)
    Plain = Address->getSubExpr()->IgnoreParenImpCasts();
  const ValueDecl *Named = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Plain))
    Named = Ref->getDecl();
  else if (const auto *M = dyn_cast<MemberExpr>(Plain))
    Named = M->getMemberDecl();
  if (!Named || !(isa<FieldDecl>(Named) || Path->Base == EffectPath::Global))
    return;
  const SymbolId Mine = symbol(D), Its = symbol(Named);
  Prog.Orders.push_back({IsBefore ? Mine : Its, IsBefore ? Its : Mine, span(D->getSourceRange())});
  noteGuards(Named); // the order goes on from there
}
