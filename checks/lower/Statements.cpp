//===- Statements.cpp - statements, one function a kind -------------------===//
//
// See Function.h. Loops mark their edge back; every scope ends its locals in
// the reverse order of their making, whatever their type.
//
//===----------------------------------------------------------------------===//

#include "lower/Function.h"

#include "clang/AST/Attr.h"
#include "clang/AST/StmtOpenMP.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

void FunctionLowering::lowerStmt(const Stmt *S) {
  if (!S || stopped())
    return;
  if (++Depth > 600)
    obstacle("statements nested too deeply", S->getSourceRange());
  size_t Scope = Cleanups.size();
  Span End = U.span(S->getEndLoc());
  if (const auto *E = dyn_cast<Expr>(S)) {
    discard(E);
  } else {
    switch (S->getStmtClass()) {
    case Stmt::NullStmtClass: break;
    case Stmt::CompoundStmtClass:
      for (const Stmt *Sub : cast<CompoundStmt>(S)->body())
        lowerStmt(Sub);
      popCleanups(Scope, End);
      break;
    case Stmt::DeclStmtClass: lowerDeclStmt(cast<DeclStmt>(S)); break;
    case Stmt::AttributedStmtClass: lowerStmt(cast<AttributedStmt>(S)->getSubStmt()); break;
    case Stmt::IfStmtClass: lowerIf(cast<IfStmt>(S)); popCleanups(Scope, End); break;
    case Stmt::SwitchStmtClass: lowerSwitch(cast<SwitchStmt>(S)); popCleanups(Scope, End); break;
    case Stmt::CaseStmtClass:
    case Stmt::DefaultStmtClass: lowerCase(cast<SwitchCase>(S)); break;
    case Stmt::WhileStmtClass: {
      const auto *W = cast<WhileStmt>(S);
      lowerLoop(S, W->getConditionVariable(), W->getCond(), nullptr, W->getBody());
      break;
    }
    case Stmt::ForStmtClass: {
      const auto *L = cast<ForStmt>(S);
      lowerStmt(L->getInit());
      noteLoopVariables(L->getInit(), L->getInc());
      lowerLoop(S, L->getConditionVariable(), L->getCond(), L->getInc(), L->getBody());
      popCleanups(Scope, End);
      break;
    }
    case Stmt::DoStmtClass: lowerDo(cast<DoStmt>(S)); break;
    case Stmt::CXXForRangeStmtClass: lowerRangeFor(cast<CXXForRangeStmt>(S)); popCleanups(Scope, End); break;
    case Stmt::BreakStmtClass:
      if (!Breaks.empty()) leaveTo(Breaks.back(), span(S));
      break;
    case Stmt::ContinueStmtClass:
      if (!Continues.empty()) leaveTo(Continues.back(), span(S));
      break;
    case Stmt::ReturnStmtClass: lowerReturn(cast<ReturnStmt>(S)->getRetValue(), S); break;
    case Stmt::CoreturnStmtClass: lowerReturn(cast<CoreturnStmt>(S)->getOperand(), S); break;
    case Stmt::CXXTryStmtClass: lowerTry(cast<CXXTryStmt>(S)); break;
    case Stmt::GotoStmtClass: lowerGoto(cast<GotoStmt>(S)); break;
    case Stmt::LabelStmtClass: lowerLabel(cast<LabelStmt>(S)); break;
    case Stmt::GCCAsmStmtClass:
      for (const Stmt *Sub : S->children())
        if (const auto *E = dyn_cast_or_null<Expr>(Sub))
          use(E->isGLValue() ? glvalue(E) : (rvalue(E), makeTemporary(E->getType())), UseKind::Write, span(E));
      if (cast<GCCAsmStmt>(S)->isAsmGoto())
        obstacle("asm goto", S->getSourceRange());
      break;
    case Stmt::OMPCanonicalLoopClass: lowerStmt(cast<OMPCanonicalLoop>(S)->getLoopStmt()); break;
    default:
      if (const auto *Directive = dyn_cast<OMPExecutableDirective>(S))
        lowerOpenMP(Directive);
      else
        obstacle(S->getStmtClassName(), S->getSourceRange());
    }
  }
  --Depth;
}

