//===- Calls.cpp - arguments, objects and results -------------------------===//
//
// A move into a parameter by value is an event of the argument; what happens
// to a reference happens inside the call and is said by the callee's effects.
// Arguments have no fixed order: where one moves by value what another
// mentions, the mover is lowered first, which is the order that shows it.
//
//===----------------------------------------------------------------------===//

#include "lower/Function.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

namespace {
/// The variables that an expression mentions where it is evaluated.
struct Mentions : RecursiveASTVisitor<Mentions> {
  llvm::SmallPtrSet<const ValueDecl *, 4> Found;
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (isa<VarDecl, BindingDecl>(E->getDecl()))
      Found.insert(E->getDecl());
    return true;
  }
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) { return true; }
  bool TraverseLambdaBody(LambdaExpr *, DataRecursionQueue * = nullptr) { return true; }
};
} // namespace

static const CXXConstructExpr *moveByValue(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *C = dyn_cast<ImplicitCastExpr>(E); C && C->isPRValue())
      E = C->getSubExpr();
    else
      break;
  }
  const auto *C = dyn_cast<CXXConstructExpr>(E);
  return C && C->getConstructor()->isMoveConstructor() && C->getNumArgs() == 1 && C->getArg(0)->isXValue() ? C : nullptr;
}

/// The function whose address `E` is, or null.
static const FunctionDecl *functionNamed(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    E = M->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(E); Address && Address->getOpcode() == UO_AddrOf)
    E = Address->getSubExpr()->IgnoreParenImpCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
}

Argument FunctionLowering::argument(const Expr *E, QualType ParamType) {
  Argument A;
  A.Where = span(E);
  if (const FunctionDecl *Named = functionNamed(E))
    A.Function = U.callee(Named, nullptr, E);
  if (E->isGLValue()) {
    A.Place = glvalue(E);
    QualType T = ParamType.isNull() ? E->getType() : ParamType;
    if (T->isRValueReferenceType() && U.isChangedByMove(E->getType())) {
      A.How = Passing::RvalueReference;
      if (const Expr *Operand = operandOfMove(E)) {
        A.Where = span(Operand);
        A.Whole = span(E->IgnoreParenImpCasts());
      }
    } else if (T->isReferenceType() && !T->getPointeeType().isConstQualified() && !T->isRValueReferenceType()) {
      A.How = Passing::Reference;
      A.IsForwarded = !T->castAs<ReferenceType>()->isSpelledAsLValue();
    } else {
      A.How = Passing::ConstReference;
    }
    return A;
  }
  QualType T = ParamType.isNull() ? E->getType() : ParamType;
  Operand V = rvalue(E);
  A.Place = V.Holder;
  if (V.Offset == 0)
    A.Value = V.Term;
  if (T->isPointerType() && !T->isFunctionPointerType())
    A.How = T->getPointeeType().isConstQualified() ? Passing::ConstPointer : Passing::Pointer;
  return A;
}

void FunctionLowering::arguments(llvm::ArrayRef<const Expr *> Args, const FunctionDecl *Callee,
                                 const FunctionProtoType *Type, bool InOrder, llvm::SmallVectorImpl<Argument> &Into) {
  Into.resize(Args.size());
  std::vector<size_t> Order;
  std::vector<bool> IsLate(Args.size(), false);
  std::vector<bool> IsMover(Args.size(), false);
  if (!InOrder && Args.size() > 1)
    for (size_t I = 0; I < Args.size(); ++I)
      if (const CXXConstructExpr *Move = moveByValue(Args[I]); Move && U.isChangedByMove(Move->getType())) {
        Mentions Moved;
        Moved.TraverseStmt(const_cast<Expr *>(Move->getArg(0)));
        for (size_t J = 0; J < Args.size(); ++J) {
          if (I == J)
            continue;
          Mentions Other;
          Other.TraverseStmt(const_cast<Expr *>(Args[J]));
          for (const ValueDecl *D : Moved.Found)
            if (Other.Found.contains(D))
              IsMover[I] = true, IsLate[J] = true;
        }
      }
  for (bool Movers : {true, false})
    for (size_t I = 0; I < Args.size(); ++I)
      if (IsMover[I] == Movers)
        Order.push_back(I);
  for (size_t I : Order) {
    QualType T;
    if (Callee && I < Callee->getNumParams())
      T = Callee->getParamDecl(I)->getType();
    else if (Type && I < Type->getNumParams())
      T = Type->getParamType(I);
    bool Before = IsUnsequenced;
    IsUnsequenced |= IsLate[I];
    Into[I] = argument(Args[I], T);
    IsUnsequenced = Before;
  }
}

