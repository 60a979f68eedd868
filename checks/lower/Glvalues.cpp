//===- Glvalues.cpp - which place an lvalue or xvalue denotes -------------===//
//
// Lowering a glvalue evaluates what it is made of and answers with a place;
// the use of that place is its parent's to say. What denotes nothing known
// gets a root of its own.
//
//===----------------------------------------------------------------------===//

#include "lower/Function.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

PlaceId FunctionLowering::makeTemporary(QualType T, bool IsReference) {
  return Out.Places.makeRoot(RootKind::Temporary, SymbolId(), NextOrdinal++, U.type(T), IsReference);
}

PlaceId FunctionLowering::makeLocal(const ValueDecl *D, RootKind Kind, uint32_t Ordinal) {
  bool IsReference = D->getType()->isReferenceType();
  bool IsNamed = (D->getIdentifier() || isa<DecompositionDecl>(D)) && !D->isImplicit();
  SymbolId Name = IsNamed ? U.symbol(D) : SymbolId();
  PlaceId P = Out.Places.makeRoot(Kind, Name, Kind == RootKind::Param ? Ordinal : NextOrdinal++,
                                  U.type(D->getType()), IsReference);
  Locals[D] = P;
  mention(D->getLocation(), D, P, true);
  return P;
}

PlaceId FunctionLowering::globalPlace(const ValueDecl *D) {
  PlaceId &P = Globals[cast<ValueDecl>(D->getCanonicalDecl())];
  if (!P) {
    P = Out.Places.makeRoot(RootKind::Global, U.symbol(D), NextOrdinal++, U.type(D->getType()),
                            D->getType()->isReferenceType());
    if (const auto *V = dyn_cast<VarDecl>(D); V && V->getTLSKind() != VarDecl::TLS_None)
      U.Prog.Symbols.setPerThread(U.symbol(D));
    if (const auto *Named = dyn_cast<FunctionDecl>(D))
      if (FunctionId Id = U.bodyOf(Named))
        U.Prog.Functions[U.symbol(D)] = Id;
    U.Prog.Symbols.setType(U.symbol(D), U.type(D->getType()));
    U.noteGuards(D);
  }
  return P;
}

/// True where the path means the same storage all through the body.
bool FunctionLowering::isStable(PlaceId P) const {
  for (; Out.Places[P].Parent; P = Out.Places[P].Parent) {
    const Projection &Step = Out.Places[P].Step;
    if (Step.Kind == ProjectionKind::Deref && !Step.IndexPlace && Step.Index != 1)
      return false; // Index 1 marks a reference member, which is never rebound
    if (Step.Kind == ProjectionKind::Element &&
        (Step.IndexPlace || Step.Index == Projection::UnknownElement))
      return false;
  }
  return true;
}

PlaceId FunctionLowering::member(PlaceId Base, const FieldDecl *Field) {
  PlaceId P = fieldOf(Base, Field);
  if (Field->getType()->isReferenceType())
    P = Out.Places.project(P, {ProjectionKind::Deref, {}, 1, {}}, U.type(Field->getType()));
  return P;
}

PlaceId FunctionLowering::glvalueOfDecl(const ValueDecl *D, const DeclRefExpr *E) {
  if (PlaceId P = Locals.lookup(D))
    return P;
  if (const FieldDecl *Capture = CaptureFields.lookup(D)) {
    PlaceId P = Out.Places.project(
        Out.This, {ProjectionKind::Capture, U.symbol(D), Capture->getFieldIndex(), {}}, U.type(D->getType()));
    if (Capture->getType()->isReferenceType())
      P = Out.Places.project(P, {ProjectionKind::Deref, {}, 1, {}}, U.type(D->getType()));
    return P;
  }
  if (const auto *Copied = dyn_cast<OMPCapturedExprDecl>(D))
    return capturedExpression(Copied);
  if (const auto *B = dyn_cast<BindingDecl>(D)) {
    if (const VarDecl *Holder = B->getHoldingVar())
      return glvalueOfDecl(Holder, E);
    if (B->getBinding())
      return glvalue(B->getBinding());
  }
  return globalPlace(D);
}

