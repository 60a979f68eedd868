//===- Instantiate.cpp ----------------------------------------------------===//

#include "lower/Instantiate.h"

#include "lower/Unit.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Sema/EnterExpressionEvaluationContext.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

bool lower::hasInstantiatedBody(const FunctionTemplateDecl *Template) {
  return llvm::any_of(
      const_cast<FunctionTemplateDecl *>(Template)->specializations(),
      [](const FunctionDecl *F) { return F->hasBody(); });
}

static bool hasBody(const OpenMember &O) {
  if (const auto *Template = dyn_cast<FunctionTemplateDecl>(O.Member))
    return hasInstantiatedBody(Template);
  return cast<FunctionDecl>(O.Member)->hasBody();
}

std::string lower::nameOfLambda(const OpenMember &Operator) {
  const DeclContext *Around = Operator.owner()->getParent();
  while (Around && !Around->isFunctionOrMethod())
    Around = Around->getParent();
  const auto *F = dyn_cast_or_null<FunctionDecl>(Around);
  // Of a lambda in a lambda, the function around both has a name.
  while (F && isa<CXXMethodDecl>(F) &&
         cast<CXXMethodDecl>(F)->getParent()->isLambda())
    F = dyn_cast_or_null<FunctionDecl>(
        cast<CXXMethodDecl>(F)->getParent()->getParentFunctionOrMethod());
  return F ? "the lambda in " + qualifiedName(F)
           : "a lambda outside of functions";
}

namespace {

/// One call that is given a closure: who is called, on what, with what.
struct GivenTo {
  const FunctionDecl *Callee;
  const Expr *Object = nullptr;
  const CXXRecordDecl *ObjectType = nullptr;
  llvm::ArrayRef<const Expr *> Args;
  SourceLocation Where;
};

/// Builds the expressions that a callee would evaluate, without their values.
class ArgumentBuilder {
public:
  ArgumentBuilder(Sema &S, const GivenTo &Call, bool OfCopies)
      : S(S), Call(Call), OfCopies(OfCopies) {}

  Expr *opaque(QualType T, ExprValueKind Kind) {
    return new (S.Context)
        OpaqueValueExpr(Call.Where, T, Kind == VK_PRValue ? VK_XValue : Kind);
  }

  /// The expression at the end of a row's path, or null where there is none.
  Expr *at(const EffectPath &Path) {
    Expr *E = Path.Base == EffectPath::Object ? object()
              : Path.Base == EffectPath::Result
                  ? opaque(Call.Callee->getReturnType().getNonReferenceType(),
                           VK_LValue)
                  : argument(unsigned(Path.Base));
    for (const Projection &Step : Path.Steps)
      if (E)
        E = stepped(E, Step.Kind);
    return E;
  }

private:
  Expr *object() {
    if (!Call.Object)
      return nullptr;
    QualType T = Call.Object->getType();
    return T->isPointerType() ? opaque(T->getPointeeType(), VK_LValue)
                              : opaque(T, Call.Object->getValueKind());
  }

  /// A parameter as the callee holds it, or a copy of what it was given.
  Expr *argument(unsigned I) {
    if (I >= Call.Args.size())
      return nullptr;
    QualType T = Call.Args[I]->getType();
    if (OfCopies)
      return opaque(T->isArrayType() || T->isFunctionType()
                        ? S.Context.getDecayedType(T)
                        : T.getUnqualifiedType(),
                    VK_XValue);
    if (I < Call.Callee->getNumParams())
      T = Call.Callee->getParamDecl(I)->getType();
    if (T->isRValueReferenceType())
      return opaque(T.getNonReferenceType(), VK_XValue);
    return opaque(T->isReferenceType() ? T.getNonReferenceType()
                                       : T.getUnqualifiedType(),
                  VK_LValue);
  }

  Expr *dereferenced(Expr *E) {
    EnterExpressionEvaluationContext Asking(
        S, Sema::ExpressionEvaluationContext::Unevaluated);
    ExprResult R = S.BuildUnaryOp(nullptr, Call.Where, UO_Deref, E);
    return R.isUsable() ? opaque(R.get()->getType(), R.get()->getValueKind())
                        : nullptr;
  }