void FunctionLowering::lowerDeclStmt(const DeclStmt *S) {
  for (const Decl *D : S->decls()) {
    if (const auto *V = dyn_cast<VarDecl>(D))
      lowerVar(V);
    // Types, aliases, functions and static assertions do nothing.
  }
}

void FunctionLowering::lowerVar(const VarDecl *V) {
  Span Where = U.span(V->getLocation());
  if (!V->hasLocalStorage()) {
    if (V->getInit() && !constantOf(V->getInit()) && V->isStaticLocal())
      into(V->getInit(), globalPlace(V));
    return;
  }
  const auto *Decomposition = dyn_cast<DecompositionDecl>(V);
  if (V->getType()->isReferenceType()) {
    size_t Start = Cleanups.size();
    bindReference(V, V->getInit(), Where);
    (void)Start;
  } else {
    PlaceId P = makeLocal(V, RootKind::Local, 0);
    emit(EventKind::Init, P, Where).IsFresh = true;
    if (V->getInit()) {
      size_t Full = Cleanups.size();
      into(V->getInit(), P);
      popCleanups(Full, Where);
    }
    pushCleanup(P, V->getType(), Where);
  }
  if (Decomposition)
    for (const BindingDecl *B : Decomposition->bindings())
      if (const VarDecl *Holder = B->getHoldingVar())
        lowerVar(Holder);
}

/// A reference that surely denotes one known place all its life stands for
/// that place; any other is a root of its own that a Borrow event binds.
void FunctionLowering::bindReference(const ValueDecl *V, const Expr *Init, Span Where) {
  if (!Init) {
    Locals[V] = makeLocal(V, RootKind::Local, 0);
    return;
  }
  size_t Full = Cleanups.size();
  PlaceId Target = Init->isGLValue() ? glvalue(Init) : PlaceId();
  if (!Target) {
    Target = makeTemporary(V->getType());
    into(Init, Target);
  }
  if (isStable(Target) && Out.Places[Out.Places.rootOf(Target)].Root != RootKind::Temporary) {
    Locals[V] = Target;
    mention(V->getLocation(), V, Target, true);
  } else {
    PlaceId P = makeLocal(V, RootKind::Local, 0);
    emit(EventKind::Init, P, Where).IsFresh = true;
    emit(EventKind::Borrow, Target, Where).Other = P;
  }
  // Temporaries of the initialiser end here, unless the reference extends
  // them: those are the variable's own and stay on the stack.
  bool Extends = false;
  for (size_t I = Full; I < Cleanups.size(); ++I)
    Extends |= Cleanups[I].IsExtended;
  if (!Extends)
    popCleanups(Full, Where);
}

void FunctionLowering::lowerIf(const IfStmt *S) {
  if (S->isConsteval())
    return lowerStmt(S->isNegatedConsteval() ? S->getThen() : S->getElse());
  lowerStmt(S->getInit());
  if (S->getConditionVariable())
    lowerVar(S->getConditionVariable());
  BlockId Then = makeBlock(), Else = makeBlock(), Join = makeBlock();
  if (S->isConstexpr() && constantOf(S->getCond()))
    return lowerStmt(*constantOf(S->getCond()) ? S->getThen() : S->getElse());
  size_t Scope = Cleanups.size();
  branch(S->getCond(), Then, Else);
  begins(Then, S->getThen());
  follows(Join, S);
  enter(Then);
  lowerStmt(S->getThen());
  popCleanups(Scope, U.span(S->getThen()->getEndLoc()));
  jump(Join);
  enter(Else);
  if (S->getElse()) {
    begins(Else, S->getElse());
    lowerStmt(S->getElse());
    popCleanups(Scope, U.span(S->getElse()->getEndLoc()));
  }
  jump(Join);
  enter(Join);
}