Argument FunctionLowering::objectArgument(const CallExpr *E, const CXXMethodDecl *M, const CXXRecordDecl *&ObjectType) {
  const Expr *Object = nullptr;
  bool IsArrow = false;
  if (const auto *Member = dyn_cast<MemberExpr>(E->getCallee()->IgnoreParens())) {
    Object = Member->getBase();
    IsArrow = Member->isArrow();
  } else if (isa<CXXOperatorCallExpr>(E)) {
    Object = E->getArg(0);
  }
  Argument A;
  if (!Object)
    return A;
  const Expr *Plain = Object;
  while (const auto *Cast = dyn_cast<ImplicitCastExpr>(Plain->IgnoreParens())) {
    if (Cast->getCastKind() != CK_UncheckedDerivedToBase && Cast->getCastKind() != CK_DerivedToBase && Cast->getCastKind() != CK_NoOp)
      break;
    Plain = Cast->getSubExpr();
  }
  QualType T = IsArrow ? Plain->getType()->getPointeeType() : Plain->getType();
  ObjectType = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  if (!ObjectType)
    ObjectType = M->getParent();
  // With a row for the object's own class the path keeps to the object.
  const Expr *Lowered = U.row(M, ObjectType, E) ? Plain : Object;
  A.Where = span(Object);
  if (IsArrow)
    A.Place = pointee(Lowered);
  else if (Lowered->isGLValue())
    A.Place = glvalue(Lowered);
  else
    A.Place = rvalue(Lowered).Holder;
  A.How = M->isConst() ? Passing::ConstReference : Passing::Reference;
  if (M->getRefQualifier() == RQ_RValue && Lowered->isXValue() && U.isChangedByMove(Lowered->getType())) {
    A.How = Passing::RvalueReference;
    const Expr *Inner = Lowered->IgnoreParenImpCasts();
    if (const auto *Cast = dyn_cast<CallExpr>(Inner); Cast && Cast->getNumArgs() == 1) {
      A.Where = span(Cast->getArg(0));
      A.Whole = span(Cast);
    }
  }
  return A;
}

void FunctionLowering::emitCall(Call C, bool NoThrow) {
  const bool Never = C.Target && U.Prog.Callees[C.Target.index()].NeverReturns;
  const bool HasRow = C.Target && U.Prog.Callees[C.Target.index()].Row;
  Span Where = C.Where;
  // Joining a thread that runs does not throw.
  NoThrow |= HasRow && llvm::any_of(U.Prog.Callees[C.Target.index()].Row->Effects, [](const Effect &E) {
    return E.Kind == EffectKind::Joins || E.Kind == EffectKind::Detaches;
  });
  C.MayThrowOut = !NoThrow && !HasRow && Handlers.empty();
  if (TaskRegions.size() > 1)
    C.Tasks = TaskRegions.back().Tasks;
  if (!NoThrow)
    mayThrow(false, Where);
  Out.Calls.push_back(std::move(C));
  emit(EventKind::Call, PlaceId(), Where).From = CallId(uint32_t(Out.Calls.size() - 1));
  if (Never)
    Current = BlockId();
  else if (!NoThrow && !HasRow)
    mayThrow(true, Where); // it may have thrown when its work was half done
}

/// The part that a template argument of the callee tells.
static Projection partAt(const FunctionDecl *Callee, uint32_t Which, Unit &U) {
  const TemplateArgumentList *Given = Callee ? Callee->getTemplateSpecializationArgs() : nullptr;
  if (Given && Which < Given->size()) {
    const TemplateArgument &Told = Given->get(Which);
    if (Told.getKind() == TemplateArgument::Type)
      return {ProjectionKind::Field, {}, Projection::PartOfType + U.type(Told.getAsType()).index(), {}};
    if (Told.getKind() == TemplateArgument::Integral && Told.getAsIntegral().getActiveBits() < 30)
      return {ProjectionKind::Field, {}, uint32_t(Told.getAsIntegral().getZExtValue()), {}};
  }
  return {ProjectionKind::Element, {}, Projection::UnknownElement, {}};
}

