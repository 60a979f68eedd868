//===- Captures.cpp - lambda expressions and what they hold ---------------===//
//
// Lowers a lambda expression into its closure's place, and notes for each
// capture by reference how the list says it and what the body does with it, so
// that a rule can offer another capture (ir/Closure.h). What cannot be told
// from the tree counts as written to: then no safe edit is offered.
//
//===----------------------------------------------------------------------===//

#include "lower/Function.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

namespace {

/// How the body of a lambda uses a variable, or the object (null).
struct Uses {
  SourceLocation First;
  bool AreReads = true;
};

/// Walks a lambda's body. A use is a read where the value is loaded or bound
/// to a reference to const, also of a part: what surrounds it decides, so the
/// walk hands down what the parents have made of the child.
class UseFinder {
public:
  explicit UseFinder(const SourceManager &SM) : SM(SM) {}

  void visit(const Stmt *S, bool IsRead = false) {
    if (!S)
      return;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      return note(Ref->getDecl(), Ref->getLocation(), IsRead || Ref->getType().isConstQualified());
    if (const auto *This = dyn_cast<CXXThisExpr>(S))
      return note(nullptr, This->getLocation(), IsRead || This->getType()->getPointeeType().isConstQualified());
    if (const auto *Inner = dyn_cast<LambdaExpr>(S))
      return visitLambda(Inner);
    if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
      return visitRangeFor(Range);
    bool Passes = passesOn(S, IsRead);
    const Stmt *First = S->child_begin() == S->child_end() ? nullptr : *S->child_begin();
    const Stmt *Object = objectOf(S);
    for (const Stmt *Child : S->children())
      visit(Child, Passes && (Object ? Child == Object || isCalleeOf(S, Child) : Child == First));
  }

  std::vector<std::pair<const ValueDecl *, Uses>> Found;

private:
  /// Whether the (first) child is a read, where `S` is or is not.
  static bool passesOn(const Stmt *S, bool IsRead) {
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S)) {
      QualType To = Cast->getType();
      if (const auto *Pointer = To->getAs<PointerType>(); Pointer && Cast->getCastKind() == CK_NoOp)
        To = Pointer->getPointeeType(); // of `this`
      return Cast->getCastKind() == CK_LValueToRValue || To.isConstQualified() || IsRead;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(S))
      if (const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl()))
        return IsRead || Method->isConst() || Method->isStatic();
    if (const auto *Call = dyn_cast<CallExpr>(S))
      return objectOf(S) && hasConstTwin(Call->getDirectCallee()) && IsRead;
    return IsRead && isa<ParenExpr, MemberExpr, ArraySubscriptExpr>(S);
  }

  /// `v[i]` of a vector that is not const is another function than of one that is.
  static bool hasConstTwin(const FunctionDecl *F) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
    if (!Method || Method->isConst())
      return Method;
    return llvm::any_of(Method->getParent()->lookup(Method->getDeclName()), [&](const NamedDecl *D) {
      const auto *Other = dyn_cast<CXXMethodDecl>(D);
      return Other && Other->isConst() && Other->getNumParams() == Method->getNumParams();
    });
  }

  /// The object of a member call, or null.
  static const Stmt *objectOf(const Stmt *S) {
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
      return Call->getCallee();
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S); Call && Call->getNumArgs())
      return isa_and_nonnull<CXXMethodDecl>(Call->getDirectCallee()) ? Call->getArg(0) : nullptr;
    return nullptr;
  }
  static bool isCalleeOf(const Stmt *S, const Stmt *Child) {
    const auto *Call = dyn_cast<CallExpr>(S);
    return Call && Call->getCallee() == Child;
  }

  /// What it holds by value is a use where the list stands; what by reference,
  /// where its body names it.
  void visitLambda(const LambdaExpr *E) {
    auto Init = E->capture_init_begin();
    for (const LambdaCapture &C : E->captures()) {
      const Expr *Value = *Init++;
      if (C.getCaptureKind() == LCK_ByCopy || E->isInitCapture(&C))
        visit(Value);
    }
    visit(E->getBody());
  }

  /// `for (int i : v)` only reads a vector, although it asks for its begin as
  /// of one that may be changed.
  void visitRangeFor(const CXXForRangeStmt *S) {
    QualType Element = S->getLoopVariable()->getType();
    visit(S->getInit());
    visit(S->getRangeInit(), !Element->isReferenceType() || Element.getNonReferenceType().isConstQualified());
    visit(S->getBody());
  }

  void note(const ValueDecl *D, SourceLocation Where, bool IsRead) {
    auto It = llvm::find_if(Found, [&](const auto &Known) { return Known.first == D; });
    if (It == Found.end())
      It = Found.insert(Found.end(), {D, {}});
    It->second.AreReads &= IsRead;
    if (It->second.First.isInvalid() || SM.isBeforeInTranslationUnit(Where, It->second.First))
      It->second.First = Where;
  }

  const SourceManager &SM;
};

} // namespace

