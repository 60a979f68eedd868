//===- Rvalues.cpp - values of scalars ------------------------------------===//
//
// Scalars are lowered to an Operand: a term, as far as conditions can use it,
// and, for pointers, the place that holds the value. Classes go to into() in
// Construct.cpp.
//
//===----------------------------------------------------------------------===//

#include "lower/Function.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

/// True where a glance tells that `E` is no constant. Most expressions are
/// none, each is asked again within each that is around it, and clang's
/// evaluation is dear.
static bool isPlainlyVariable(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *R = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(R->getDecl());
    return V && !V->getType().isConstQualified() && !V->getType()->isReferenceType();
  }
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return isa<FieldDecl>(M->getMemberDecl()) && isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts());
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = C->getDirectCallee();
    return F && !F->isConstexpr() && !F->getBuiltinID();
  }
  const auto *B = dyn_cast<BinaryOperator>(E);
  return B && !B->isLogicalOp() && !B->isCommaOp() && (isPlainlyVariable(B->getLHS()) || isPlainlyVariable(B->getRHS()));
}

std::optional<int64_t> FunctionLowering::constantOf(const Expr *E) const {
  if (E->isValueDependent() || !E->isPRValue())
    return std::nullopt;
  QualType T = E->getType();
  if (T->isNullPtrType() || isa<CXXNullPtrLiteralExpr>(E->IgnoreParenImpCasts()))
    return 0;
  if (!T->isIntegralOrEnumerationType() || isPlainlyVariable(E))
    return std::nullopt;
  Expr::EvalResult R;
  if (!E->EvaluateAsInt(R, U.AST) || R.HasSideEffects)
    return std::nullopt;
  const llvm::APSInt &V = R.Val.getInt();
  return V.isRepresentableByInt64() ? std::optional<int64_t>(V.getExtValue()) : std::nullopt;
}

void FunctionLowering::lowerChildren(const Expr *E) {
  for (const Stmt *Sub : E->children())
    if (const auto *C = dyn_cast_or_null<Expr>(Sub)) {
      if (C->isGLValue())
        use(glvalue(C), UseKind::Read, span(C));
      else
        rvalue(C);
    }
}

void FunctionLowering::discard(const Expr *E) {
  size_t Scope = Cleanups.size();
  evaluate(E);
  popCleanups(Scope, span(E));
}

/// As discard, for a part of an expression: its temporaries live on.
void FunctionLowering::evaluate(const Expr *E) {
  if (E->isGLValue())
    glvalue(E);
  else
    rvalue(E);
}

void FunctionLowering::assignScalar(PlaceId To, Operand From, Span Where, bool IsFresh) {
  Event &E = emit(EventKind::Init, To, Where);
  E.IsFresh = IsFresh;
  if (From.Term && From.Offset == 0)
    E.Value = From.Term;
  if (From.Holder)
    emit(EventKind::Flow, From.Holder, Where).Other = To;
}

