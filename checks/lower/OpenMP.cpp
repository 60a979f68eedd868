//===- OpenMP.cpp - directives: regions, tasks and their waits ------------===//
//
// The body of a directive is lowered where it stands, as one thread runs it:
// what a team does at the same time is not told. Private copies are variables
// of their own; other clauses about data leave the variable what it is.
//
// A task that may run later is also a Spawn, by a statement: it has no call. What
// it runs with is a closure that holds the shared variables by reference and
// the firstprivate copies by value, as Sema has worked them out. Its handle is
// the region that starts it; a taskwait joins the handles of the task that it
// stands in, a barrier and the end of a taskgroup or team also those of what
// these tasks have started. The handle of the function itself is a global
// (Program::Tasks): it is the task of whoever calls.
//
//===----------------------------------------------------------------------===//

#include "lower/Function.h"

#include "clang/AST/StmtOpenMP.h"
#include "clang/Basic/OpenMPKinds.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

template <class Clause> static const Clause *findClause(const OMPExecutableDirective *D) {
  for (const OMPClause *C : D->clauses())
    if (const auto *Found = dyn_cast_or_null<Clause>(C))
      return Found;
  return nullptr;
}

static bool hasClause(const OMPExecutableDirective *D, OpenMPClauseKind Kind) {
  return llvm::any_of(D->clauses(), [&](const OMPClause *C) { return C && C->getClauseKind() == Kind; });
}

static const ValueDecl *variableOf(const Expr *E) {
  const auto *Ref = E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
  return Ref ? Ref->getDecl() : nullptr;
}

/// Calls `Do(variable, its name in the clause)` for each that a clause of the class lists.
template <class Clause, class Fn> static void forEachListed(const OMPExecutableDirective *D, Fn Do) {
  for (const OMPClause *C : D->clauses())
    if (const auto *List = dyn_cast_or_null<Clause>(C))
      for (const Expr *E : List->varlist())
        if (const ValueDecl *V = variableOf(E))
          Do(V, E);
}

/// The condition that says whether the task may be deferred, or null.
static const Expr *deferringCondition(const OMPExecutableDirective *D) {
  for (const OMPClause *C : D->clauses())
    if (const auto *If = dyn_cast_or_null<OMPIfClause>(C))
      if (If->getNameModifier() == llvm::omp::OMPD_unknown || isOpenMPTaskingDirective(If->getNameModifier()))
        return If->getCondition();
  return nullptr;
}

static bool namesThis(const Stmt *S) {
  return S && (isa<CXXThisExpr>(S) || llvm::any_of(S->children(), namesThis));
}

void FunctionLowering::lowerOpenMP(const OMPExecutableDirective *D) {
  if (const auto *Chosen = dyn_cast<OMPMetaDirective>(D))
    return lowerStmt(Chosen->getIfStmt());
  taskRegion();
  evaluateClauses(D);
  const OpenMPDirectiveKind Kind = D->getDirectiveKind();
  if (Kind == llvm::omp::OMPD_taskwait)
    return joinChildren(span(D));
  if (Kind == llvm::omp::OMPD_barrier)
    return joinTeam(span(D));
  if (!D->hasAssociatedStmt())
    return;
  if (!isOpenMPTaskingDirective(Kind) || isOpenMPParallelDirective(Kind))
    return lowerRegion(D);
  const Expr *If = deferringCondition(D);
  // With -fopenmp-simd the compiler makes no threads of it.
  const bool IsAtOnce = U.AST.getLangOpts().OpenMPSimd || taskRegion().IsFinal || (If && constantOf(If) == 0);
  if (IsAtOnce && hasClause(D, llvm::omp::OMPC_depend))
    joinChildren(span(D)); // it waits for those that it depends on
  if (IsAtOnce || (isOpenMPTaskLoopDirective(Kind) && !hasClause(D, llvm::omp::OMPC_nogroup)))
    return lowerRegion(D);
  lowerTask(D);
}

