//===- Threads.cpp - where the mutation measure may break a thread --------===//
//
// A small program of its own for mutate-threads.py: prints each by-value
// capture of a closure that is given to a thread, which becomes one by
// reference, and each `t.join()` of a local or an element, which goes. A rule
// leaves out the mutants that are right: those whose thread ends before the
// variable does, as far as the scopes in the text tell. See Finder.h.
//
//===----------------------------------------------------------------------===//

#include "Finder.h"

using namespace clang;

namespace {

std::string className(QualType Type) {
  const auto *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  return Record ? Record->getQualifiedNameAsString() : "";
}
bool isThread(QualType Type) {
  std::string Name = className(Type);
  return Name == "std::thread" || Name == "std::jthread" ||
         Name == "boost::thread";
}
bool isContainerOfThreads(QualType Type) {
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Type.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Spec || !Spec->isInStdNamespace())
    return false;
  for (const TemplateArgument &A : Spec->getTemplateArgs().asArray())
    if (A.getKind() == TemplateArgument::Type && isThread(A.getAsType()))
      return true;
  return false;
}

/// What gives a closure to threads that outlive the call: Asio's contexts.
bool isExecutor(const FunctionDecl *Callee) {
  std::string Name = Callee->getQualifiedNameAsString();
  return Name == "boost::asio::post" || Name == "boost::asio::dispatch" ||
         Name == "boost::asio::defer";
}

/// The variable that an expression names, or of whose elements one is.
const VarDecl *variableOf(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return dyn_cast<VarDecl>(Ref->getDecl());
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return variableOf(Element->getBase());
  if (const auto *Element = dyn_cast<CXXOperatorCallExpr>(E))
    return Element->getOperator() == OO_Subscript
               ? variableOf(Element->getArg(0))
               : nullptr;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    return isContainerOfThreads(Call->getImplicitObjectArgument()->getType())
               ? variableOf(Call->getImplicitObjectArgument())
               : nullptr;
  return nullptr;
}

/// Looks for what may end a thread: a call of something named so.
class EndFinder : public RecursiveASTVisitor<EndFinder> {
public:
  EndFinder(const SourceManager &Sources, SourceLocation After)
      : Sources(Sources), After(After) {}
  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || !Callee->getIdentifier() ||
        Sources.isBeforeInTranslationUnit(Call->getEndLoc(), After))
      return true;
    std::string Name = Callee->getName().lower();
    // A context's `run` ends with the work that it was given.
    if (Name == "run" && !Sources.isBeforeInTranslationUnit(
                             Call->getBeginLoc(), After))
      Found = Callee->getName();
    if (llvm::StringRef(Name).contains("async"))
      return true; // starts something
    for (const char *Word : {"join", "wait", "get", "stop", "sync", "done"})
      if (Name == Word ||
          (Word != llvm::StringRef("get") &&
           llvm::StringRef(Name).contains(Word)))
        Found = Found == "join" ? Found : Callee->getName().str();
    IsDetached |= Name == "detach";
    return true;
  }
  std::string Found;
  bool IsDetached = false;

private:
  const SourceManager &Sources;
  SourceLocation After;
};

/// Looks for classes of the project whose constructors get the variable.
class LoanFinder : public RecursiveASTVisitor<LoanFinder> {
public:
  explicit LoanFinder(const VarDecl *Variable) : Variable(Variable) {}
  bool VisitCXXConstructExpr(CXXConstructExpr *Construct) {
    const CXXRecordDecl *Class = Construct->getConstructor()->getParent();
    for (const Expr *Argument : Construct->arguments())
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Argument->IgnoreParens());
          Ref && Ref->getDecl() == Variable && !Class->isInStdNamespace())
        To.push_back(Class);
    return true;
  }
  std::vector<const CXXRecordDecl *> To;

private:
  const VarDecl *Variable;
};

/// Who holds the thread that a closure is given to.
struct Handle {
  bool IsSpawned = false, IsDetached = false, IsJoined = false;
  const VarDecl *Variable = nullptr; ///< null: it outlives the function
};