Operand FunctionLowering::rvalue(const Expr *E, PlaceId Dest) {
  if (stopped() || ++Depth > 3000) {
    obstacle("an expression nested too deeply", E->getSourceRange());
    return {};
  }
  struct Leave { unsigned &D; ~Leave() { --D; } } Guard{Depth};
  if (E->isGLValue())
    return {glvalue(E), TermId(), 0};
  if (!E->getType()->isVoidType() && !E->getType()->isScalarType() && !isa<CXXThrowExpr>(E)) {
    PlaceId P = Dest;
    if (!P) {
      P = makeTemporary(E->getType());
      into(E, P);
      pushCleanup(P, E->getType(), span(E));
    } else {
      into(E, P);
    }
    return {P, TermId(), 0};
  }
  if (std::optional<int64_t> Known = constantOf(E))
    return constant(*Known);
  switch (E->getStmtClass()) {
  case Stmt::ParenExprClass: return rvalue(cast<ParenExpr>(E)->getSubExpr(), Dest);
  case Stmt::ExprWithCleanupsClass: return rvalue(cast<ExprWithCleanups>(E)->getSubExpr(), Dest);
  case Stmt::ConstantExprClass: return rvalue(cast<ConstantExpr>(E)->getSubExpr(), Dest);
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return rvalue(cast<SubstNonTypeTemplateParmExpr>(E)->getReplacement(), Dest);
  case Stmt::CXXDefaultArgExprClass: return rvalue(cast<CXXDefaultArgExpr>(E)->getExpr(), Dest);
  case Stmt::CXXDefaultInitExprClass: return rvalue(cast<CXXDefaultInitExpr>(E)->getExpr(), Dest);
  case Stmt::ChooseExprClass: return rvalue(cast<ChooseExpr>(E)->getChosenSubExpr(), Dest);
  case Stmt::GenericSelectionExprClass: return rvalue(cast<GenericSelectionExpr>(E)->getResultExpr(), Dest);
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return rvalue(cast<CXXRewrittenBinaryOperator>(E)->getSemanticForm(), Dest);
  case Stmt::PackIndexingExprClass: return rvalue(cast<PackIndexingExpr>(E)->getSelectedExpr(), Dest);
  case Stmt::OpaqueValueExprClass:
    if (PlaceId Known = Opaque.lookup(E))
      return {Known, Out.Terms.value(Known), 0};
    if (const Expr *Source = cast<OpaqueValueExpr>(E)->getSourceExpr())
      return rvalue(Source, Dest);
    return {};
  case Stmt::CXXThisExprClass: {
    PlaceId Holder = makeTemporary(E->getType());
    emit(EventKind::Borrow, pointee(E), span(E)).Other = Holder;
    return {Holder, TermId(), 0};
  }
  case Stmt::UnaryOperatorClass: return unary(cast<UnaryOperator>(E));
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass: return binary(cast<BinaryOperator>(E), Dest);
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return conditional(cast<AbstractConditionalOperator>(E), Dest);
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass: return call(cast<CallExpr>(E), Dest, false);
  case Stmt::CXXNewExprClass: return newExpr(cast<CXXNewExpr>(E));
  case Stmt::CXXDeleteExprClass: {
    PlaceId P = pointee(cast<CXXDeleteExpr>(E)->getArgument());
    emit(EventKind::Drop, P, span(E));
    emit(EventKind::StorageDead, P, span(E));
    return {};
  }
  case Stmt::CXXThrowExprClass:
    if (const Expr *Sub = cast<CXXThrowExpr>(E)->getSubExpr())
      into(Sub, makeTemporary(Sub->getType()));
    throwSpelled(cast<CXXThrowExpr>(E));
    return {};
  case Stmt::InitListExprClass:
    if (const auto *L = cast<InitListExpr>(E); L->getNumInits() == 1)
      return rvalue(L->getInit(0), Dest);
    return constant(0);
  case Stmt::CXXParenListInitExprClass:
    lowerChildren(E);
    return {};
  case Stmt::StmtExprClass: return rvalueOfStatements(cast<StmtExpr>(E), Dest);
  case Stmt::CoawaitExprClass:
  case Stmt::CoyieldExprClass:
    await(cast<CoroutineSuspendExpr>(E));
    return {};
  default: break;
  }
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return rvalueCast(Cast, Dest);
  return rvalueOfOther(E);
}

Operand FunctionLowering::rvalueOfStatements(const StmtExpr *E, PlaceId Dest) {
  const CompoundStmt *Body = E->getSubStmt();
  size_t Scope = Cleanups.size();
  Operand Result;
  for (const Stmt *S : Body->body()) {
    if (S == Body->body_back() && isa<Expr>(S) && !E->getType()->isVoidType())
      Result = rvalue(cast<Expr>(S), Dest);
    else
      lowerStmt(S);
  }
  popCleanups(Scope, span(E));
  return Result;
}

