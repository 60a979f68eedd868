//===- Moves.cpp - where the mutation measure may insert a use ------------===//
//
// A small program of its own for mutate.py: prints each `std::move(x)` of a
// named local or parameter, with the place right after its full statement (or
// the start of a constructor's body, where the move is in an initialiser), or
// with the rule that leaves it out. Whether the mutant compiles, and whether
// the place is reachable, is left to the compiler. See Finder.h.
//
//===----------------------------------------------------------------------===//

#include "Finder.h"

using namespace clang;

namespace {

bool isNamed(const CallExpr *Call, llvm::StringRef Name) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && Callee->isInStdNamespace() && Callee->getIdentifier() &&
         Callee->getName() == Name;
}

/// Looks for an rvalue made of one variable: `std::move(p)`,
/// `std::forward<T>(p)` or a cast to `T&&`.
class RvalueFinder : public RecursiveASTVisitor<RvalueFinder> {
public:
  explicit RvalueFinder(const VarDecl *Variable) : Variable(Variable) {}
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitCallExpr(CallExpr *Call) {
    if (Call->getNumArgs() == 1 &&
        (isNamed(Call, "move") || isNamed(Call, "forward")))
      Found |= names(Call->getArg(0));
    return !Found;
  }
  bool VisitExplicitCastExpr(ExplicitCastExpr *Cast) {
    if (Cast->getTypeAsWritten()->isRValueReferenceType())
      Found |= names(Cast->getSubExpr());
    return !Found;
  }
  bool Found = false;

private:
  bool names(const Expr *E) const {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return Ref && Ref->getDecl() == Variable;
  }
  const VarDecl *Variable;
};

/// True where the callee's body can be read and never makes an rvalue of the
/// parameter. Bodies in system headers are taken to do what they say, and so
/// are hand-written move constructors and assignments, which may take the
/// members one by one.
bool isSeenNotToMove(const FunctionDecl *Callee, unsigned Index) {
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(Callee);
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if ((Constructor && Constructor->isMoveConstructor()) ||
      (Method && Method->isMoveAssignmentOperator()))
    return false;
  const FunctionDecl *Definition = nullptr;
  if (!Callee->hasBody(Definition) || Definition->isDefaulted() ||
      Definition->getASTContext().getSourceManager().isInSystemHeader(
          Definition->getLocation()) ||
      Index >= Definition->getNumParams())
    return false;
  RvalueFinder Finder(Definition->getParamDecl(Index));
  Finder.TraverseDecl(const_cast<FunctionDecl *>(Definition));
  return !Finder.Found;
}

/// What a call does with an rvalue bound to its parameter: empty where it
/// consumes it, else the rule that leaves the mutant out.
std::string whyNotConsumed(const FunctionDecl *Callee, unsigned Index) {
  if (!Callee)
    return "";
  if (Index >= Callee->getNumParams())
    return "passed to an ellipsis";
  QualType Type = Callee->getParamDecl(Index)->getType();
  if (Type->isLValueReferenceType())
    return "only a cast: binds to const T&";
  if (Type->isRValueReferenceType() && isSeenNotToMove(Callee, Index))
    return "only a cast: the callee is seen not to move its T&&";
  return "";
}

class Finder : public RecursiveASTVisitor<Finder> {
public:
  explicit Finder(ASTContext &Context)
      : Context(Context), Sources(Context.getSourceManager()) {}
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitCallExpr(CallExpr *Call) {
    if (Call->getNumArgs() != 1 || !isNamed(Call, "move") ||
        Call->isTypeDependent())
      return true;
    const auto *Ref =
        dyn_cast<DeclRefExpr>(Call->getArg(0)->IgnoreParenImpCasts());
    const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!Variable || !Variable->hasLocalStorage() || !Variable->getIdentifier())
      return true;
    SourceLocation Where = Call->getBeginLoc();
    llvm::StringRef File = Sources.getFilename(Sources.getFileLoc(Where));
    if (File.starts_with(mutation::Inside))
      record(Call, Ref, Variable);
    return true;
  }