PlaceId FunctionLowering::fieldOf(PlaceId Object, const FieldDecl *Field) {
  SymbolId Name = U.symbol(Field);
  TypeId T = U.type(Field->getType());
  U.Prog.Symbols.setType(Name, T);
  if (Field->getType().isConstQualified())
    U.Prog.Symbols.setConstant(Name);
  U.noteGuards(Field);
  return Out.Places.project(Object, {ProjectionKind::Field, Name, 0, {}}, T);
}

/// Static and dynamic casts between a class and its bases.
PlaceId FunctionLowering::base(PlaceId P, const CastExpr *Cast) {
  for (const CXXBaseSpecifier *Step : Cast->path())
    if (const auto *R = Step->getType()->getAsCXXRecordDecl()) {
      U.Prog.Symbols.setType(U.symbol(R), U.type(Step->getType()));
      P = Out.Places.project(P, {ProjectionKind::Base, U.symbol(R), 0, {}}, U.type(Step->getType()));
    }
  return P;
}

PlaceId FunctionLowering::element(PlaceId P, const Expr *Index, QualType T) {
  Projection Step{ProjectionKind::Element, {}, Projection::UnknownElement, {}};
  if (std::optional<int64_t> Known = constantOf(Index)) {
    Step.Index = uint32_t(*Known);
  } else {
    Operand V = rvalue(Index);
    if (V.Term && V.Offset == 0 && Out.Terms[V.Term].Kind == TermKind::Value)
      Step.IndexPlace = Out.Terms[V.Term].Place, Step.Index = 0;
  }
  return Out.Places.project(P, Step, U.type(T));
}

/// The place that the pointer `E` points to.
PlaceId FunctionLowering::pointee(const Expr *E) {
  E = E->IgnoreParens();
  if (isa<CXXThisExpr>(E)) {
    if (!ThisCapture)
      return Out.This ? Out.This : makeTemporary(E->getType()->getPointeeType(), true);
    PlaceId P = Out.Places.project(Out.This, {ProjectionKind::Capture, {}, ThisCapture->getFieldIndex(), {}},
                                   U.type(ThisCapture->getType()));
    return ThisCapture->getType()->isPointerType()
               ? Out.Places.project(P, {ProjectionKind::Deref, {}, 1, {}}, U.type(E->getType()->getPointeeType()))
               : P;
  }
  if (const auto *Address = dyn_cast<UnaryOperator>(E); Address && Address->getOpcode() == UO_AddrOf &&
                                                        Address->getSubExpr()->isGLValue())
    return glvalue(Address->getSubExpr());
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    switch (Cast->getCastKind()) {
    case CK_DerivedToBase:
    case CK_UncheckedDerivedToBase:
      return base(pointee(Cast->getSubExpr()), Cast);
    case CK_NoOp:
      return pointee(Cast->getSubExpr());
    case CK_ArrayToPointerDecay:
      return Out.Places.project(glvalue(Cast->getSubExpr()), {ProjectionKind::Element, {}, 0, {}},
                                U.type(E->getType()->getPointeeType()));
    default: break;
    }
  }
  Operand V = rvalue(E);
  PlaceId Holder = V.Holder ? V.Holder : makeTemporary(E->getType());
  QualType Target = E->getType()->getPointeeType();
  return Out.Places.project(Holder, {ProjectionKind::Deref, {}, 0, {}},
                            Target.isNull() ? TypeId() : U.type(Target));
}

PlaceId FunctionLowering::materialize(const MaterializeTemporaryExpr *E) {
  PlaceId P = makeTemporary(E->getType());
  into(E->getSubExpr(), P);
  if (E->getStorageDuration() == SD_FullExpression || E->getStorageDuration() == SD_Automatic) {
    pushCleanup(P, E->getType(), span(E));
    Cleanups.back().IsExtended = E->getStorageDuration() == SD_Automatic;
  }
  return P;
}