/// Literals, and operands that are not evaluated.
Operand FunctionLowering::rvalueOfOther(const Expr *E) {
  switch (E->getStmtClass()) {
  case Stmt::CXXPseudoDestructorExprClass: return {};
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
  case Stmt::GNUNullExprClass:
    return constant(0);
  // Not evaluated, or values that no rule asks about.
  case Stmt::IntegerLiteralClass:
  case Stmt::FloatingLiteralClass:
  case Stmt::ImaginaryLiteralClass:
  case Stmt::CharacterLiteralClass:
  case Stmt::CXXBoolLiteralExprClass:
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::SizeOfPackExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::TypeTraitExprClass:
  case Stmt::ArrayTypeTraitExprClass:
  case Stmt::ExpressionTraitExprClass:
  case Stmt::RequiresExprClass:
  case Stmt::ConceptSpecializationExprClass:
  case Stmt::OffsetOfExprClass:
  case Stmt::AddrLabelExprClass:
  case Stmt::SourceLocExprClass:
  case Stmt::ArrayInitIndexExprClass:
  case Stmt::DeclRefExprClass:
  case Stmt::MemberExprClass:
    return {};
  case Stmt::AtomicExprClass:
  case Stmt::VAArgExprClass:
  case Stmt::ShuffleVectorExprClass:
  case Stmt::ConvertVectorExprClass:
  case Stmt::ArrayInitLoopExprClass:
  case Stmt::CXXStdInitializerListExprClass:
    lowerChildren(E);
    return {};
  default: break;
  }
  obstacle(E->getStmtClassName(), E->getSourceRange());
  return {};
}

/// True for `&x` of an object.
static bool isAddressOf(const Expr *E) {
  const auto *U = dyn_cast<UnaryOperator>(E->IgnoreParenImpCasts());
  return U && U->getOpcode() == UO_AddrOf && U->getSubExpr()->isGLValue();
}

Operand FunctionLowering::rvalueCast(const CastExpr *E, PlaceId Dest) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getCastKind()) {
  case CK_LValueToRValue: {
    PlaceId P = glvalue(Sub);
    use(P, UseKind::Read, span(Sub));
    bool IsPlain = !Sub->getType().isVolatileQualified() && !Sub->getType()->isAtomicType();
    return {P, IsPlain ? Out.Terms.value(P) : TermId(), 0};
  }
  case CK_ArrayToPointerDecay: {
    PlaceId Holder = makeTemporary(E->getType());
    PlaceId First = Out.Places.project(glvalue(Sub), {ProjectionKind::Element, {}, 0, {}},
                                       U.type(E->getType()->getPointeeType()));
    emit(EventKind::Borrow, First, span(E)).Other = Holder;
    return {Holder, TermId(), 0};
  }
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
    if (!isa<DeclRefExpr>(Sub->IgnoreParens()))
      evaluate(Sub);
    return {};
  case CK_ToVoid:
    if (Sub->isGLValue()) {
      // `(void)x` says that x is not used.
      glvalue(Sub);
    } else {
      evaluate(Sub);
    }
    return {};
  case CK_NullToPointer:
  case CK_NullToMemberPointer: return constant(0);
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase:
    if (isAddressOf(Sub)) { // of the base class in it
      PlaceId Holder = makeTemporary(E->getType());
      emit(EventKind::Borrow, pointee(E), span(E)).Other = Holder;
      return {Holder, TermId(), 0};
    }
    [[fallthrough]];
  case CK_NoOp:
  case CK_IntegralCast:
  case CK_IntegralToBoolean:
  case CK_PointerToBoolean:
  case CK_BooleanToSignedIntegral:
  case CK_UserDefinedConversion:
  case CK_BitCast:
  case CK_BaseToDerived:
  case CK_ConstructorConversion:
  case CK_Dynamic:
    if (Sub->isGLValue()) {
      PlaceId P = glvalue(Sub);
      use(P, UseKind::Read, span(Sub));
      return {P, TermId(), 0};
    }
    return rvalue(Sub, Dest);
  default: {
    if (Sub->isGLValue()) {
      use(glvalue(Sub), UseKind::Read, span(Sub));
      return {};
    }
    rvalue(Sub);
    return {};
  }
  }
}

