//===- Construct.cpp - values lowered into the place where they go --------===//
//
// Class prvalues are built where they are wanted: that is copy elision,
// braces, captures and returns at once. A move or copy constructor becomes a
// transfer between two places.
//
//===----------------------------------------------------------------------===//

#include "lower/Function.h"

#include "clang/Basic/Builtins.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

const Expr *lower::operandOfMove(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E); Cast && Cast->isXValue())
    return Cast->getSubExpr();
  if (const auto *Call = dyn_cast<CallExpr>(E); Call && Call->getNumArgs() == 1)
    if (const FunctionDecl *F = Call->getDirectCallee(); F && F->getBuiltinID() == Builtin::BImove)
      return Call->getArg(0);
  return nullptr;
}

void FunctionLowering::transfer(PlaceId From, PlaceId To, bool IsMove, const Expr *Written, bool IsFresh) {
  Span Where = span(Written), Whole;
  if (const Expr *Operand = operandOfMove(Written)) {
    Where = span(Operand);
    Whole = span(Written->IgnoreParenImpCasts());
  }
  if (IsMove) {
    Event &E = emit(EventKind::Move, From, Where);
    E.Other = To;
    E.Whole = Whole;
    E.IsFresh = IsFresh;
    return;
  }
  use(From, UseKind::Read, Where);
  if (!To)
    return;
  emit(EventKind::Init, To, Where).IsFresh = IsFresh;
  emit(EventKind::Flow, From, Where).Other = To;
}

void FunctionLowering::construct(const CXXConstructExpr *E, PlaceId Dest) {
  const CXXConstructorDecl *C = E->getConstructor();
  if (C->isCopyOrMoveConstructor() && E->getNumArgs() >= 1) {
    const Expr *Source = E->getArg(0);
    if (!Source->isGLValue())
      return into(Source, Dest);
    PlaceId From = glvalue(Source);
    bool IsMove = C->isMoveConstructor() && U.isChangedByMove(E->getType().getUnqualifiedType());
    return transfer(From, Dest, IsMove, Source, true);
  }
  Call Made;
  Made.Target = U.callee(C, C->getParent(), E);
  Made.Object = {Dest, Passing::Reference, span(E), {}, {}};
  Made.Where = span(E);
  llvm::SmallVector<const Expr *, 4> Args(E->arguments());
  arguments(Args, C, C->getType()->castAs<FunctionProtoType>(), E->isListInitialization(), Made.Args);
  emit(EventKind::Init, Dest, span(E)).IsFresh = true;
  emitCall(std::move(Made), C->getType()->castAs<FunctionProtoType>()->isNothrow());
}

void FunctionLowering::initList(const InitListExpr *List, PlaceId Dest) {
  const InitListExpr *E = List->isSemanticForm() ? List : List->getSemanticForm();
  if (!E)
    E = List;
  if (E->isTransparent() && E->getNumInits() == 1)
    return into(E->getInit(0), Dest);
  const auto *Record = E->getType()->getAsCXXRecordDecl();
  emit(EventKind::Init, Dest, span(E)).IsFresh = true;
  if (!Record) {
    for (unsigned I = 0; I < E->getNumInits() && !stopped(); ++I) {
      const Expr *Init = E->getInit(I);
      if (isa<IntegerLiteral, CharacterLiteral, FloatingLiteral>(Init->IgnoreParenImpCasts()))
        continue; // tables of thousands of numbers are common, and nobody asks for one of them
      into(Init, Out.Places.project(Dest, {ProjectionKind::Element, {}, I, {}}, U.type(Init->getType())));
    }
    return;
  }
  unsigned I = 0;
  for (const CXXBaseSpecifier &B : Record->bases())
    if (I < E->getNumInits())
      into(E->getInit(I++), Out.Places.project(Dest, {ProjectionKind::Base, U.symbol(B.getType()->getAsCXXRecordDecl()), 0, {}}));
  auto One = [&](const FieldDecl *Field, const Expr *Init) {
    PlaceId P = fieldOf(Dest, Field);
    if (Init->isGLValue())
      emit(EventKind::Borrow, glvalue(Init), span(Init)).Other = P;
    else
      into(Init, P);
  };
  if (Record->isUnion()) {
    if (const FieldDecl *Field = E->getInitializedFieldInUnion(); Field && E->getNumInits())
      One(Field, E->getInit(0));
    return;
  }
  for (const FieldDecl *Field : Record->fields()) {
    if (Field->isUnnamedBitField())
      continue;
    if (I < E->getNumInits() && !stopped())
      One(Field, E->getInit(I++));
  }
}