PlaceId FunctionLowering::glvalue(const Expr *E) {
  if (stopped() || ++Depth > 3000) {
    obstacle("an expression nested too deeply", E->getSourceRange());
    return makeTemporary(E->getType(), true);
  }
  struct Leave { unsigned &D; ~Leave() { --D; } } Guard{Depth};
  switch (E->getStmtClass()) {
  case Stmt::DeclRefExprClass: {
    const auto *Ref = cast<DeclRefExpr>(E);
    PlaceId P = glvalueOfDecl(Ref->getDecl(), Ref);
    mention(Ref->getLocation(), Ref->getDecl(), P);
    return P;
  }
  case Stmt::ParenExprClass: return glvalue(cast<ParenExpr>(E)->getSubExpr());
  case Stmt::ExprWithCleanupsClass: return glvalue(cast<ExprWithCleanups>(E)->getSubExpr());
  case Stmt::ConstantExprClass: return glvalue(cast<ConstantExpr>(E)->getSubExpr());
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return glvalue(cast<SubstNonTypeTemplateParmExpr>(E)->getReplacement());
  case Stmt::MaterializeTemporaryExprClass: return materialize(cast<MaterializeTemporaryExpr>(E));
  case Stmt::CXXDefaultArgExprClass: return glvalue(cast<CXXDefaultArgExpr>(E)->getExpr());
  case Stmt::CXXDefaultInitExprClass: return glvalue(cast<CXXDefaultInitExpr>(E)->getExpr());
  case Stmt::ChooseExprClass: return glvalue(cast<ChooseExpr>(E)->getChosenSubExpr());
  case Stmt::GenericSelectionExprClass: return glvalue(cast<GenericSelectionExpr>(E)->getResultExpr());
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return glvalue(cast<CXXRewrittenBinaryOperator>(E)->getSemanticForm());
  case Stmt::OpaqueValueExprClass:
    if (PlaceId Known = Opaque.lookup(E))
      return Known;
    if (const Expr *Source = cast<OpaqueValueExpr>(E)->getSourceExpr())
      return Opaque[E] = Source->isGLValue() ? glvalue(Source) : makeTemporary(E->getType());
    return makeTemporary(E->getType(), true);
  case Stmt::MemberExprClass: return glvalueOfMember(cast<MemberExpr>(E));
  case Stmt::ArraySubscriptExprClass:
  case Stmt::UnaryOperatorClass:
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass: return glvalueOfOperator(E);
  default: break;
  }
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return glvalueOfCast(Cast);
  return glvalueOfOther(E);
}

PlaceId FunctionLowering::glvalueOfMember(const MemberExpr *E) {
  if (const auto *Field = dyn_cast<FieldDecl>(E->getMemberDecl())) {
    const Expr *Base = E->getBase();
    PlaceId P;
    if (E->isArrow())
      P = pointee(Base);
    else if (Base->isGLValue())
      P = glvalue(Base);
    else
      into(Base, P = makeTemporary(Base->getType()));
    P = member(P, Field);
    mention(E->getMemberLoc(), Field, P);
    return P;
  }
  if (!E->isArrow() || !isa<CXXThisExpr>(E->getBase()->IgnoreParenImpCasts()))
    discard(E->getBase());
  return globalPlace(E->getMemberDecl());
}

PlaceId FunctionLowering::glvalueOfOperator(const Expr *E) {
  switch (E->getStmtClass()) {
  case Stmt::ArraySubscriptExprClass: {
    const auto *S = cast<ArraySubscriptExpr>(E);
    const Expr *Base = S->getBase()->IgnoreParens();
    if (const auto *Decay = dyn_cast<CastExpr>(Base); Decay && Decay->getCastKind() == CK_ArrayToPointerDecay)
      return element(glvalue(Decay->getSubExpr()), S->getIdx(), E->getType());
    if (Base->getType()->isPointerType())
      return element(pointee(Base), S->getIdx(), E->getType());
    lowerChildren(E);
    return makeTemporary(E->getType(), true);
  }
  case Stmt::UnaryOperatorClass: {
    const auto *O = cast<UnaryOperator>(E);
    if (O->getOpcode() == UO_Deref)
      return pointee(O->getSubExpr());
    if (O->isPrefix() && O->isIncrementDecrementOp()) {
      PlaceId P = glvalue(O->getSubExpr());
      use(P, UseKind::Read, span(E));
      Event &Step = emit(EventKind::Use, P, span(E));
      Step.Mode = UseKind::Write;
      if (!O->getSubExpr()->getType()->isAtomicType())
        Step.Value = Out.Terms.constant(O->isIncrementOp() ? 1 : -1);
      return P;
    }
    return glvalue(O->getSubExpr()); // __extension__, __real, __imag
  }
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass: {
    const auto *B = cast<BinaryOperator>(E);
    if (B->getOpcode() == BO_Comma) {
      evaluate(B->getLHS());
      return glvalue(B->getRHS());
    }
    if (B->isPtrMemOp()) {
      PlaceId P = B->getOpcode() == BO_PtrMemI ? pointee(B->getLHS())
                  : B->getLHS()->isGLValue()   ? glvalue(B->getLHS())
                                               : rvalue(B->getLHS()).Holder;
      rvalue(B->getRHS());
      use(P ? P : makeTemporary(E->getType()), UseKind::Read, span(E));
      return makeTemporary(E->getType(), true);
    }
    return binary(B, PlaceId()).Holder;
  }
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return conditional(cast<AbstractConditionalOperator>(E), PlaceId()).Holder;
  default: return glvalueOfOther(E);
  }
}