/// A value of a class that can be copied, or moved, by everyone.
static bool has(const CXXRecordDecl *R, bool IsSimple, bool (CXXConstructorDecl::*Is)() const) {
  return IsSimple || llvm::any_of(R->ctors(), [&](const CXXConstructorDecl *C) {
           return (C->*Is)() && !C->isDeleted() && C->getAccess() == AS_public;
         });
}

/// Notes what a copy or a move of the captured thing would be.
static void describe(const ASTContext &AST, const ValueDecl *Variable, QualType T, Capture &C) {
  bool IsReference = !Variable || Variable->getType()->isReferenceType();
  T = AST.getBaseElementType(T.getNonReferenceType());
  const auto *R = T->getAsCXXRecordDecl();
  if (T->isFunctionType() || T->isVoidType() || T->isDependentType() || (R && !R->hasDefinition()))
    return;
  // What a reference denotes may be part of more than its type says.
  bool MaySlice = R && (R->isAbstract() || (IsReference && R->isPolymorphic() && !R->isEffectivelyFinal()));
  bool IsCopyable = !R || has(R, R->hasSimpleCopyConstructor(), &CXXConstructorDecl::isCopyConstructor);
  bool IsMovable = R && has(R, R->hasSimpleMoveConstructor(), &CXXConstructorDecl::isMoveConstructor);
  C.CanCopy = !MaySlice && IsCopyable && (Variable || AST.getLangOpts().CPlusPlus17);
  C.CanMove = IsMovable && !IsReference && !T.isConstQualified() && AST.getLangOpts().CPlusPlus14;
}

void FunctionLowering::lambda(const LambdaExpr *E, PlaceId Dest) {
  emit(EventKind::Init, Dest, span(E)).IsFresh = true;
  Closure Written;
  std::vector<const ValueDecl *> Variables; // of Written.Captures
  auto Field = E->getLambdaClass()->field_begin();
  auto Init = E->capture_init_begin();
  for (const LambdaCapture &C : E->captures()) {
    const FieldDecl *To = *Field++;
    const Expr *Value = *Init++;
    if (C.capturesVLAType() || !Value)
      continue;
    ValueDecl *Variable = C.capturesVariable() ? C.getCapturedVar() : nullptr;
    SymbolId Name = Variable ? U.symbol(Variable) : SymbolId();
    PlaceId P = Out.Places.project(Dest, {ProjectionKind::Capture, Name, To->getFieldIndex(), {}}, U.type(To->getType()));
    Span Where = U.span(C.isImplicit() ? E->getCaptureDefaultLoc() : C.getLocation());
    PlaceId Target;
    const size_t Mentions = Out.Mentions.size();
    if (C.getCaptureKind() == LCK_This) {
      Target = pointee(Value);
    } else if (To->getType()->isReferenceType()) {
      Target = Value->isGLValue() ? glvalue(Value) : rvalue(Value).Holder;
    } else {
      into(Value, P);
    }
    if (C.isImplicit()) // the token that implies it is of the lambda's body
      Out.Mentions.resize(Mentions);
    if (!Target)
      continue;
    emit(EventKind::Borrow, Target, Where).Other = P;
    Capture &Held = Written.Captures.emplace_back();
    Held.Into = P;
    Held.Name = Name;
    Held.Where = Where;
    Held.IsImplied = C.isImplicit();
    Held.IsInit = E->isInitCapture(&C) || C.isPackExpansion();
    describe(U.AST, Variable, Variable ? Variable->getType() : Value->getType()->getPointeeType(), Held);
    Variables.push_back(Variable);
  }
  if (Variables.empty())
    return;
  UseFinder Finder(U.AST.getSourceManager());
  Finder.visit(E->getBody());
  for (size_t I = 0; I < Variables.size(); ++I)
    for (const auto &[Variable, Used] : Finder.Found)
      if (Variable == Variables[I]) {
        Written.Captures[I].FirstUse = U.span(Used.First);
        Written.Captures[I].IsOnlyRead = Used.AreReads;
      }
  Written.List = U.span(E->getIntroducerRange());
  Written.Default = E->getCaptureDefault() == LCD_ByRef    ? CaptureDefault::ByReference
                    : E->getCaptureDefault() == LCD_ByCopy ? CaptureDefault::ByValue
                                                           : CaptureDefault::None;
  Out.Closures.push_back(std::move(Written));
}
