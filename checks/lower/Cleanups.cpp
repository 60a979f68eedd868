//===- Cleanups.cpp - what every exit has to end --------------------------===//
//
// The stack of cleanups holds the locals, parameters and temporaries that are
// alive, in the order of their making. Leaving to a target ends those above
// the target's depth, last first. Exceptions land at the innermost handler;
// one landing block is made for each call that may throw inside a try.
// Calls outside of any try have no edge (docs/soundness.md, Exceptions).
//
//===----------------------------------------------------------------------===//

#include "lower/Function.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

void FunctionLowering::pushCleanup(PlaceId P, QualType T, Span Where) {
  Cleanups.push_back({P, T.isDestructedType() != QualType::DK_none, Where});
}

void FunctionLowering::emitCleanups(size_t Depth, Span Where) {
  if (!Current)
    return;
  for (size_t I = Cleanups.size(); I > Depth; --I) {
    if (Cleanups[I - 1].HasDestructor)
      emit(EventKind::Drop, Cleanups[I - 1].Place, Where);
    emit(EventKind::StorageDead, Cleanups[I - 1].Place, Where);
  }
}

void FunctionLowering::popCleanups(size_t Depth, Span Where) {
  emitCleanups(Depth, Where);
  Cleanups.resize(Depth);
}

void FunctionLowering::leaveTo(JumpTarget Target, Span Where) {
  emitCleanups(Target.Depth, Where);
  jump(Target.To);
}

/// Called before a call that may throw (and again after it, where what the
/// callee did by then may show): adds an edge to the innermost handler.
void FunctionLowering::mayThrow(bool, Span Where) {
  if (Handlers.empty() || !Current || !Handlers.back().Dispatch)
    return;
  BlockId Landing = makeBlock(), Next = makeBlock();
  Out.Blocks[Current.index()].Successors.push_back({Landing, EdgeKind::Unwind});
  jump(Next);
  enter(Landing);
  emitCleanups(Handlers.back().Depth, Where);
  jump(Handlers.back().Dispatch);
  enter(Next);
}

void FunctionLowering::throwNow(Span Where) {
  if (!Current)
    return;
  if (Handlers.empty()) {
    emitCleanups(0, Where);
    jump(BlockId(Body::UnwindIndex), EdgeKind::Unwind);
  } else if (!Handlers.back().Dispatch) {
    Current = BlockId();
  } else {
    emitCleanups(Handlers.back().Depth, Where);
    jump(Handlers.back().Dispatch, EdgeKind::Unwind);
  }
}

void FunctionLowering::throwSpelled(const CXXThrowExpr *E) {
  if (!Handlers.empty())
    Handlers.back().Thrown.push_back(E->getSubExpr() ? E->getSubExpr()->getType() : QualType());
  throwNow(span(E));
}

void FunctionLowering::lowerGoto(const GotoStmt *S) {
  if (!Current)
    return;
  auto Known = Labels.find(S->getLabel());
  if (Known != Labels.end()) {
    emitCleanups(Known->second.Depth, span(S));
    jump(Known->second.To, EdgeKind::Back);
    return;
  }
  Gotos.push_back({S->getLabel(), Current, Cleanups});
  Current = BlockId();
}

/// Forward gotos waited for the label's depth: they now end what they leave.
void FunctionLowering::lowerLabel(const LabelStmt *S) {
  BlockId Here = makeBlock();
  jump(Here);
  Labels[S->getDecl()] = {Here, Cleanups.size()};
  std::vector<Cleanup> AtLabel = Cleanups;
  for (PendingGoto &G : Gotos) {
    if (G.Label != S->getDecl())
      continue;
    size_t Common = 0;
    while (Common < G.Stack.size() && Common < AtLabel.size() &&
           G.Stack[Common].Place == AtLabel[Common].Place)
      ++Common;
    Cleanups = G.Stack;
    enter(G.From);
    emitCleanups(Common, span(S));
    jump(Here);
  }
  Cleanups = AtLabel;
  std::erase_if(Gotos, [&](const PendingGoto &G) { return G.Label == S->getDecl(); });
  enter(Here);
  lowerStmt(S->getSubStmt());
}