class Finder : public RecursiveASTVisitor<Finder> {
public:
  explicit Finder(ASTContext &Context)
      : Context(Context), Sources(Context.getSourceManager()) {}
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    if (!isInside(Lambda->getBeginLoc()) ||
        mutation::isInPattern(Context, *Lambda))
      return true;
    Handle Thread = handleOf(Lambda);
    if (!Thread.IsSpawned)
      return true;
    const VarDecl *Implied = nullptr;
    std::string WhyNotImplied;
    for (const LambdaCapture &C : Lambda->captures()) {
      const auto *Variable = C.capturesVariable()
                                 ? dyn_cast<VarDecl>(C.getCapturedVar())
                                 : nullptr;
      if (!Variable || C.getCaptureKind() != LCK_ByCopy)
        continue;
      std::string Why = Lambda->isInitCapture(&C)
                            ? "an init-capture"
                            : whyRight(Lambda, Variable, Thread);
      if (C.isExplicit())
        print("by-reference", C.getLocation(), 0, "&", Lambda, Variable, Why);
      else if (!Implied || (!WhyNotImplied.empty() && Why.empty()))
        Implied = Variable, WhyNotImplied = Why;
    }
    if (Implied && Lambda->getCaptureDefault() == LCD_ByCopy)
      print("by-reference", Lambda->getCaptureDefaultLoc(), 1, "&", Lambda,
            Implied, WhyNotImplied);
    return true;
  }

  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *Call) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    if (!Method || !Method->getIdentifier() || Method->getName() != "join" ||
        !isInside(Call->getBeginLoc()) || mutation::isInPattern(Context, *Call))
      return true;
    const Expr *Object = Call->getImplicitObjectArgument();
    QualType Type = Object->getType();
    if (!isThread(Type->isPointerType() ? Type->getPointeeType() : Type))
      return true;
    const VarDecl *Variable = variableOf(Object);
    // `for (std::thread &t : threads) t.join();`
    if (const auto *Loop = Variable ? loopOf(Variable) : nullptr)
      Variable = variableOf(Loop->getRangeInit());
    std::string Why;
    if (className(Type) == "std::jthread")
      Why = "its destructor joins";
    else if (!Variable || !Variable->hasLocalStorage() ||
             Variable->getType()->isReferenceType() ||
             Variable->getType()->isPointerType() || Type->isPointerType())
      Why = "not the thread of a local or of its element";
    else if (isInLambda(Call))
      Why = "joined in a lambda";
    else if (isLentToJoiner(Variable, Call))
      Why = "lent to an object whose class joins a thread";
    unsigned Length = Sources.getFileOffset(Call->getEndLoc()) + 1 -
                      Sources.getFileOffset(Call->getBeginLoc());
    print("join", Call->getBeginLoc(), Length, "(void)0", Call, Variable, Why);
    return true;
  }

