//===- Function.h - lowers one function body ------------------------------===//
//
// One walk down the AST, as code generation does it: each value is lowered
// into the place where it is wanted, and a stack of cleanups knows what every
// exit has to end. What is not understood stops the walk with its name: the
// function is then Skipped, never guessed.
//
// Statements.cpp, Coroutines.cpp, OpenMP.cpp, Conditions.cpp, Cleanups.cpp,
// Glvalues.cpp, Rvalues.cpp, Construct.cpp, Captures.cpp and Calls.cpp each hold
// one part of the walk.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_LOWER_FUNCTION_H
#define HOLDFAST_LOWER_FUNCTION_H

#include "lower/Unit.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

#include <optional>

namespace clang {
class OMPCapturedExprDecl;
class OMPExecutableDirective;
} // namespace clang

namespace holdfast::lower {

/// Why a body was not lowered.
struct Obstacle {
  std::string Reason;
  Span Where;
};

/// A lowered scalar or pointer: the place that holds it and the term that it
/// equals up to a constant, both where known.
struct Operand {
  PlaceId Holder;
  TermId Term;
  int64_t Offset = 0;
};

/// The operand of a spelled `std::move(x)` or `static_cast<T &&>(x)`, or null.
const clang::Expr *operandOfMove(const clang::Expr *E);

class FunctionLowering {
public:
  FunctionLowering(Unit &U, const clang::FunctionDecl *F, Body &Out);
  /// Fills the body; the obstacle, where there was one.
  std::optional<Obstacle> run();

private:
  struct Cleanup {
    PlaceId Place;
    bool HasDestructor;
    Span Where;
    bool IsExtended = false; ///< a temporary that lives as long as a reference to it
  };
  struct JumpTarget {
    BlockId To;
    size_t Depth; ///< of the cleanup stack
  };
  struct Handler {
    BlockId Dispatch; ///< invalid: an exception ends the program here
    size_t Depth;
    /// What its block throws in so many words; null types are rethrown.
    llvm::SmallVector<clang::QualType, 1> Thrown;
  };
  /// A region of OpenMP's that starts tasks; first of all the function itself.
  struct TaskRegion {
    PlaceId Tasks;        ///< the handle of the tasks that are started in it
    bool IsTask = true;   ///< its tasks are children of its own, for a taskwait
    bool IsTeam = false;  ///< what a barrier waits for ends here
    bool IsFinal = false; ///< its tasks run at once
    size_t First = 0;     ///< in TaskHandles, its own
  };
  struct PendingGoto {
    const clang::LabelDecl *Label;
    BlockId From;
    std::vector<Cleanup> Stack;
  };

  // Blocks and events.
  BlockId makeBlock();
  void jump(BlockId To, EdgeKind Kind = EdgeKind::Normal);
  void enter(BlockId B) { Current = B; }
  Event &emit(EventKind Kind, PlaceId P, Span Where);
  void use(PlaceId P, UseKind Mode, Span Where) { emit(EventKind::Use, P, Where).Mode = Mode; }
  void mention(clang::SourceLocation Where, const clang::ValueDecl *D, PlaceId P, bool IsDeclaration = false);
  void begins(BlockId B, const clang::Stmt *S) { Out.Blocks[B.index()].Begins = span(S); }
  void follows(BlockId B, const clang::Stmt *S) { Out.Blocks[B.index()].Follows = span(S); }
  void obstacle(llvm::StringRef Reason, clang::SourceRange R);
  bool stopped() const { return Failure.has_value(); }
  Span span(const clang::Stmt *S) const { return U.span(S->getSourceRange()); }

  // Cleanups.cpp
  void pushCleanup(PlaceId P, clang::QualType T, Span Where);
  void emitCleanups(size_t Depth, Span Where);
  void popCleanups(size_t Depth, Span Where);
  void leaveTo(JumpTarget Target, Span Where);
  void mayThrow(bool AlsoAfter, Span Where);
  void throwNow(Span Where);
  void throwSpelled(const clang::CXXThrowExpr *E);
  void lowerGoto(const clang::GotoStmt *S);
  void lowerLabel(const clang::LabelStmt *S);