/// Where the catalog says which place the result denotes, that place.
PlaceId FunctionLowering::rowResult(const CallEffects &Row, const Call &C, const CallExpr *E) {
  for (const Effect &Said : Row.Effects) {
    if (Said.Kind != EffectKind::Aliases)
      continue;
    PlaceId P;
    if (Said.Target.Base == EffectPath::Object)
      P = C.Object.Place;
    else if (Said.Target.Base >= 0 && size_t(Said.Target.Base) < C.Args.size())
      P = C.Args[Said.Target.Base].Place;
    if (!P)
      return PlaceId();
    for (Projection Step : Said.Target.Steps) {
      if (Step.Kind == ProjectionKind::Field && !Step.Name) {
        Step = partAt(E->getDirectCallee(), Step.Index - PartAtTemplateArgument, U);
      } else if (Step.Kind == ProjectionKind::Element && Step.Index != Projection::UnknownElement &&
                 Step.Index >= ElementAtArgument) {
        uint32_t Which = Step.Index - ElementAtArgument;
        Step.Index = Projection::UnknownElement;
        if (Which < C.Args.size() && C.Args[Which].Value) {
          const Term &T = Out.Terms[C.Args[Which].Value];
          if (T.Kind == TermKind::Constant)
            Step.Index = uint32_t(T.Constant);
          else if (T.Kind == TermKind::Value)
            Step.Index = 0, Step.IndexPlace = T.Place;
        }
      }
      P = Out.Places.project(P, Step, U.type(E->getType()->isPointerType() ? E->getType()->getPointeeType() : E->getType()));
    }
    return P;
  }
  return PlaceId();
}

/// What a row says of the answer: of a moved object, of a guard.
void FunctionLowering::noteAnswers(const CallEffects &Row, const Call &C, const CallExpr *E, TermId Question) {
  for (const Effect &Said : Row.Effects) {
    if (Said.Kind == EffectKind::TellsHeld && C.Object.Place)
      Out.HeldAnswers.push_back({C.Object.Place, Question, Said.WhenResult.value_or(true)});
    if (Said.Kind != EffectKind::Asks || !Said.Subject.Steps.empty())
      continue;
    std::optional<bool> Answer = Said.WhenResult;
    // A comparison with nullptr is the same question as a null test.
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E); Operator && Operator->getNumArgs() == 2)
      for (const Expr *Arg : Operator->arguments())
        if (Arg->getType()->isNullPtrType())
          Answer = Operator->getOperator() == OO_EqualEqual;
    PlaceId Object = Said.Subject.Base == EffectPath::Object ? C.Object.Place
                     : size_t(Said.Subject.Base) < C.Args.size() ? C.Args[Said.Subject.Base].Place : PlaceId();
    if (Answer && Object)
      Out.MovedAnswers.push_back({Object, Question, *Answer});
  }
}

/// The same question to the same unchanged object has the same answer.
TermId FunctionLowering::pureTerm(const Call &C, const CallExpr *E) {
  if (!C.Target || !E->getType()->isScalarType())
    return TermId();
  const Callee &Target = U.Prog.Callees[C.Target.index()];
  if (!Target.Name)
    return TermId(); // who knows whether two such calls ask one question
  bool IsPure = Target.Row ? Target.Row->IsPure : Target.IsConst;
  if (!IsPure)
    return TermId();
  std::vector<TermId> Args;
  if (C.Object.Place)
    Args.push_back(Out.Terms.value(C.Object.Place));
  for (const Argument &A : C.Args) {
    if (!A.Value && !A.Place)
      return TermId();
    Args.push_back(A.Value ? A.Value : Out.Terms.value(A.Place));
  }
  TermId Question = Out.Terms.pure(Target.Name, std::move(Args));
  if (Target.Row)
    noteAnswers(*Target.Row, C, E, Question);
  return Question;
}

