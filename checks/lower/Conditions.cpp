//===- Conditions.cpp - branches and what they assume ---------------------===//
//
// A branch gives each of its two targets an Assume, so that the feasibility
// check can tell paths that contradict themselves. `&&`, `||` and `!` become
// branches; a comparison becomes a condition over terms; anything else that
// is a value is compared with zero.
//
//===----------------------------------------------------------------------===//

#include "lower/Function.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

void FunctionLowering::assume(ConditionId C, bool Negated, Span Where) {
  Event &E = emit(EventKind::Assume, PlaceId(), Where);
  E.Assumed = C;
  E.Negated = Negated;
}

void FunctionLowering::branchOn(ConditionId C, BlockId IfTrue, BlockId IfFalse, Span Where) {
  if (!Current)
    return;
  BlockId From = Current;
  for (bool Negated : {false, true}) {
    BlockId Edge = makeBlock();
    Out.Blocks[From.index()].Successors.push_back({Edge, EdgeKind::Normal});
    enter(Edge);
    if (C)
      assume(C, Negated, Where);
    jump(Negated ? IfFalse : IfTrue);
  }
}

void FunctionLowering::branch(const Expr *Cond, BlockId IfTrue, BlockId IfFalse) {
  if (!Cond)
    return jump(IfTrue);
  const Expr *E = Cond->IgnoreParens();
  if (const auto *C = dyn_cast<ExprWithCleanups>(E)) {
    // Its temporaries end on both ways before the branch is taken.
    size_t Scope = Cleanups.size();
    BlockId True = makeBlock(), False = makeBlock();
    branch(C->getSubExpr(), True, False);
    for (auto [From, To] : {std::pair(True, IfTrue), std::pair(False, IfFalse)}) {
      enter(From);
      emitCleanups(Scope, span(Cond));
      jump(To);
    }
    Cleanups.resize(Scope);
    return;
  }
  if (std::optional<int64_t> Known = constantOf(E))
    return jump(*Known ? IfTrue : IfFalse);
  if (const auto *Not = dyn_cast<UnaryOperator>(E); Not && Not->getOpcode() == UO_LNot)
    return branch(Not->getSubExpr(), IfFalse, IfTrue);
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isLogicalOp()) {
    BlockId Second = makeBlock();
    bool IsAnd = B->getOpcode() == BO_LAnd;
    branch(B->getLHS(), IsAnd ? Second : IfTrue, IsAnd ? IfFalse : Second);
    enter(Second);
    return branch(B->getRHS(), IfTrue, IfFalse);
  }
  ConditionId C = conditionOf(E);
  branchOn(C, IfTrue, IfFalse, span(Cond));
}

ConditionId FunctionLowering::comparison(BinaryOperatorKind Op, Operand L, Operand R) {
  if (!L.Term || !R.Term)
    return ConditionId();
  Condition C;
  C.Left = L.Term;
  C.Right = R.Term;
  C.Offset = R.Offset - L.Offset;
  switch (Op) {
  case BO_EQ: C.Op = Comparison::Equal; break;
  case BO_NE: C.Op = Comparison::NotEqual; break;
  case BO_LT: C.Op = Comparison::Less; break;
  case BO_LE: C.Op = Comparison::LessEqual; break;
  case BO_GT: C.Op = Comparison::Greater; break;
  case BO_GE: C.Op = Comparison::GreaterEqual; break;
  default: return ConditionId();
  }
  return Out.Terms.intern(C);
}

/// An address has no name of its own: it gets that of what holds it here.
Operand FunctionLowering::withTerm(Operand V, const Expr *E) {
  if (V.Term || !V.Holder || !Current)
    return V;
  const PlaceId Copy = makeTemporary(E->getType());
  emit(EventKind::Init, Copy, span(E)).IsFresh = true;
  emit(EventKind::Flow, V.Holder, span(E)).Other = Copy;
  return {Copy, Out.Terms.value(Copy), 0};
}

/// Lowers the scalar `E` for its truth and says when it holds, or nothing.
ConditionId FunctionLowering::conditionOf(const Expr *E) {
  const Expr *Inner = E->IgnoreParenImpCasts();
  if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(Inner))
    Inner = R->getSemanticForm()->IgnoreParenImpCasts();
  if (const auto *B = dyn_cast<BinaryOperator>(Inner); B && B->isComparisonOp() && B->getOpcode() != BO_Cmp) {
    Operand L = rvalue(B->getLHS());
    Operand R = rvalue(B->getRHS());
    // Which of two objects comes first: whoever takes their locks may ask it.
    if (B->isRelationalOp() && B->getLHS()->getType()->isPointerType() && B->getRHS()->getType()->isPointerType())
      L = withTerm(L, B->getLHS()), R = withTerm(R, B->getRHS());
    return comparison(B->getOpcode(), L, R);
  }
  if (const auto *Not = dyn_cast<UnaryOperator>(Inner); Not && Not->getOpcode() == UO_LNot)
    if (Not->getSubExpr()->getType()->isScalarType()) {
      Operand V = rvalue(Not->getSubExpr());
      return comparison(BO_EQ, V, constant(0));
    }
  Operand V = rvalue(E);
  return comparison(BO_NE, V, constant(0));
}

/// `a && b` as a value: a temporary that each arm gives its constant.
PlaceId FunctionLowering::lowerLogical(const Expr *E) {
  PlaceId Result = makeTemporary(E->getType());
  BlockId IfTrue = makeBlock(), IfFalse = makeBlock(), Join = makeBlock();
  branch(E, IfTrue, IfFalse);
  for (bool Value : {true, false}) {
    enter(Value ? IfTrue : IfFalse);
    assignScalar(Result, constant(Value), span(E), true);
    jump(Join);
  }
  enter(Join);
  return Result;
}
