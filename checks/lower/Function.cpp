//===- Function.cpp - entry, blocks and events ----------------------------===//
//
// What every part of the walk uses; see Function.h.
//
//===----------------------------------------------------------------------===//

#include "lower/Function.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

FunctionLowering::FunctionLowering(Unit &U, const FunctionDecl *F, Body &Out)
    : U(U), F(F), Out(Out) {}

std::optional<Obstacle> FunctionLowering::run() {
  Out.Blocks.resize(3);
  Out.Where = U.span(F->getNameInfo().getSourceRange());
  Out.Blocks[Body::EntryIndex].Begins = U.span(F->getSourceRange());
  enter(BlockId(Body::EntryIndex));
  lowerEntry();
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
    lowerConstructorInits(C);
  const Stmt *S = F->getBody();
  if (const auto *Coroutine = dyn_cast<CoroutineBodyStmt>(S))
    lowerCoroutine(Coroutine);
  else
    lowerStmt(S);
  if (!stopped() && Current) {
    emitCleanups(0, U.span(F->getEndLoc()));
    emit(EventKind::Return, PlaceId(), U.span(F->getEndLoc()));
    jump(BlockId(Body::ExitIndex));
  }
  if (!stopped() && !Gotos.empty())
    obstacle("a goto whose label was not found", F->getSourceRange());
  return Failure;
}

/// True for a reference that arguments are converted for: what the call makes
/// for it dies with the call.
static bool takesTemporaries(QualType T) {
  if (T->isRValueReferenceType())
    return true;
  if (!T->isReferenceType() || !T->getPointeeType().isConstQualified())
    return false;
  const auto *Record = T->getPointeeType()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || Record->isLambda())
    return false;
  for (const Decl *D : Record->getDefinition()->decls()) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      D = Template->getTemplatedDecl();
    const auto *C = dyn_cast<CXXConstructorDecl>(D);
    if (!C || C->isCopyOrMoveConstructor() || C->getExplicitSpecifier().isSpecified() || C->isDeleted() ||
        C->getNumParams() == 0 || C->getMinRequiredArguments() > 1 || C->getAccess() != AS_public)
      continue;
    if (C->getParamDecl(0)->getType().getNonReferenceType()->isNullPtrType())
      continue;
    return true;
  }
  return false;
}

void FunctionLowering::lowerEntry() {
  if (const auto *M = dyn_cast<CXXMethodDecl>(F); M && !M->isStatic()) {
    Out.IsConst = M->isConst();
    Out.This = Out.Places.makeRoot(RootKind::This, SymbolId(), 0,
                                   U.type(U.AST.getCanonicalTagType(M->getParent())), true);
    if (M->getParent()->isLambda()) {
      llvm::DenseMap<const ValueDecl *, FieldDecl *> Fields;
      FieldDecl *This = nullptr;
      M->getParent()->getCaptureFields(Fields, This);
      for (auto [Variable, Field] : Fields)
        CaptureFields[Variable] = Field;
      ThisCapture = This;
    }
  }
  if (!F->getReturnType()->isVoidType())
    Out.Return = Out.Places.makeRoot(RootKind::Return, SymbolId(), 0,
                                     U.type(F->getReturnType()), F->getReturnType()->isReferenceType());
  uint32_t Ordinal = 0;
  for (const ParmVarDecl *P : F->parameters()) {
    PlaceId Place = makeLocal(P, RootKind::Param, Ordinal++);
    Out.Params.push_back(Place);
    Out.TakesTemporaries.push_back(takesTemporaries(P->getType()));
    Out.OfRvalue.push_back(P->getType()->isRValueReferenceType());
    if (!P->getType()->isReferenceType())
      pushCleanup(Place, P->getType(), U.span(P->getSourceRange()));
  }
}

BlockId FunctionLowering::makeBlock() {
  Out.Blocks.emplace_back();
  return BlockId(uint32_t(Out.Blocks.size() - 1));
}

void FunctionLowering::jump(BlockId To, EdgeKind Kind) {
  if (Current)
    Out.Blocks[Current.index()].Successors.push_back({To, Kind});
  Current = BlockId();
}

/// Where nothing can be reached the event goes to a block without
/// predecessors, which no solver visits.
Event &FunctionLowering::emit(EventKind Kind, PlaceId P, Span Where) {
  if (!Current)
    Current = makeBlock();
  Event E;
  E.Kind = Kind;
  E.Place = P;
  E.Where = Where;
  E.Unsequenced = IsUnsequenced;
  auto &Events = Out.Blocks[Current.index()].Events;
  Events.push_back(E);
  return Events.back();
}

void FunctionLowering::mention(SourceLocation Where, const ValueDecl *D, PlaceId P, bool IsDeclaration) {
  if (U.NotesMentions && P && Where.isValid() && D->getIdentifier() && !D->isImplicit())
    Out.Mentions.push_back({U.span(Where), P, U.symbol(D), IsDeclaration});
}

void FunctionLowering::obstacle(llvm::StringRef Reason, SourceRange R) {
  if (!Failure)
    Failure = Obstacle{Reason.str(), U.span(R)};
}