Operand FunctionLowering::unary(const UnaryOperator *E) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getOpcode()) {
  case UO_AddrOf: {
    const auto *Ref = dyn_cast<DeclRefExpr>(Sub->IgnoreParens());
    if (!Sub->isGLValue() && !Ref) // of a member function it is none
      return {};
    PlaceId Holder = makeTemporary(E->getType());
    if (Ref && isa<FieldDecl, FunctionDecl>(Ref->getDecl())) {
      if (isa<FunctionDecl>(Ref->getDecl()))
        emit(EventKind::Borrow, globalPlace(Ref->getDecl()), span(E)).Other = Holder;
      return {Holder, TermId(), 0};
    }
    emit(EventKind::Borrow, glvalue(Sub), span(E)).Other = Holder;
    return {Holder, TermId(), 0};
  }
  case UO_PostInc:
  case UO_PostDec: {
    PlaceId P = glvalue(Sub);
    use(P, UseKind::Read, span(E));
    PlaceId Old = makeTemporary(E->getType());
    assignScalar(Old, {P, Out.Terms.value(P), 0}, span(E), true);
    Event &Step = emit(EventKind::Use, P, span(E));
    Step.Mode = UseKind::Write;
    if (!Sub->getType()->isAtomicType())
      Step.Value = Out.Terms.constant(E->isIncrementOp() ? 1 : -1);
    return {Old, Out.Terms.value(Old), 0};
  }
  case UO_LNot: {
    PlaceId P = lowerLogical(E);
    return {P, Out.Terms.value(P), 0};
  }
  case UO_Minus:
  case UO_Not:
  case UO_Real:
  case UO_Imag:
    if (Sub->isGLValue())
      use(glvalue(Sub), UseKind::Read, span(Sub));
    else
      rvalue(Sub);
    return {};
  case UO_Coawait:
    rvalue(Sub);
    emit(EventKind::Suspend, PlaceId(), span(E));
    return {};
  default:
    return Sub->isGLValue() ? Operand{glvalue(Sub), TermId(), 0} : rvalue(Sub);
  }
}

Operand FunctionLowering::binary(const BinaryOperator *E, PlaceId Dest) {
  const Expr *L = E->getLHS(), *R = E->getRHS();
  if (E->getOpcode() == BO_Comma) {
    evaluate(L);
    return rvalue(R, Dest);
  }
  if (E->isLogicalOp()) {
    PlaceId P = lowerLogical(E);
    return {P, Out.Terms.value(P), 0};
  }
  if (E->getOpcode() == BO_Assign) {
    Operand V;
    if (R->getType()->isScalarType() || R->isGLValue())
      V = rvalue(R);
    else
      V = {rvalue(R).Holder, TermId(), 0};
    PlaceId P = glvalue(L);
    assignScalar(P, V, span(E), false);
    return {P, V.Term, V.Offset};
  }
  if (E->isCompoundAssignmentOp()) {
    std::optional<int64_t> Known = L->getType()->isAtomicType() ? std::nullopt : constantOf(R);
    rvalue(R);
    PlaceId P = glvalue(L);
    use(P, UseKind::Read, span(L));
    Event &Step = emit(EventKind::Use, P, span(E));
    Step.Mode = UseKind::Write;
    if (Known && E->getOpcode() == BO_AddAssign)
      Step.Value = Out.Terms.constant(*Known);
    if (Known && E->getOpcode() == BO_SubAssign)
      Step.Value = Out.Terms.constant(-*Known);
    return {P, TermId(), 0};
  }
  if (E->isPtrMemOp())
    return {glvalue(E), TermId(), 0};
  if (E->isComparisonOp() && E->getOpcode() != BO_Cmp) {
    Operand A = rvalue(L), B = rvalue(R);
    ConditionId C = comparison(E->getOpcode(), A, B);
    if (!C)
      return {};
    // A stored comparison is a question by itself: `last = i == n - 1`.
    return {PlaceId(), TermId(), 0};
  }
  Operand A = rvalue(L);
  Operand B = rvalue(R);
  if (E->isAdditiveOp()) {
    std::optional<int64_t> Known = constantOf(R);
    if (Known && A.Term)
      return {A.Holder, A.Term, A.Offset + (E->getOpcode() == BO_Add ? *Known : -*Known)};
    if (E->getType()->isPointerType()) {
      // Pointer arithmetic: an element nobody knows the index of.
      PlaceId Holder = makeTemporary(E->getType());
      return {Holder, TermId(), 0};
    }
  }
  // The same operation on the same values has the same result.
  if (A.Term && B.Term && !A.Offset && !B.Offset && E->getType()->isIntegralOrEnumerationType())
    return {PlaceId(), Out.Terms.pure(U.operation(E->getOpcodeStr()), {A.Term, B.Term}), 0};
  return {};
}