void FunctionLowering::lowerSwitch(const SwitchStmt *S) {
  lowerStmt(S->getInit());
  if (S->getConditionVariable())
    lowerVar(S->getConditionVariable());
  size_t Scope = Cleanups.size();
  Operand V = rvalue(S->getCond());
  popCleanups(Scope, span(S->getCond()));
  BlockId From = Current, Join = makeBlock();
  if (!From)
    return;
  bool HasDefault = false;
  std::vector<ConditionId> All;
  std::vector<std::pair<const SwitchCase *, ConditionId>> InOrder;
  for (const SwitchCase *C = S->getSwitchCaseList(); C; C = C->getNextSwitchCase()) {
    ConditionId Is;
    if (const auto *K = dyn_cast<CaseStmt>(C); K && !K->getRHS() && V.Term)
      if (std::optional<int64_t> Value = constantOf(K->getLHS()))
        Is = comparison(BO_EQ, V, constant(*Value));
    HasDefault |= isa<DefaultStmt>(C);
    InOrder.insert(InOrder.begin(), {C, Is});
    if (Is)
      All.push_back(Is);
  }
  auto EdgeTo = [&](BlockId To, ConditionId Is, bool IsDefault, Span Where) {
    BlockId Edge = makeBlock();
    Out.Blocks[From.index()].Successors.push_back({Edge, EdgeKind::Normal});
    enter(Edge);
    if (Is)
      assume(Is, false, Where);
    if (IsDefault)
      for (ConditionId C : All)
        assume(C, true, Where);
    jump(To);
  };
  for (auto [C, Is] : InOrder) {
    BlockId Target = makeBlock();
    begins(Target, C);
    Cases[C] = Target;
    EdgeTo(Target, Is, isa<DefaultStmt>(C), U.span(C->getKeywordLoc()));
  }
  if (!HasDefault && !S->isAllEnumCasesCovered())
    EdgeTo(Join, ConditionId(), true, span(S->getCond()));
  Breaks.push_back({Join, Scope});
  follows(Join, S);
  Current = BlockId();
  lowerStmt(S->getBody());
  popCleanups(Scope, U.span(S->getEndLoc()));
  jump(Join);
  Breaks.pop_back();
  enter(Join);
}

void FunctionLowering::lowerCase(const SwitchCase *S) {
  BlockId Here = Cases.lookup(S);
  if (Here) {
    jump(Here);
    enter(Here);
  }
  lowerStmt(S->getSubStmt());
}

void FunctionLowering::lowerLoop(const Stmt *S, const VarDecl *CondVar, const Expr *Cond,
                                 const Stmt *Inc, const Stmt *LoopBody) {
  size_t Scope = Cleanups.size();
  BlockId Head = makeBlock(), Inside = makeBlock(), Next = makeBlock(), After = makeBlock();
  BlockId Exit = CondVar ? makeBlock() : After;
  Out.Blocks[Head.index()].Where = span(S);
  begins(Inside, LoopBody);
  follows(After, S);
  jump(Head);
  enter(Head);
  if (CondVar)
    lowerVar(CondVar);
  size_t WithVariable = Cleanups.size();
  branch(Cond, Inside, Exit);
  Breaks.push_back({After, Scope});
  Continues.push_back({Next, WithVariable});
  enter(Inside);
  lowerStmt(LoopBody);
  popCleanups(WithVariable, U.span(LoopBody->getEndLoc()));
  jump(Next);
  Breaks.pop_back();
  Continues.pop_back();
  enter(Next);
  lowerStmt(Inc);
  emitCleanups(Scope, U.span(LoopBody->getEndLoc()));
  jump(Head, EdgeKind::Back);
  if (CondVar) {
    enter(Exit);
    emitCleanups(Scope, U.span(S->getEndLoc()));
    jump(After);
  }
  Cleanups.resize(Scope);
  enter(After);
}

/// The variables that a `for` counts with: those that its increment changes;
/// without one, those that it declares.
void FunctionLowering::noteLoopVariables(const Stmt *Init, const Expr *Inc) {
  if (Inc)
    return noteLoopVariable(Inc);
  if (const auto *Declared = dyn_cast_or_null<DeclStmt>(Init))
    for (const Decl *D : Declared->decls())
      if (const auto *V = dyn_cast<VarDecl>(D); V && !V->getType()->isReferenceType() && !V->getType().isConstQualified())
        if (PlaceId P = Locals.lookup(V))
          Out.LoopVariables.push_back({P, true});
}