  Expr *stepped(Expr *E, ProjectionKind Kind) {
    QualType T = E->getType();
    if (Kind == ProjectionKind::Deref)
      return dereferenced(E);
    if (Kind == ProjectionKind::Payload) {
      QualType Value = nestedType(S.Context, T, "value_type");
      return Value.isNull()
                 ? nullptr
                 : opaque(T.isConstQualified() ? Value.withConst() : Value,
                          E->getValueKind());
    }
    if (Kind == ProjectionKind::Element) { // an iterator knows best whether it
                                           // may be changed
      QualType Iterator = nestedType(
          S.Context, T, T.isConstQualified() ? "const_iterator" : "iterator");
      return Iterator.isNull() ? nullptr
                               : dereferenced(opaque(Iterator, VK_LValue));
    }
    return nullptr;
  }

  Sema &S;
  const GivenTo &Call;
  bool OfCopies;
};

/// Finds the calls that are given a closure, or make an object, of a class with
/// an open member, and does what they would.
class Uses : public RecursiveASTVisitor<Uses> {
public:
  Uses(Sema &S, Unit &Rows, llvm::ArrayRef<OpenMember> Open)
      : S(S), Rows(Rows) {
    for (const OpenMember &O : Open)
      Wanted.insert(O.owner());
  }

  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    llvm::SmallVector<const Expr *, 6> Args(E->arguments());
    given({E->getConstructor(), nullptr, nullptr, Args, E->getExprLoc()});
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (!Callee || isa<CXXOperatorCallExpr>(E))
      return true;
    llvm::SmallVector<const Expr *, 6> Args(E->arguments());
    GivenTo Call{Callee, nullptr, nullptr, Args, E->getExprLoc()};
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
      Call.Object = M->getImplicitObjectArgument()->IgnoreParenImpCasts();
      QualType T = Call.Object->getType();
      Call.ObjectType =
          (T->isPointerType() ? T->getPointeeType() : T)->getAsCXXRecordDecl();
    }
    given(Call);
    return true;
  }

private:
  void given(const GivenTo &Call) {
    if (Call.Callee->isTemplateInstantiation())
      if (const CallEffects *Row = Rows.row(Call.Callee, Call.ObjectType, nullptr))
        for (const Invocation &One : Row->Invocations)
          if (One.Makes)
            make(Call, One);
    for (unsigned I = 0; I < Call.Args.size(); ++I) {
      const CXXRecordDecl *Class =
          Call.Args[I]->getType()->getAsCXXRecordDecl();
      if (!Class || !Wanted.contains(Class->getCanonicalDecl()))
        continue;
      const CallEffects *Row = Rows.row(Call.Callee, Call.ObjectType, nullptr);
      if (!Row)
        return;
      callFirst(*Row, Call, I);
    }
  }

  /// Calls the closure that is argument `I`, as the first alternative that can
  /// be.
  void callFirst(const CallEffects &Row, const GivenTo &Call, unsigned I) {
    for (const Invocation &One : Row.Invocations)
      if (!One.Makes && One.Subject.Base == int(I) &&
          One.Subject.Steps.empty() && call(Call, Call.Args[I]->getType(), One))
        break;
  }

  /// Fills in what is passed on; false where a path leads nowhere.
  static bool pass(const GivenTo &Call, const Invocation &One,
                   ArgumentBuilder &Build,
                   llvm::SmallVectorImpl<Expr *> &Passed) {
    for (const EffectPath &Path : One.Arguments) {
      if (Path.Base >= 0 && size_t(Path.Base) >= Call.Args.size())
        break; // "arg1..15" of a call with fewer
      Expr *E = Build.at(Path);
      if (!E)
        return false;
      Passed.push_back(E);
    }
    return true;
  }

  /// Runs the constructor of a wanted class; of another, such as a thread's, it
  /// is the row that tells which closure it calls.
  void make(const GivenTo &Call, const Invocation &One) {
    EnterExpressionEvaluationContext Running(
        S, Sema::ExpressionEvaluationContext::PotentiallyEvaluated);
    ArgumentBuilder Build(S, Call, false);
    Expr *Made = Build.at(One.Subject);
    const CXXRecordDecl *Class =
        Made ? Made->getType()->getAsCXXRecordDecl() : nullptr;
    llvm::SmallVector<Expr *, 4> Passed;
    if (!Class || !pass(Call, One, Build, Passed))
      return;
    if (Wanted.contains(Class->getCanonicalDecl())) {
      TypeSourceInfo *T = S.Context.getTrivialTypeSourceInfo(
          Made->getType().getUnqualifiedType(), Call.Where);
      S.BuildCXXTypeConstructExpr(T, Call.Where, Passed, Call.Where, false);
    } else if (const CallEffects *Row =
                   Rows.constructorRow(Class, unsigned(Passed.size()))) {
      llvm::SmallVector<const Expr *, 4> Args(Passed.begin(), Passed.end());
      for (unsigned I = 0; I < Args.size(); ++I)
        if (const auto *Given = Args[I]->getType()->getAsCXXRecordDecl();
            Given && Wanted.contains(Given->getCanonicalDecl()))
          callFirst(*Row, {Call.Callee, nullptr, nullptr, Args, Call.Where}, I);
    }
  }

  /// True where the closure can be called so.
  bool call(const GivenTo &Call, QualType Closure, const Invocation &One) {
    EnterExpressionEvaluationContext Running(
        S, Sema::ExpressionEvaluationContext::PotentiallyEvaluated);
    ArgumentBuilder Build(S, Call, One.OfCopies);
    llvm::SmallVector<Expr *, 4> Passed;
    if (!pass(Call, One, Build, Passed))
      return false;
    Expr *Callable = Build.opaque(Closure.getUnqualifiedType(),
                                  One.OfCopies ? VK_XValue : VK_LValue);
    return S.BuildCallExpr(nullptr, Callable, Call.Where, Passed, Call.Where)
        .isUsable();
  }

  Sema &S;
  Unit &Rows;
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Wanted;
};