  // Statements.cpp
  void lowerEntry();
  void lowerStmt(const clang::Stmt *S);
  void lowerDeclStmt(const clang::DeclStmt *S);
  void lowerVar(const clang::VarDecl *V);
  void bindReference(const clang::ValueDecl *V, const clang::Expr *Init, Span Where);
  void lowerIf(const clang::IfStmt *S);
  void lowerSwitch(const clang::SwitchStmt *S);
  void lowerCase(const clang::SwitchCase *S);
  void lowerLoop(const clang::Stmt *S, const clang::VarDecl *CondVar, const clang::Expr *Cond,
                 const clang::Stmt *Inc, const clang::Stmt *LoopBody);
  void lowerDo(const clang::DoStmt *S);
  void lowerRangeFor(const clang::CXXForRangeStmt *S);
  void noteLoopVariables(const clang::Stmt *Init, const clang::Expr *Inc);
  void noteLoopVariable(const clang::Expr *Changed);
  void lowerReturn(const clang::Expr *E, const clang::Stmt *S);
  void lowerTry(const clang::CXXTryStmt *S);
  void lowerConstructorInits(const clang::CXXConstructorDecl *C);

  // Coroutines.cpp
  void lowerCoroutine(const clang::CoroutineBodyStmt *S);
  void await(const clang::CoroutineSuspendExpr *E);

  // OpenMP.cpp
  struct Hidden {
    const clang::ValueDecl *Variable;
    PlaceId Was; ///< invalid: it had no place
  };
  void lowerOpenMP(const clang::OMPExecutableDirective *D);
  void lowerRegion(const clang::OMPExecutableDirective *D);
  void lowerTask(const clang::OMPExecutableDirective *D);
  void lowerStructuredBlock(const clang::OMPExecutableDirective *D, PlaceId Closure);
  void evaluateClauses(const clang::OMPExecutableDirective *D);
  void lend(const clang::OMPExecutableDirective *D, PlaceId Closure);
  void copyPrivates(const clang::OMPExecutableDirective *D, PlaceId Closure, std::vector<Hidden> &Before);
  PlaceId capturedExpression(const clang::OMPCapturedExprDecl *D);
  TaskRegion &taskRegion();
  void enterTaskRegion(bool IsTask, bool IsTeam, const clang::OMPExecutableDirective *D);
  void joinChildren(Span Where);
  void joinTeam(Span Where);
  void joinTasks(size_t First, Span Where);

  // Conditions.cpp
  void branch(const clang::Expr *Cond, BlockId IfTrue, BlockId IfFalse);
  void branchOn(ConditionId C, BlockId IfTrue, BlockId IfFalse, Span Where);
  ConditionId conditionOf(const clang::Expr *E);
  Operand withTerm(Operand V, const clang::Expr *E);
  ConditionId comparison(clang::BinaryOperatorKind Op, Operand L, Operand R);
  void assume(ConditionId C, bool Negated, Span Where);
  PlaceId lowerLogical(const clang::Expr *E);

  // Glvalues.cpp
  PlaceId glvalue(const clang::Expr *E);
  PlaceId glvalueOfMember(const clang::MemberExpr *E);
  PlaceId glvalueOfOperator(const clang::Expr *E);
  PlaceId glvalueOfOther(const clang::Expr *E);
  PlaceId glvalueOfCast(const clang::CastExpr *E);
  PlaceId glvalueOfDecl(const clang::ValueDecl *D, const clang::DeclRefExpr *E);
  PlaceId pointee(const clang::Expr *E);
  PlaceId member(PlaceId Base, const clang::FieldDecl *F);
  PlaceId fieldOf(PlaceId Object, const clang::FieldDecl *Field);
  PlaceId base(PlaceId P, const clang::CastExpr *Cast);
  PlaceId element(PlaceId P, const clang::Expr *Index, clang::QualType T);
  PlaceId materialize(const clang::MaterializeTemporaryExpr *E);
  PlaceId globalPlace(const clang::ValueDecl *D);
  PlaceId makeTemporary(clang::QualType T, bool IsReference = false);
  PlaceId makeLocal(const clang::ValueDecl *D, RootKind Kind, uint32_t Ordinal);
  bool isStable(PlaceId P) const;