PlaceId FunctionLowering::glvalueOfCast(const CastExpr *E) {
  const Expr *Sub = E->getSubExpr();
  if (Sub->isPRValue()) {
    PlaceId P = makeTemporary(E->getType());
    into(Sub, P);
    return P;
  }
  PlaceId P = glvalue(Sub);
  switch (E->getCastKind()) {
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase: return base(P, E);
  case CK_BaseToDerived: {
    PlaceId Up = P;
    while (Out.Places[Up].Parent && Out.Places[Up].Step.Kind == ProjectionKind::Base)
      Up = Out.Places[Up].Parent;
    return Up;
  }
  case CK_Dynamic:
  case CK_LValueBitCast: {
    use(P, UseKind::Read, span(E));
    PlaceId Alias = makeTemporary(E->getType(), true);
    emit(EventKind::Borrow, P, span(E)).Other = Alias;
    return Alias;
  }
  default: return P;
  }
}

/// Literals, calls and what denotes nothing known.
PlaceId FunctionLowering::glvalueOfOther(const Expr *E) {
  switch (E->getStmtClass()) {
  case Stmt::StringLiteralClass:
  case Stmt::PredefinedExprClass:
  case Stmt::SourceLocExprClass:
  case Stmt::CXXTypeidExprClass:
  case Stmt::CXXUuidofExprClass:
    return makeTemporary(E->getType());
  case Stmt::CompoundLiteralExprClass:
  case Stmt::InitListExprClass: {
    if (const auto *List = dyn_cast<InitListExpr>(E); List && List->getNumInits() == 1 && List->getInit(0)->isGLValue())
      return glvalue(List->getInit(0));
    PlaceId P = makeTemporary(E->getType());
    if (const auto *L = dyn_cast<CompoundLiteralExpr>(E))
      into(L->getInitializer(), P);
    else
      lowerChildren(E);
    return P;
  }
  case Stmt::StmtExprClass:
  case Stmt::CoawaitExprClass:
  case Stmt::CoyieldExprClass: {
    Operand V = rvalue(E);
    return V.Holder ? V.Holder : makeTemporary(E->getType(), true);
  }
  case Stmt::CXXThrowExprClass: discard(E); return makeTemporary(E->getType(), true);
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass: {
    Operand V = call(cast<CallExpr>(E), PlaceId(), true);
    return V.Holder ? V.Holder : makeTemporary(E->getType(), true);
  }
  case Stmt::ArrayInitIndexExprClass: return makeTemporary(E->getType());
  case Stmt::VAArgExprClass:
    lowerChildren(E);
    return makeTemporary(E->getType(), true);
  case Stmt::PackIndexingExprClass:
    return glvalue(cast<PackIndexingExpr>(E)->getSelectedExpr());
  case Stmt::ExtVectorElementExprClass:
  case Stmt::MatrixSubscriptExprClass:
    lowerChildren(E);
    return makeTemporary(E->getType(), true);
  default: break;
  }
  obstacle(E->getStmtClassName(), E->getSourceRange());
  return makeTemporary(E->getType(), true);
}