private:
  bool isInside(SourceLocation Where) const {
    return Sources.getFilename(Sources.getFileLoc(Where))
        .starts_with(mutation::Inside);
  }

  /// Walks up from the closure to the thread that is made of it, and on to
  /// what holds that.
  Handle handleOf(const LambdaExpr *Lambda) {
    Handle Result;
    auto Node = DynTypedNode::create(*Lambda);
    for (auto Parents = Context.getParents(Node); !Parents.empty();
         Parents = Context.getParents(Node)) {
      DynTypedNode Parent = Parents[0];
      if (const auto *Call = Parent.get<CallExpr>()) {
        held(Call, Node.get<Expr>(), Result);
        if (!Result.IsSpawned || !continues(Call))
          return Result;
      } else if (const auto *Construct = Parent.get<CXXConstructExpr>()) {
        if (isThread(Construct->getType()))
          Result.IsSpawned = true;
        else if (!Result.IsSpawned && !Construct->isElidable() &&
                 className(Construct->getType()) !=
                     Lambda->getLambdaClass()->getQualifiedNameAsString())
          return Result;
      } else if (const auto *Variable = Parent.get<VarDecl>()) {
        Result.Variable = Variable->hasLocalStorage() ? Variable : nullptr;
        return Result;
      } else if (Parent.get<MemberExpr>() && Node.get<Expr>()) {
        // `std::thread(...).detach()`: the call comes next.
      } else if (const auto *E = Parent.get<Expr>();
                 !E || isa<LambdaExpr>(E)) {
        return Result; // a statement, a member's initialiser: nobody's or its
      }
      Node = Parent;
    }
    return Result;
  }

  /// True where the value of the call is what is held.
  static bool continues(const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    return Callee && Callee->getIdentifier() &&
           (Callee->getName() == "async" || Callee->getName() == "move");
  }

  void held(const CallExpr *Call, const Expr *Child, Handle &Result) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (const auto *Assign = dyn_cast<CXXOperatorCallExpr>(Call)) {
      if (Assign->getOperator() == OO_Equal && Result.IsSpawned)
        Result.Variable = localOf(Assign->getArg(0));
      return;
    }
    if (!Callee || !Callee->getIdentifier())
      return;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
      const Expr *Object = Member->getImplicitObjectArgument();
      if (isContainerOfThreads(Object->getType())) {
        Result.IsSpawned |= Callee->getName().starts_with("emplace");
        Result.Variable = localOf(Object);
      } else if (Result.IsSpawned && isThread(Object->getType())) {
        Result.IsDetached = Callee->getName() == "detach";
        Result.IsJoined = Callee->getName() == "join";
      }
      return;
    }
    if (isExecutor(Callee)) {
      Result.IsSpawned = true;
      return;
    }
    if (Callee->isInStdNamespace() && Callee->getName() == "async") {
      Result.IsSpawned = true;
      // A future that nobody takes joins at once.
      Result.IsJoined = Context.getParents(*Call)[0].get<Expr>() == nullptr &&
                        Context.getParents(*Call)[0].get<VarDecl>() == nullptr;
    }
  }

  static const VarDecl *localOf(const Expr *E) {
    const VarDecl *Variable = variableOf(E);
    return Variable && Variable->hasLocalStorage() &&
                   !Variable->getType()->isReferenceType() &&
                   !Variable->getType()->isPointerType()
               ? Variable
               : nullptr;
  }

  /// The statement with which a local dies; of a parameter, the body.
  const Stmt *scopeOf(const VarDecl *Variable) {
    if (isa<ParmVarDecl>(Variable)) {
      const auto *Function = dyn_cast<FunctionDecl>(Variable->getDeclContext());
      return Function ? Function->getBody() : nullptr;
    }
    auto Node = DynTypedNode::create(*Variable);
    for (auto Parents = Context.getParents(Node); !Parents.empty();
         Parents = Context.getParents(Node)) {
      Node = Parents[0];
      if (const auto *S = Node.get<Stmt>(); S && !isa<DeclStmt>(S))
        return S;
    }
    return nullptr;
  }

  /// The rule that leaves a capture out: the mutant would be right, or nobody
  /// can tell from the text.
  std::string whyRight(const LambdaExpr *Lambda, const VarDecl *Variable,
                       const Handle &Thread) {
    if (!Variable->hasLocalStorage())
      return "not a local";
    if (Variable->getType()->isReferenceType())
      return "a reference: what it denotes may live on";
    if (Thread.IsDetached)
      return "";
    if (Thread.IsJoined)
      return "joined at once";
    const Stmt *Scope = scopeOf(Variable);
    if (!Scope)
      return "no scope";
    EndFinder Ends(Sources, Lambda->getEndLoc());
    Ends.TraverseStmt(const_cast<Stmt *>(Scope));
    if (Ends.IsDetached)
      return "";
    if (Thread.Variable &&
        Sources.isPointWithin(Thread.Variable->getLocation(),
                              Scope->getBeginLoc(), Scope->getEndLoc()))
      return "the handle dies with the variable's scope";
    if (!Ends.Found.empty())
      return "may be joined in the variable's scope";
    return "";
  }

  /// The range-for whose variable it is, or null.
  const CXXForRangeStmt *loopOf(const VarDecl *Variable) {
    auto Parents = Context.getParents(*Variable);
    if (Parents.empty())
      return nullptr;
    Parents = Context.getParents(Parents[0]);
    const auto *Loop =
        Parents.empty() ? nullptr : Parents[0].get<CXXForRangeStmt>();
    return Loop && Loop->getLoopVariable() == Variable ? Loop : nullptr;
  }

  /// True where the function makes, with the variable as an argument, an object
  /// of a class in which something is joined: it joins this one, we believe.
  bool isLentToJoiner(const VarDecl *Variable, const Stmt *Join) {
    const FunctionDecl *Around = mutation::outermostFunction(Context, *Join);
    LoanFinder Loans(Variable);
    if (Around)
      Loans.TraverseStmt(Around->getBody());
    return llvm::any_of(Loans.To, [&](const CXXRecordDecl *Class) {
      EndFinder Ends(Sources, Class->getBeginLoc());
      Ends.TraverseDecl(const_cast<CXXRecordDecl *>(Class));
      return Ends.Found == "join";
    });
  }

  bool isInLambda(const Stmt *S) {
    auto Node = DynTypedNode::create(*S);
    for (auto Parents = Context.getParents(Node); !Parents.empty();
         Parents = Context.getParents(Node)) {
      Node = Parents[0];
      if (Node.get<LambdaExpr>())
        return true;
    }
    return false;
  }

  template <class Node>
  void print(llvm::StringRef Kind, SourceLocation Where, unsigned Removed,
             llvm::StringRef Inserted, const Node *Around,
             const VarDecl *Variable, std::string LeftOut) {
    if (Where.isMacroID())
      LeftOut = "inside a macro";
    const FunctionDecl *Function = mutation::outermostFunction(Context, *Around);
    if (!Function)
      LeftOut = "not in a function";
    Where = Sources.getFileLoc(Where);
    llvm::json::Object Object = mutation::rowOf(
        Sources, Where, Function, Sources.getFileOffset(Where), LeftOut);
    Object["kind"] = Kind;
    Object["removed"] = Removed;
    Object["inserted"] = Inserted;
    Object["name"] = Variable ? Variable->getName() : "";
    Object["type"] =
        Variable ? Variable->getType().getAsString(Context.getPrintingPolicy())
                 : "";
    llvm::outs() << llvm::json::Value(std::move(Object)) << "\n";
  }

  ASTContext &Context;
  SourceManager &Sources;
};

} // namespace

int main(int Argc, const char **Argv) {
  return mutation::run<Finder>(Argc, Argv);
}