/// Lowers the value of `E`, of any type, into `Dest`.
void FunctionLowering::into(const Expr *E, PlaceId Dest) {
  if (stopped() || ++Depth > 3000)
    return obstacle("an expression nested too deeply", E->getSourceRange());
  struct Leave { unsigned &D; ~Leave() { --D; } } Guard{Depth};
  if (E->isGLValue())
    return transfer(glvalue(E), Dest, false, E, true);
  switch (E->getStmtClass()) {
  case Stmt::ParenExprClass: return into(cast<ParenExpr>(E)->getSubExpr(), Dest);
  case Stmt::ExprWithCleanupsClass: return into(cast<ExprWithCleanups>(E)->getSubExpr(), Dest);
  case Stmt::ConstantExprClass: return into(cast<ConstantExpr>(E)->getSubExpr(), Dest);
  case Stmt::CXXBindTemporaryExprClass: return into(cast<CXXBindTemporaryExpr>(E)->getSubExpr(), Dest);
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return into(cast<SubstNonTypeTemplateParmExpr>(E)->getReplacement(), Dest);
  case Stmt::CXXDefaultArgExprClass: return into(cast<CXXDefaultArgExpr>(E)->getExpr(), Dest);
  case Stmt::CXXDefaultInitExprClass: return into(cast<CXXDefaultInitExpr>(E)->getExpr(), Dest);
  case Stmt::ChooseExprClass: return into(cast<ChooseExpr>(E)->getChosenSubExpr(), Dest);
  case Stmt::GenericSelectionExprClass: return into(cast<GenericSelectionExpr>(E)->getResultExpr(), Dest);
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return into(cast<CXXRewrittenBinaryOperator>(E)->getSemanticForm(), Dest);
  case Stmt::PackIndexingExprClass: return into(cast<PackIndexingExpr>(E)->getSelectedExpr(), Dest);
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass: return construct(cast<CXXConstructExpr>(E), Dest);
  case Stmt::LambdaExprClass: return lambda(cast<LambdaExpr>(E), Dest);
  default: break;
  }
  if (E->getType()->isScalarType() || E->getType()->isVoidType())
    return assignScalar(Dest, rvalue(E), span(E), true);
  intoObject(E, Dest);
}

/// The rest of into(): classes, arrays and what is lowered like them.
void FunctionLowering::intoObject(const Expr *E, PlaceId Dest) {
  switch (E->getStmtClass()) {
  case Stmt::InitListExprClass: return initList(cast<InitListExpr>(E), Dest);
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass: call(cast<CallExpr>(E), Dest, false); return;
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass: conditional(cast<AbstractConditionalOperator>(E), Dest); return;
  case Stmt::BinaryOperatorClass:
    if (cast<BinaryOperator>(E)->getOpcode() == BO_Comma) {
      evaluate(cast<BinaryOperator>(E)->getLHS());
      return into(cast<BinaryOperator>(E)->getRHS(), Dest);
    }
    lowerChildren(E);
    break;
  case Stmt::OpaqueValueExprClass:
    if (PlaceId Known = Opaque.lookup(E))
      return transfer(Known, Dest, false, E, true);
    if (const Expr *Source = cast<OpaqueValueExpr>(E)->getSourceExpr())
      return into(Source, Dest);
    break;
  case Stmt::CXXThrowExprClass:
  case Stmt::StmtExprClass:
  case Stmt::CoawaitExprClass:
  case Stmt::CoyieldExprClass: {
    if (const auto *S = dyn_cast<CoroutineSuspendExpr>(E)) {
      await(S);
    } else if (const auto *Statements = dyn_cast<StmtExpr>(E)) {
      size_t Scope = Cleanups.size();
      for (const Stmt *S : Statements->getSubStmt()->body())
        if (S == Statements->getSubStmt()->body_back() && isa<Expr>(S))
          into(cast<Expr>(S), Dest);
        else
          lowerStmt(S);
      popCleanups(Scope, span(E));
      return;
    } else {
      if (const Expr *Sub = cast<CXXThrowExpr>(E)->getSubExpr())
        into(Sub, makeTemporary(Sub->getType()));
      return throwSpelled(cast<CXXThrowExpr>(E));
    }
    break;
  }
  case Stmt::ArrayInitLoopExprClass: {
    // Element by element from the array that the opaque value stands for.
    const auto *Loop = cast<ArrayInitLoopExpr>(E);
    const Expr *Source = Loop->getCommonExpr()->getSourceExpr();
    PlaceId From = Source && Source->isGLValue() ? glvalue(Source) : makeTemporary(E->getType());
    const auto *Element = dyn_cast<CXXConstructExpr>(Loop->getSubExpr()->IgnoreImplicit());
    bool IsMove = Element && Element->getConstructor()->isMoveConstructor() && U.isChangedByMove(Element->getType());
    return transfer(From, Dest, IsMove, E, true);
  }
  case Stmt::CXXParenListInitExprClass:
    for (const Expr *Init : cast<CXXParenListInitExpr>(E)->getInitExprs())
      Init->isGLValue() ? use(glvalue(Init), UseKind::Read, span(Init)) : (void)rvalue(Init);
    break;
  case Stmt::CXXStdInitializerListExprClass:
  case Stmt::VAArgExprClass:
  case Stmt::AtomicExprClass:
  case Stmt::ShuffleVectorExprClass:
  case Stmt::ConvertVectorExprClass:
  case Stmt::UnaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    lowerChildren(E);
    break;
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
  case Stmt::CXXInheritedCtorInitExprClass:
  case Stmt::StringLiteralClass: // initialises an array of characters
  case Stmt::PredefinedExprClass:
  case Stmt::NoInitExprClass:
  case Stmt::ImaginaryLiteralClass:
  case Stmt::ArrayInitIndexExprClass:
    break;
  default:
    if (const auto *Cast = dyn_cast<CastExpr>(E))
      return into(Cast->getSubExpr(), Dest);
    return obstacle(E->getStmtClassName(), E->getSourceRange());
  }
  emit(EventKind::Init, Dest, span(E)).IsFresh = true;
}