/// What runs now and, where it has tasks to wait for, waits at its end.
void FunctionLowering::lowerRegion(const OMPExecutableDirective *D) {
  const OpenMPDirectiveKind Kind = D->getDirectiveKind();
  const bool IsTeam = isOpenMPParallelDirective(Kind) || isOpenMPTeamsDirective(Kind) || isOpenMPTargetExecutionDirective(Kind);
  const bool IsTask = isOpenMPTaskingDirective(Kind);
  const bool IsGroup = Kind == llvm::omp::OMPD_taskgroup || isOpenMPTaskLoopDirective(Kind);
  if (IsTeam || IsTask || IsGroup)
    enterTaskRegion(IsTeam || IsTask, IsTeam, D);
  lowerStructuredBlock(D, PlaceId());
  Span End = U.span(D->getRawStmt()->getEndLoc());
  if (IsTeam || IsGroup) {
    joinTasks(TaskRegions.back().First, End);
    TaskHandles.resize(TaskRegions.back().First);
  } else if ((isOpenMPWorksharingDirective(Kind) || Kind == llvm::omp::OMPD_scope) && Kind != llvm::omp::OMPD_section &&
             !hasClause(D, llvm::omp::OMPC_nowait)) {
    joinTeam(End);
  }
  if (IsTeam || IsTask || IsGroup)
    TaskRegions.pop_back();
}

/// The body first, then the Spawn: what the task itself does, and waits for,
/// does not end it.
void FunctionLowering::lowerTask(const OMPExecutableDirective *D) {
  const PlaceId Closure = Out.Places.makeRoot(RootKind::Temporary, SymbolId(), NextOrdinal++, TypeId());
  emit(EventKind::Init, Closure, span(D)).IsFresh = true;
  lend(D, Closure);
  enterTaskRegion(true, false, D);
  lowerStructuredBlock(D, Closure);
  TaskRegions.pop_back();
  const Expr *If = deferringCondition(D);
  Event &Spawn = emit(EventKind::Spawn, Closure, span(D));
  Spawn.Other = taskRegion().Tasks;
  Spawn.MayNotHappen = If && !constantOf(If);
}

/// The body, with its private copies. It is entered and left by one way only: an
/// exception that would leave it ends the program. A task's body that never
/// ends lets the function go on.
void FunctionLowering::lowerStructuredBlock(const OMPExecutableDirective *D, PlaceId Closure) {
  const size_t Scope = Cleanups.size();
  std::vector<Hidden> Before;
  copyPrivates(D, Closure, Before);
  if (!Current)
    Current = makeBlock();
  const BlockId Start = Current, Inside = makeBlock();
  jump(Inside);
  enter(Inside);
  Handlers.push_back({BlockId(), Cleanups.size(), {}});
  lowerStmt(D->getRawStmt());
  Handlers.pop_back();
  if (!Current && Closure) {
    enter(makeBlock());
    Out.Blocks[Start.index()].Successors.push_back({Current, EdgeKind::Normal});
  }
  popCleanups(Scope, U.span(D->getRawStmt()->getEndLoc()));
  for (const Hidden &Each : llvm::reverse(Before)) {
    if (Each.Was)
      Locals[Each.Variable] = Each.Was;
    else
      Locals.erase(Each.Variable);
  }
}

/// What the clauses compute before the region begins.
void FunctionLowering::evaluateClauses(const OMPExecutableDirective *D) {
  for (const OMPClause *C : D->clauses()) {
    switch (C ? C->getClauseKind() : llvm::omp::OMPC_unknown) {
    case llvm::omp::OMPC_if:
    case llvm::omp::OMPC_final:
    case llvm::omp::OMPC_num_threads:
    case llvm::omp::OMPC_num_teams:
    case llvm::omp::OMPC_thread_limit:
    case llvm::omp::OMPC_num_tasks:
    case llvm::omp::OMPC_grainsize:
    case llvm::omp::OMPC_priority:
    case llvm::omp::OMPC_schedule:
    case llvm::omp::OMPC_dist_schedule:
    case llvm::omp::OMPC_device:
    case llvm::omp::OMPC_filter:
      for (const Stmt *Child : C->children())
        if (const auto *E = dyn_cast_or_null<Expr>(Child))
          discard(E);
      break;
    default: break;
    }
  }
}

/// The variables that the task shares go into its closure as a lambda's captures
/// by reference do; so does the object, where the body names it.
void FunctionLowering::lend(const OMPExecutableDirective *D, PlaceId Closure) {
  llvm::DenseMap<const ValueDecl *, const Expr *> Written;
  llvm::DenseSet<const ValueDecl *> Own;
  auto IsOwn = [&](const ValueDecl *V, const Expr *) { Own.insert(V); };
  forEachListed<OMPSharedClause>(D, [&](const ValueDecl *V, const Expr *E) { Written[V] = E; });
  forEachListed<OMPPrivateClause>(D, IsOwn);
  forEachListed<OMPFirstprivateClause>(D, IsOwn);
  forEachListed<OMPReductionClause>(D, IsOwn);
  forEachListed<OMPInReductionClause>(D, IsOwn);
  const CapturedStmt *Body = D->getInnermostCapturedStmt();
  auto Init = Body->capture_init_begin();
  uint32_t Index = 0;
  for (const CapturedStmt::Capture &C : Body->captures()) {
    const Expr *Value = *Init++;
    Projection Step{ProjectionKind::Capture, {}, Index++, {}};
    Span Where = U.span(C.getLocation());
    PlaceId Target;
    if (C.capturesThis() && Value && namesThis(Body->getCapturedStmt())) {
      Target = pointee(Value);
    } else if (C.capturesVariable() && !Own.count(C.getCapturedVar())) {
      const VarDecl *V = C.getCapturedVar();
      Step.Name = U.symbol(V);
      Target = glvalueOfDecl(V, nullptr);
      if (const Expr *Said = Written.lookup(V))
        Where = span(Said);
    }
    if (Target)
      emit(EventKind::Borrow, Target, Where).Other = Out.Places.project(Closure, Step);
  }
}