/// Casts that the compiler knows: `std::move` and its kin change nothing.
bool FunctionLowering::specialCall(const CallExpr *E, const FunctionDecl *Callee, PlaceId Dest, Operand &Result) {
  switch (Callee->getBuiltinID()) {
  case Builtin::BImove:
  case Builtin::BIforward:
  case Builtin::BIforward_like:
  case Builtin::BImove_if_noexcept:
  case Builtin::BIas_const:
    if (E->getNumArgs() != 1 || !E->getArg(0)->isGLValue())
      return false;
    Result = {glvalue(E->getArg(0)), TermId(), 0};
    return true;
  case Builtin::BIaddressof:
  case Builtin::BI__addressof:
  case Builtin::BI__builtin_addressof: {
    PlaceId Holder = makeTemporary(E->getType());
    emit(EventKind::Borrow, glvalue(E->getArg(0)), span(E)).Other = Holder;
    Result = {Holder, TermId(), 0};
    return true;
  }
  case Builtin::BI__builtin_unreachable:
  case Builtin::BI__builtin_trap:
    Current = BlockId();
    Result = {};
    return true;
  case Builtin::BI__builtin_expect:
  case Builtin::BI__builtin_expect_with_probability:
    Result = rvalue(E->getArg(0), Dest);
    return true;
  case Builtin::BI__builtin_assume:
  case Builtin::BI__builtin_constant_p:
  case Builtin::BI__builtin_object_size:
    Result = {};
    return true;
  default: return false;
  }
}

/// `a = b` by an operator function: since C++17 the right side comes first.
bool FunctionLowering::assignmentCall(const CXXOperatorCallExpr *E, Operand &Result) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(E->getDirectCallee());
  if (!M || E->getNumArgs() != 2 || !E->isAssignmentOp())
    return false;
  const Expr *Right = E->getArg(1);
  if (M->isCopyAssignmentOperator() || M->isMoveAssignmentOperator()) {
    PlaceId From = Right->isGLValue() ? glvalue(Right) : rvalue(Right).Holder;
    const CXXRecordDecl *ObjectType = nullptr;
    PlaceId To = E->getArg(0)->isGLValue() ? glvalue(E->getArg(0)) : rvalue(E->getArg(0)).Holder;
    (void)ObjectType;
    if (From && To)
      transfer(From, To, M->isMoveAssignmentOperator() && Right->isXValue() && U.isChangedByMove(E->getArg(0)->getType()),
               Right, false);
    Result = {To, TermId(), 0};
    return true;
  }
  Call C;
  C.Where = span(E);
  C.Args.push_back(argument(Right, M->getParamDecl(0)->getType()));
  const CXXRecordDecl *ObjectType = nullptr;
  C.Object = objectArgument(E, M, ObjectType);
  C.Target = U.callee(M, ObjectType, E);
  PlaceId To = C.Object.Place;
  bool IsPlain = E->getOperator() == OO_Equal;
  emitCall(std::move(C), M->getType()->castAs<FunctionProtoType>()->isNothrow());
  if (IsPlain && To && Current)
    emit(EventKind::Init, To, span(E));
  Result = {To, TermId(), 0};
  return true;
}

/// The static variable that a function of the form `T &get() { static T t;
/// return t; }` always returns, or null.
static const VarDecl *singletonOf(const FunctionDecl *F) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(F->getBody());
  const auto *Last = Body && !Body->body_empty() ? dyn_cast<ReturnStmt>(Body->body_back()) : nullptr;
  if (!Last || !Last->getRetValue() || Body->size() > 2)
    return nullptr;
  const auto *Ref = dyn_cast<DeclRefExpr>(Last->getRetValue()->IgnoreParenImpCasts());
  const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Variable && Variable->hasGlobalStorage() && !Variable->getType()->isReferenceType() ? Variable : nullptr;
}