/// Keeps what Sema says in here from the user and from the unit's count.
class Silence {
public:
  explicit Silence(DiagnosticsEngine &Engine)
      : Engine(Engine), Before(Engine.getSuppressAllDiagnostics()),
        Trap(Engine) {
    Engine.setSuppressAllDiagnostics(true);
  }
  ~Silence() { Engine.setSuppressAllDiagnostics(Before); }
  bool heardError() const { return Trap.hasUnrecoverableErrorOccurred(); }

private:
  DiagnosticsEngine &Engine;
  bool Before;
  DiagnosticErrorTrap Trap;
};

} // namespace

Instantiated
lower::instantiateOnDemand(Sema &S, const Catalog &Models,
                           llvm::ArrayRef<OpenMember> Open,
                           llvm::ArrayRef<CXXMethodDecl *> Members,
                           llvm::ArrayRef<const FunctionDecl *> Users,
                           llvm::ArrayRef<const Expr *> Initializers) {
  Silence Quiet(S.getDiagnostics());
  Program Nothing;
  Unit Rows(S.Context, Models, nullptr, Nothing);
  Uses Find(S, Rows, Open);
  if (!Open.empty()) {
    for (const FunctionDecl *F : Users) {
      if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
        for (const CXXCtorInitializer *Init : C->inits())
          Find.TraverseStmt(Init->getInit());
      Find.TraverseStmt(F->getBody());
    }
    for (const Expr *Init : Initializers)
      Find.TraverseStmt(const_cast<Expr *>(Init));
  }
  S.PerformPendingInstantiations();
  // What a library's declaration has asked the type of, its body calls.
  for (const OpenMember &O : Open) {
    auto *Operator = dyn_cast<FunctionTemplateDecl>(O.Member);
    if (!Operator || isa<CXXConstructorDecl>(Operator->getTemplatedDecl()) ||
        hasInstantiatedBody(Operator))
      continue;
    EnterExpressionEvaluationContext Running(
        S, Sema::ExpressionEvaluationContext::PotentiallyEvaluated);
    llvm::SmallVector<FunctionDecl *, 2> Declared(Operator->specializations());
    for (FunctionDecl *F : Declared)
      if (!F->isInvalidDecl())
        S.MarkFunctionReferenced(Operator->getLocation(), F);
  }
  for (CXXMethodDecl *M : Members)
    if (Rows.holdsLock(M->getParent()))
      S.InstantiateFunctionDefinition(M->getParent()->getLocation(), M);
  S.PerformPendingInstantiations();
  Instantiated Out;
  Out.AnyBody = llvm::any_of(Open, hasBody) || llvm::any_of(Members, [](const CXXMethodDecl *M) { return M->hasBody(); });
  Out.AnyError = Quiet.heardError();
  return Out;
}