void FunctionLowering::noteLoopVariable(const Expr *Changed) {
  Changed = Changed->IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<FullExpr>(Changed))
    return noteLoopVariable(Full->getSubExpr());
  if (const auto *Unary = dyn_cast<UnaryOperator>(Changed); Unary && Unary->isIncrementDecrementOp())
    return noteLoopVariable(Unary->getSubExpr());
  if (const auto *Binary = dyn_cast<BinaryOperator>(Changed)) {
    if (Binary->isCommaOp())
      noteLoopVariable(Binary->getRHS());
    return Binary->isCommaOp() || Binary->isAssignmentOp() ? noteLoopVariable(Binary->getLHS()) : void();
  }
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Changed)) {
    OverloadedOperatorKind Kind = Call->getOperator(); // an iterator's
    bool IsStep = Call->isAssignmentOp() || Kind == OO_PlusPlus || Kind == OO_MinusMinus;
    return IsStep && Call->getNumArgs() ? noteLoopVariable(Call->getArg(0)) : void();
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Changed))
    if (PlaceId P = Locals.lookup(Ref->getDecl()); P && Out.Places[P].Root == RootKind::Local)
      Out.LoopVariables.push_back({P, true});
}

void FunctionLowering::lowerDo(const DoStmt *S) {
  size_t Scope = Cleanups.size();
  BlockId Inside = makeBlock(), Test = makeBlock(), Again = makeBlock(), After = makeBlock();
  Out.Blocks[Inside.index()].Where = span(S);
  begins(Inside, S->getBody());
  follows(After, S);
  jump(Inside);
  enter(Inside);
  Breaks.push_back({After, Scope});
  Continues.push_back({Test, Scope});
  lowerStmt(S->getBody());
  popCleanups(Scope, U.span(S->getBody()->getEndLoc()));
  Breaks.pop_back();
  Continues.pop_back();
  jump(Test);
  enter(Test);
  branch(S->getCond(), Again, After);
  Cleanups.resize(Scope);
  enter(Again);
  jump(Inside, EdgeKind::Back);
  enter(After);
}

void FunctionLowering::lowerRangeFor(const CXXForRangeStmt *S) {
  lowerStmt(S->getInit());
  lowerStmt(S->getRangeStmt());
  lowerStmt(S->getBeginStmt());
  lowerStmt(S->getEndStmt());
  size_t Scope = Cleanups.size();
  BlockId Head = makeBlock(), Inside = makeBlock(), Next = makeBlock(), After = makeBlock();
  Out.Blocks[Head.index()].Where = span(S);
  begins(Inside, S->getBody());
  follows(After, S);
  jump(Head);
  enter(Head);
  branch(S->getCond(), Inside, After);
  enter(Inside);
  Breaks.push_back({After, Scope});
  Continues.push_back({Next, Scope});
  lowerStmt(S->getLoopVarStmt());
  if (!S->getLoopVariable()->getType()->isReferenceType())
    if (PlaceId P = Locals.lookup(S->getLoopVariable()))
      Out.LoopVariables.push_back({P, false});
  lowerStmt(S->getBody());
  popCleanups(Scope, U.span(S->getEndLoc()));
  Breaks.pop_back();
  Continues.pop_back();
  jump(Next);
  enter(Next);
  lowerStmt(S->getInc());
  jump(Head, EdgeKind::Back);
  enter(After);
}

void FunctionLowering::lowerReturn(const Expr *E, const Stmt *S) {
  size_t Scope = Cleanups.size();
  TermId Value;
  if (E && E->getType()->isVoidType()) {
    discard(E);
  } else if (E && Out.Return && F->getReturnType()->isReferenceType() && E->isGLValue()) {
    PlaceId P = glvalue(E);
    emit(EventKind::Borrow, P, span(E)).Other = Out.Return;
  } else if (E && Out.Return && E->isPRValue()) {
    emit(EventKind::Init, Out.Return, span(E)).IsFresh = true;
    if (E->getType()->isScalarType()) {
      Operand V = rvalue(E);
      if (V.Holder)
        emit(EventKind::Flow, V.Holder, span(E)).Other = Out.Return;
      if (V.Offset == 0)
        Value = V.Term;
    } else {
      into(E, Out.Return);
    }
  } else if (E) {
    discard(E);
  }
  (void)Scope;
  emitCleanups(0, span(S));
  Cleanups.resize(Scope);
  emit(EventKind::Return, PlaceId(), span(S)).Value = Value;
  jump(BlockId(Body::ExitIndex));
}