/// Makes the private copies and lets their names stand for them; the closure of a
/// task holds what the initial values hold.
void FunctionLowering::copyPrivates(const OMPExecutableDirective *D, PlaceId Closure, std::vector<Hidden> &Before) {
  auto Copy = [&](const ValueDecl *V, const Expr *Written, bool HasValue) {
    const QualType T = V->getType().getNonReferenceType();
    const PlaceId From = HasValue ? glvalueOfDecl(V, nullptr) : PlaceId();
    const PlaceId P = Out.Places.makeRoot(RootKind::Local, U.symbol(V), NextOrdinal++, U.type(T));
    if (From)
      transfer(From, P, false, Written, true);
    else
      emit(EventKind::Init, P, span(Written)).IsFresh = true;
    if (From && Closure)
      emit(EventKind::Flow, P, span(Written)).Other = Out.Places.project(
          Closure, {ProjectionKind::Capture, U.symbol(V), uint32_t(0x10000 + Before.size()), {}}, U.type(T));
    pushCleanup(P, T, span(Written));
    Before.push_back({V, Locals.lookup(V)});
    Locals[V] = P;
  };
  forEachListed<OMPFirstprivateClause>(D, [&](const ValueDecl *V, const Expr *E) { Copy(V, E, true); });
  forEachListed<OMPPrivateClause>(D, [&](const ValueDecl *V, const Expr *E) { Copy(V, E, false); });
}

/// What Sema has put aside for a clause: a member by its name, or a value.
PlaceId FunctionLowering::capturedExpression(const OMPCapturedExprDecl *D) {
  const Expr *Init = D->getInit();
  if (!Init)
    return makeTemporary(D->getType());
  if (Init->isGLValue() && D->getType()->isReferenceType())
    return glvalue(Init);
  PlaceId P = makeTemporary(D->getType());
  into(Init, P);
  return Locals[D] = P;
}

FunctionLowering::TaskRegion &FunctionLowering::taskRegion() {
  if (TaskRegions.empty()) {
    U.Prog.Tasks = U.operation("OpenMP tasks");
    TaskHandles.push_back(Out.Places.globalRoot(U.Prog.Tasks, TypeId()));
    TaskRegions.push_back({TaskHandles[0], true, true, false, 0});
  }
  return TaskRegions.back();
}

void FunctionLowering::enterTaskRegion(bool IsTask, bool IsTeam, const OMPExecutableDirective *D) {
  const auto *Final = findClause<OMPFinalClause>(D);
  const bool IsFinal = (Final && constantOf(Final->getCondition()).value_or(0)) || (taskRegion().IsFinal && !IsTeam);
  const PlaceId Tasks = Out.Places.makeRoot(RootKind::Temporary, SymbolId(), NextOrdinal++, TypeId());
  TaskRegions.push_back({Tasks, IsTask, IsTeam, IsFinal, TaskHandles.size()});
  TaskHandles.push_back(Tasks);
}

/// What the task that this stands in has started itself.
void FunctionLowering::joinChildren(Span Where) {
  for (size_t I = TaskRegions.size(); I-- > 0;) {
    emit(EventKind::Join, TaskRegions[I].Tasks, Where).IsOwn = true;
    if (TaskRegions[I].IsTask)
      return;
  }
}

/// What a barrier waits for.
void FunctionLowering::joinTeam(Span Where) {
  joinTasks(llvm::find_if(llvm::reverse(TaskRegions), [](const TaskRegion &R) { return R.IsTeam; })->First, Where);
}

void FunctionLowering::joinTasks(size_t First, Span Where) {
  for (size_t I = First; I < TaskHandles.size(); ++I)
    emit(EventKind::Join, TaskHandles[I], Where).IsOwn = true;
}