  // Rvalues.cpp
  Operand rvalue(const clang::Expr *E, PlaceId Dest = PlaceId());
  Operand rvalueOfOther(const clang::Expr *E);
  Operand rvalueOfStatements(const clang::StmtExpr *E, PlaceId Dest);
  Operand rvalueCast(const clang::CastExpr *E, PlaceId Dest);
  Operand unary(const clang::UnaryOperator *E);
  Operand binary(const clang::BinaryOperator *E, PlaceId Dest);
  Operand conditional(const clang::AbstractConditionalOperator *E, PlaceId Dest);
  Operand newExpr(const clang::CXXNewExpr *E);
  void assignScalar(PlaceId To, Operand From, Span Where, bool IsFresh);
  void discard(const clang::Expr *E);
  void evaluate(const clang::Expr *E);
  void lowerChildren(const clang::Expr *E);
  std::optional<int64_t> constantOf(const clang::Expr *E) const;
  Operand constant(int64_t V) { return {PlaceId(), Out.Terms.constant(V), 0}; }

  // Construct.cpp
  void into(const clang::Expr *E, PlaceId Dest);
  void intoObject(const clang::Expr *E, PlaceId Dest);
  void construct(const clang::CXXConstructExpr *E, PlaceId Dest);
  void initList(const clang::InitListExpr *E, PlaceId Dest);
  void transfer(PlaceId From, PlaceId To, bool IsMove, const clang::Expr *Written, bool IsFresh);

  // Captures.cpp
  void lambda(const clang::LambdaExpr *E, PlaceId Dest);

  // Calls.cpp
  Operand call(const clang::CallExpr *E, PlaceId Dest, bool WantsPlace);
  Argument objectArgument(const clang::CallExpr *E, const clang::CXXMethodDecl *M,
                          const clang::CXXRecordDecl *&ObjectType);
  Argument argument(const clang::Expr *E, clang::QualType ParamType);
  void arguments(llvm::ArrayRef<const clang::Expr *> Args, const clang::FunctionDecl *F,
                 const clang::FunctionProtoType *Type, bool InOrder,
                 llvm::SmallVectorImpl<Argument> &Out);
  void emitCall(Call C, bool NoThrow);
  PlaceId rowResult(const CallEffects &Row, const Call &C, const clang::CallExpr *E);
  bool specialCall(const clang::CallExpr *E, const clang::FunctionDecl *F, PlaceId Dest,
                   Operand &Result);
  bool assignmentCall(const clang::CXXOperatorCallExpr *E, Operand &Result);
  TermId pureTerm(const Call &C, const clang::CallExpr *E);
  void noteAnswers(const CallEffects &Row, const Call &C, const clang::CallExpr *E, TermId Question);

  Unit &U;
  const clang::FunctionDecl *F;
  Body &Out;
  BlockId Current; ///< invalid where nothing can be reached
  std::optional<Obstacle> Failure;
  unsigned Depth = 0;

  llvm::DenseMap<const clang::ValueDecl *, PlaceId> Locals;
  llvm::DenseMap<const clang::ValueDecl *, PlaceId> Globals;
  llvm::DenseMap<const clang::Expr *, PlaceId> Opaque; ///< OpaqueValueExpr -> its place
  llvm::DenseMap<const clang::ValueDecl *, const clang::FieldDecl *> CaptureFields;
  const clang::FieldDecl *ThisCapture = nullptr;

  std::vector<Cleanup> Cleanups;
  std::vector<Handler> Handlers;
  std::vector<JumpTarget> Breaks, Continues;
  llvm::DenseMap<const clang::LabelDecl *, JumpTarget> Labels;
  std::vector<PendingGoto> Gotos;
  llvm::DenseMap<const clang::SwitchCase *, BlockId> Cases;
  std::vector<TaskRegion> TaskRegions;  ///< empty: there was no directive yet
  std::vector<PlaceId> TaskHandles;     ///< of all regions whose tasks may still run
  uint32_t NextOrdinal = 0;
  bool IsUnsequenced = false; ///< events emitted now have no order to a sibling's move
};

} // namespace holdfast::lower

#endif