Operand FunctionLowering::conditional(const AbstractConditionalOperator *E, PlaceId Dest) {
  BlockId IfTrue = makeBlock(), IfFalse = makeBlock(), Join = makeBlock();
  const Expr *Cond = E->getCond();
  if (const auto *B = dyn_cast<BinaryConditionalOperator>(E)) {
    Operand Common = B->getCommon()->isGLValue() ? Operand{glvalue(B->getCommon()), TermId(), 0} : rvalue(B->getCommon());
    Opaque[B->getOpaqueValue()] = Common.Holder ? Common.Holder : makeTemporary(B->getCommon()->getType());
  }
  bool IsGlvalue = E->isGLValue(), IsScalar = E->getType()->isScalarType(), IsVoid = E->getType()->isVoidType();
  PlaceId Result = IsVoid ? PlaceId() : Dest && !IsGlvalue && !IsScalar ? Dest : makeTemporary(E->getType(), IsGlvalue);
  branch(Cond, IfTrue, IfFalse);
  for (bool Taken : {true, false}) {
    enter(Taken ? IfTrue : IfFalse);
    const Expr *Arm = Taken ? E->getTrueExpr() : E->getFalseExpr();
    if (IsVoid || isa<CXXThrowExpr>(Arm->IgnoreParens()))
      Arm->isGLValue() ? (void)glvalue(Arm) : (void)rvalue(Arm);
    else if (IsGlvalue) {
      PlaceId P = glvalue(Arm);
      emit(EventKind::Borrow, P, span(Arm)).Other = Result;
    } else if (IsScalar)
      assignScalar(Result, rvalue(Arm), span(Arm), true);
    else
      into(Arm, Result);
    jump(Join);
  }
  enter(Join);
  return {Result, IsScalar && Result ? Out.Terms.value(Result) : TermId(), 0};
}

Operand FunctionLowering::newExpr(const CXXNewExpr *E) {
  for (const Expr *A : E->placement_arguments())
    A->isGLValue() ? (void)glvalue(A) : (void)rvalue(A);
  if (E->isArray())
    if (std::optional<const Expr *> Size = E->getArraySize(); Size && *Size)
      rvalue(*Size);
  PlaceId Object = Out.Places.makeRoot(RootKind::Heap, SymbolId(), NextOrdinal++, U.type(E->getAllocatedType()));
  emit(EventKind::Init, Object, span(E)).IsFresh = true;
  if (const Expr *Init = E->getInitializer())
    into(Init, Object);
  PlaceId Holder = makeTemporary(E->getType());
  emit(EventKind::Borrow, Object, span(E)).Other = Holder;
  return {Holder, TermId(), 0};
}
