//===- Coroutines.cpp - bodies that may be left and resumed ---------------===//
//
// The body as written, with the points where it may be left. See Function.h.
// Of the promise only `initial_suspend` is looked at; its other calls, the
// construction of the result and the copies of parameters into the frame are
// not lowered (docs/soundness.md).
//
//===----------------------------------------------------------------------===//

#include "lower/Function.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

/// True where an object of the class does something when it goes: its own
/// destructor, or that of a part which the user has written.
static bool hasOwnDestructor(const CXXRecordDecl *Record, const SourceManager &SM, unsigned Depth = 0) {
  if (!Record || !(Record = Record->getDefinition()) || Depth > 4)
    return false;
  if (const CXXDestructorDecl *D = Record->getDestructor(); D && D->isUserProvided())
    return Depth == 0 || !SM.isInSystemHeader(Record->getLocation());
  if (SM.isInSystemHeader(Record->getLocation()))
    return false;
  auto Has = [&](QualType T) { return hasOwnDestructor(T->getAsCXXRecordDecl(), SM, Depth + 1); };
  return llvm::any_of(Record->fields(), [&](const FieldDecl *F) { return Has(F->getType()); }) ||
         llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &B) { return Has(B.getType()); });
}

/// The answer of an `await_ready` that always gives the same.
static std::optional<bool> constantAnswer(const CoroutineSuspendExpr *E) {
  const auto *Asked = E->getReadyExpr() ? dyn_cast<CallExpr>(E->getReadyExpr()->IgnoreImplicit()) : nullptr;
  const FunctionDecl *F = Asked ? Asked->getDirectCallee() : nullptr;
  const auto *Body = F && F->hasBody(F) ? dyn_cast_or_null<CompoundStmt>(F->getBody()) : nullptr;
  const auto *Only = Body && Body->size() == 1 ? dyn_cast<ReturnStmt>(Body->body_front()) : nullptr;
  const auto *Answer = Only && Only->getRetValue()
                           ? dyn_cast<CXXBoolLiteralExpr>(Only->getRetValue()->IgnoreParenImpCasts()) : nullptr;
  return Answer ? std::optional(Answer->getValue()) : std::nullopt;
}

/// `co_await` and `co_yield`: the operand, then the point where it may be left.
void FunctionLowering::await(const CoroutineSuspendExpr *E) {
  if (const Expr *Awaited = E->getCommonExpr())
    Awaited->isGLValue() ? (void)glvalue(Awaited) : (void)rvalue(Awaited);
  if (constantAnswer(E) != true)
    emit(EventKind::Suspend, PlaceId(), span(E));
}

/// One that is suspended before it begins is resumed, if ever, through its
/// result.
void FunctionLowering::lowerCoroutine(const CoroutineBodyStmt *S) {
  Out.IsCoroutine = true;
  Out.Return = PlaceId();
  Out.OwnedByResult = hasOwnDestructor(F->getReturnType()->getAsCXXRecordDecl(), U.AST.getSourceManager());
  const auto *First = dyn_cast_or_null<Expr>(S->getInitSuspendStmt());
  const auto *Initial = First ? dyn_cast<CoroutineSuspendExpr>(First->IgnoreImplicit()) : nullptr;
  if (Initial && constantAnswer(Initial) == false) {
    Out.OwnedByResult = true;
    emit(EventKind::Suspend, PlaceId(), span(Initial));
  }
  lowerStmt(S->getBody());
}