Operand FunctionLowering::call(const CallExpr *E, PlaceId Dest, bool WantsPlace) {
  const FunctionDecl *Callee = E->getDirectCallee();
  Operand Result;
  if (Callee && specialCall(E, Callee, Dest, Result))
    return Result;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E); Operator && assignmentCall(Operator, Result)) {
    // A class whose assignment returns by value has built it somewhere.
    if (!E->isGLValue() && Dest)
      emit(EventKind::Init, Dest, span(E)).IsFresh = true;
    return Result;
  }
  if (isa<CXXPseudoDestructorExpr>(E->getCallee()->IgnoreParens())) {
    const auto *P = cast<CXXPseudoDestructorExpr>(E->getCallee()->IgnoreParens());
    discard(P->getBase());
    return {};
  }
  Call C;
  C.Where = span(E);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  const CXXRecordDecl *ObjectType = nullptr;
  llvm::SmallVector<const Expr *, 6> Args(E->arguments());
  bool IsMemberLike = Method && (isa<CXXMemberCallExpr>(E) || isa<CXXOperatorCallExpr>(E)) && Method->isImplicitObjectMemberFunction();
  if (IsMemberLike) {
    C.Object = objectArgument(E, Method, ObjectType);
    if (isa<CXXOperatorCallExpr>(E))
      Args.erase(Args.begin());
    if (const auto *D = dyn_cast<CXXDestructorDecl>(Method)) {
      (void)D;
      emit(EventKind::Drop, C.Object.Place, span(E));
      return {};
    }
  } else if (!Callee) {
    const Expr *Target = E->getCallee()->IgnoreParenImpCasts();
    if (Target->isGLValue())
      use(glvalue(Target), UseKind::Read, span(Target));
    else
      rvalue(Target);
  }
  const FunctionProtoType *Type = nullptr;
  if (Callee)
    Type = Callee->getType()->getAs<FunctionProtoType>();
  else if (QualType T = E->getCallee()->getType(); T->isPointerType())
    Type = T->getPointeeType()->getAs<FunctionProtoType>();
  bool InOrder = isa<CXXOperatorCallExpr>(E) && cast<CXXOperatorCallExpr>(E)->getOperator() != OO_Call &&
                 cast<CXXOperatorCallExpr>(E)->getOperator() != OO_Subscript && U.AST.getLangOpts().CPlusPlus17;
  arguments(Args, Callee, Type, InOrder, C.Args);
  if (Callee && isa_and_nonnull<CoroutineBodyStmt>(Callee->getBody()))
    for (const Expr *Arg : Args) // a temporary has no name but that of its type
      U.nameType(Arg->IgnoreUnlessSpelledInSource()->getType());
  C.Target = Callee ? U.callee(Callee, ObjectType, E) : U.unnamedCallee(E);
  const CallEffects *Row = C.Target ? U.Prog.Callees[C.Target.index()].Row : nullptr;
  QualType T = E->getCallReturnType(U.AST);
  PlaceId Denoted = Row && (T->isReferenceType() || T->isPointerType()) ? rowResult(*Row, C, E) : PlaceId();
  // One and the same object, whenever it is asked for: a singleton.
  if (!Denoted && Row && Row->IsPure && Callee && C.Args.empty() && !C.Object.Place && (T->isReferenceType() || T->isPointerType()))
    Denoted = globalPlace(Callee);
  if (!Denoted && !Row && Callee && T->isReferenceType() && C.Args.empty() && !C.Object.Place)
    if (const VarDecl *Variable = singletonOf(Callee))
      Denoted = globalPlace(Variable);
  TermId Term = pureTerm(C, E);
  if (!T->isVoidType() && !(T->isReferenceType() && Denoted))
    C.Result = !T->isReferenceType() && Dest && !T->isScalarType() ? Dest : makeTemporary(T, T->isReferenceType());
  PlaceId Holder = C.Result;
  bool IsPointer = T->isPointerType();
  if (Row && Callee) {
    C.Made = U.madeBy(*Row, Callee, ObjectType, unsigned(C.Args.size()));
    C.Maker = C.Made ? CalleeId() : U.makerBy(*Row, Callee, ObjectType, Args);
  }
  emitCall(std::move(C), Type && Type->isNothrow());
  (void)WantsPlace;
  if (Denoted && IsPointer && Current)
    emit(EventKind::Borrow, Denoted, span(E)).Other = Holder;
  if (T->isReferenceType())
    return {Denoted ? Denoted : Holder, TermId(), 0};
  if (T->isScalarType() && !Term)
    Term = Out.Terms.value(Holder);
  return {Holder, T->isScalarType() ? Term : TermId(), 0};
}