/// True where the handler takes every exception of this type.
static bool takes(const CXXCatchStmt *H, QualType Thrown) {
  if (!H->getExceptionDecl())
    return true;
  const auto *Caught = H->getCaughtType().getNonReferenceType()->getAsCXXRecordDecl();
  const auto *Record = Thrown.isNull() ? nullptr : Thrown->getAsCXXRecordDecl();
  if (!Caught || !Record)
    return !Thrown.isNull() && H->getCaughtType().getNonReferenceType()->getCanonicalTypeUnqualified() ==
                                   Thrown->getCanonicalTypeUnqualified();
  return declaresSameEntity(Caught, Record) || (Record->hasDefinition() && Record->isDerivedFrom(Caught));
}

void FunctionLowering::lowerTry(const CXXTryStmt *S) {
  BlockId Dispatch = makeBlock(), Join = makeBlock();
  size_t Scope = Cleanups.size();
  follows(Join, S);
  Handlers.push_back({Dispatch, Scope, {}});
  lowerStmt(S->getTryBlock());
  llvm::SmallVector<QualType, 1> Thrown = std::move(Handlers.back().Thrown);
  Handlers.pop_back();
  jump(Join);
  bool CatchesAll = false;
  for (unsigned I = 0; I < S->getNumHandlers(); ++I) {
    const CXXCatchStmt *H = S->getHandler(I);
    BlockId Here = makeBlock();
    Out.Blocks[Dispatch.index()].Successors.push_back({Here, EdgeKind::Unwind});
    begins(Here, H);
    enter(Here);
    if (const VarDecl *V = H->getExceptionDecl()) {
      PlaceId P = makeLocal(V, RootKind::Local, 0);
      emit(EventKind::Init, P, U.span(V->getLocation())).IsFresh = true;
      pushCleanup(P, V->getType(), U.span(V->getLocation()));
    } else {
      CatchesAll = true;
    }
    lowerStmt(H->getHandlerBlock());
    popCleanups(Scope, U.span(H->getEndLoc()));
    jump(Join);
  }
  auto IsTaken = [&](QualType T) {
    for (unsigned I = 0; I < S->getNumHandlers(); ++I)
      if (takes(S->getHandler(I), T))
        return true;
    return false;
  };
  // An exception that some call implies stays in the function: it goes on to an
  // outer handler, one that is spelled goes wherever it may.
  if (!CatchesAll && (!Handlers.empty() || !llvm::all_of(Thrown, IsTaken))) {
    // What no handler takes goes on; the handlers must not see its drops.
    BlockId Onwards = makeBlock();
    Out.Blocks[Dispatch.index()].Successors.push_back({Onwards, EdgeKind::Unwind});
    enter(Onwards);
    throwNow(U.span(S->getEndLoc()));
  }
  enter(Join);
}

/// The user's part of a coroutine; its promise machinery moves nothing of the
/// user's.
void FunctionLowering::lowerConstructorInits(const CXXConstructorDecl *C) {
  for (const CXXCtorInitializer *Init : C->inits()) {
    const Expr *E = Init->getInit();
    if (!E || stopped())
      continue;
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E))
      E = Default->getExpr();
    size_t Scope = Cleanups.size();
    PlaceId Target = Out.This;
    if (const FieldDecl *Field = Init->getAnyMember())
      Target = fieldOf(Out.This, Field);
    else if (Init->isBaseInitializer())
      Target = Out.Places.project(
          Out.This, {ProjectionKind::Base, U.symbol(Init->getBaseClass()->getAsCXXRecordDecl()), 0, {}});
    emit(EventKind::Init, Target, span(E)).IsFresh = true;
    if (E->isGLValue()) {
      PlaceId P = glvalue(E);
      emit(EventKind::Borrow, P, span(E)).Other = Target;
    } else {
      into(E, Target);
    }
    popCleanups(Scope, span(E));
  }
}