private:
  struct Place {
    const Stmt *Statement = nullptr; ///< the full statement, or null
    const CXXConstructorDecl *Constructor = nullptr; ///< or its initialiser's
    std::string LeftOut;
  };

  static bool leaves(const Stmt *S) {
    if (const auto *Block = dyn_cast<CompoundStmt>(S))
      return !Block->body_empty() && leaves(Block->body_back());
    return isa<ReturnStmt, BreakStmt, ContinueStmt, CXXThrowExpr, GotoStmt>(S);
  }

  /// Walks from the move to the child of a block that holds it.
  Place findStatement(const CallExpr *Call) {
    Place Result;
    DynTypedNode Node = DynTypedNode::create(*Call);
    while (true) {
      auto Parents = Context.getParents(Node);
      if (Parents.empty())
        break;
      const auto *Self = Node.get<Stmt>();
      if (Self && isa<ReturnStmt, CXXThrowExpr, CoreturnStmt>(Self))
        Result.LeftOut = "unreachable: the statement leaves the function";
      if (Self && isa<CXXNoexceptExpr, UnaryExprOrTypeTraitExpr, CXXTypeidExpr>(
                      Self))
        Result.LeftOut = "unevaluated";
      DynTypedNode Parent = Parents[0];
      if (const auto *If = Parent.get<IfStmt>();
          If && Self == If->getCond() && leaves(If->getThen()))
        Result.LeftOut = "tested: the answer may tell that nothing was moved";
      if (Self && Parent.get<CompoundStmt>()) {
        Result.Statement = Self;
        return Result;
      }
      if (const auto *Constructor = Parent.get<CXXConstructorDecl>()) {
        Result.Constructor = Constructor;
        return Result;
      }
      if (Parent.get<FunctionDecl>() || Parent.get<FieldDecl>())
        break;
      Node = Parent;
    }
    Result.LeftOut = "not in a statement of a block";
    return Result;
  }

  /// The first thing above the move that does something with the rvalue.
  std::string whyNotConsumedBy(const Expr *Value) {
    DynTypedNode Node = DynTypedNode::create(*Value);
    while (true) {
      auto Parents = Context.getParents(Node);
      if (Parents.empty())
        return "not understood: no parent";
      const Expr *Child = Node.get<Expr>();
      DynTypedNode Parent = Parents[0];
      if (const auto *Construct = Parent.get<CXXConstructExpr>()) {
        for (unsigned I = 0; I < Construct->getNumArgs(); ++I)
          if (Construct->getArg(I) == Child)
            return whyNotConsumed(Construct->getConstructor(), I);
        return "not understood: construction";
      }
      if (const auto *Call = Parent.get<CallExpr>())
        return whyNotConsumedByCall(Call, Child);
      if (const auto *Member = Parent.get<MemberExpr>()) {
        const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
        if (!Method)
          return "moves a member only";
        return Method->getRefQualifier() == RQ_RValue
                   ? ""
                   : "only a cast: calls a function that is not &&-qualified";
      }
      if (Parent.get<VarDecl>() || Parent.get<ReturnStmt>())
        return "only a cast: binds a reference";
      if (!Parent.get<ImplicitCastExpr>() && !Parent.get<ParenExpr>() &&
          !Parent.get<MaterializeTemporaryExpr>() &&
          !Parent.get<ExprWithCleanups>() &&
          !Parent.get<CXXBindTemporaryExpr>() &&
          !Parent.get<ExplicitCastExpr>() && !Parent.get<InitListExpr>())
        return "only a cast: nothing takes the value";
      Node = Parent;
    }
  }

  std::string whyNotConsumedByCall(const CallExpr *Call, const Expr *Child) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
    unsigned Shift = isa<CXXOperatorCallExpr>(Call) && Method &&
                     Method->isInstance();
    for (unsigned I = 0; I < Call->getNumArgs(); ++I) {
      if (Call->getArg(I) != Child)
        continue;
      if (I < Shift)
        return "only a cast: an operator's object";
      return whyNotConsumed(Callee, I - Shift);
    }
    return "not understood: call";
  }

  /// Whether the statement names the variable elsewhere than in the move in a
  /// way that may give it a new value.
  bool mayRefill(const Stmt *S, const DeclRefExpr *Moved) {
    if (!S)
      return false;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      if (Ref != Moved && Ref->getDecl() == Moved->getDecl() &&
          Ref->getBeginLoc() != Moved->getBeginLoc() && isWritten(Ref))
        return true;
    for (const Stmt *Child : S->children())
      if (mayRefill(Child, Moved))
        return true;
    return false;
  }

  /// A read is a conversion to an rvalue, a copy, or a const call; all else
  /// may write.
  bool isWritten(const DeclRefExpr *Ref) {
    auto Parents = Context.getParents(*Ref);
    if (Parents.empty())
      return true;
    if (const auto *Cast = Parents[0].get<ImplicitCastExpr>())
      return Cast->getCastKind() != CK_LValueToRValue &&
             !Cast->getType().isConstQualified();
    if (const auto *Member = Parents[0].get<MemberExpr>())
      if (const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl()))
        return !Method->isConst();
    return true;
  }

  /// The offset just after the statement (and its semicolon), or none where a
  /// macro is in the way.
  std::optional<unsigned> offsetAfter(const Stmt *S, FileID File) {
    SourceLocation End = S->getEndLoc();
    if (End.isMacroID() || Sources.getFileID(End) != File)
      return std::nullopt;
    unsigned Width = Lexer::MeasureTokenLength(End, Sources, Context.getLangOpts());
    auto Next = Lexer::findNextToken(End, Sources, Context.getLangOpts());
    if (Next && Next->is(tok::semi))
      return Sources.getFileOffset(Next->getEndLoc());
    return Sources.getFileOffset(End) + Width;
  }

  void record(const CallExpr *Call, const DeclRefExpr *Ref,
              const VarDecl *Variable) {
    SourceLocation Where = Sources.getFileLoc(Call->getBeginLoc());
    FileID File = Sources.getFileID(Where);
    Place Found = findStatement(Call);
    std::string LeftOut = Found.LeftOut;
    auto leaveOut = [&](bool When, std::string Why) {
      if (LeftOut.empty() && When)
        LeftOut = std::move(Why);
    };
    QualType Type = Ref->getType().getNonReferenceType();
    leaveOut(Call->getBeginLoc().isMacroID(), "inside a macro");
    leaveOut(Type.isConstQualified(), "const object: a copy happens");
    leaveOut(Type.isTriviallyCopyableType(Context), "trivially copyable type");
    if (LeftOut.empty())
      LeftOut = whyNotConsumedBy(Call);
    std::optional<unsigned> Offset;
    if (Found.Statement) {
      leaveOut(mayRefill(Found.Statement, Ref),
               "the same statement may write it anew");
      SourceRange Range = Found.Statement->getSourceRange();
      leaveOut(!isa<DeclStmt>(Found.Statement) &&
                   Sources.isPointWithin(Variable->getLocation(),
                                         Range.getBegin(), Range.getEnd()),
               "not in scope after the statement");
      Offset = offsetAfter(Found.Statement, File);
    } else if (Found.Constructor) {
      const auto *Body =
          dyn_cast_or_null<CompoundStmt>(Found.Constructor->getBody());
      if (Body && Body->getLBracLoc().isFileID() &&
          Sources.getFileID(Body->getLBracLoc()) == File)
        Offset = Sources.getFileOffset(Body->getLBracLoc()) + 1;
    }
    leaveOut(!Offset, "no place after the statement");
    const FunctionDecl *Function = mutation::outermostFunction(Context, *Call);
    leaveOut(!Function, "not in a function");
    print(Where, Variable, Type, Function, Offset.value_or(0), LeftOut);
  }

  void print(SourceLocation Where, const VarDecl *Variable, QualType Type,
             const FunctionDecl *Function, unsigned Offset,
             llvm::StringRef LeftOut) {
    llvm::json::Object Object =
        mutation::rowOf(Sources, Where, Function, Offset, LeftOut);
    Object["name"] = Variable->getName();
    Object["type"] = Type.getAsString(Context.getPrintingPolicy());
    llvm::outs() << llvm::json::Value(std::move(Object)) << "\n";
  }

  ASTContext &Context;
  SourceManager &Sources;
};

} // namespace

int main(int Argc, const char **Argv) {
  return mutation::run<Finder>(Argc, Argv);
}
