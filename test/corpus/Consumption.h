//===- Consumption.h - does anything consume an rvalue? -------------------===//
//
// Follows `std::move(x)` into the function that takes it, and on through the
// functions of the project whose bodies can be read, to the constructor that
// is chosen in the end. Answers with the rule by which nothing is moved, or
// with nothing where a move happens or may happen. Bodies in system headers
// are taken to do what their parameters say; so are virtual functions. Shares
// no code with Holdfast, which is measured.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TEST_CORPUS_CONSUMPTION_H
#define HOLDFAST_TEST_CORPUS_CONSUMPTION_H

#include "Finder.h"

#include <map>

namespace mutation {

inline bool isNamed(const clang::CallExpr *Call, llvm::StringRef Name) {
  const clang::FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && Callee->isInStdNamespace() && Callee->getIdentifier() &&
         Callee->getName() == Name;
}

/// Collects what a body does to a parameter, or to `*this` where none is
/// given: the rvalues that it makes of the whole (`std::move(p)`,
/// `std::forward<T>(p)`, a cast to `T&&`), whether it makes one of a part, the
/// calls that get the whole by reference, and whether it has the whole reset
/// itself (`p.clear()`) or does no more than to read numbers.
class Rvalues : public clang::RecursiveASTVisitor<Rvalues> {
public:
  Rvalues(clang::ASTContext &Context, const clang::VarDecl *Variable)
      : Context(Context), Variable(Variable) {}
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitCallExpr(clang::CallExpr *Call) {
    if (Call->getNumArgs() == 1 &&
        (isNamed(Call, "move") || isNamed(Call, "forward")))
      add(Call, Call->getArg(0));
    else if (!llvm::isa<clang::CXXOperatorCallExpr>(Call))
      for (unsigned I = 0; I < Call->getNumArgs(); ++I)
        if (Call->getArg(I)->isLValue() && isWhole(Call->getArg(I)))
          Lent.push_back({Call->getDirectCallee(), I});
    return true;
  }
  bool VisitExplicitCastExpr(clang::ExplicitCastExpr *Cast) {
    if (Cast->getTypeAsWritten()->isRValueReferenceType())
      add(Cast, Cast->getSubExpr());
    return true;
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr *Ref) {
    if (Ref->getDecl() == Variable)
      OnlyReads &= isRead(Ref);
    return true;
  }
  bool VisitCXXMemberCallExpr(clang::CXXMemberCallExpr *Call) {
    const clang::CXXMethodDecl *Method = Call->getMethodDecl();
    Resets |= Method && !Method->isConst() && Call->getNumArgs() == 0 &&
              isWhole(Call->getImplicitObjectArgument());
    return true;
  }
  /// A closure's copy of the parameter is not the parameter.
  bool TraverseLambdaExpr(clang::LambdaExpr *Lambda) {
    unsigned Before = Copies;
    for (const clang::LambdaCapture &C : Lambda->captures())
      Copies += C.capturesVariable() && C.getCapturedVar() == Variable &&
                C.getCaptureKind() == clang::LCK_ByCopy;
    bool Result = RecursiveASTVisitor::TraverseLambdaExpr(Lambda);
    Copies = Before;
    return Result;
  }

  std::vector<const clang::Expr *> Whole;
  std::vector<std::pair<const clang::FunctionDecl *, unsigned>> Lent;
  bool HasPart = false, Resets = false, OnlyReads = true;

private:
  /// A number of the variable's, or one of a member's, is read.
  bool isRead(const clang::Expr *E) {
    auto Parents = Context.getParents(*E);
    if (Parents.empty())
      return false;
    if (const auto *Member = Parents[0].get<clang::MemberExpr>())
      return llvm::isa<clang::FieldDecl>(Member->getMemberDecl()) &&
             isRead(Member);
    const auto *Cast = Parents[0].get<clang::ImplicitCastExpr>();
    return Cast && Cast->getCastKind() == clang::CK_LValueToRValue;
  }
  bool isWhole(const clang::Expr *E) const {
    E = E->IgnoreParenImpCasts();
    if (!Variable) {
      const auto *Star = llvm::dyn_cast<clang::UnaryOperator>(E);
      return llvm::isa<clang::CXXThisExpr>(E) ||
             (Star && isWhole(Star->getSubExpr()));
    }
    const auto *Ref = llvm::dyn_cast<clang::DeclRefExpr>(E);
    return Ref && Ref->getDecl() == Variable && !Copies;
  }
  void add(const clang::Expr *Rvalue, const clang::Expr *Of) {
    if (isWhole(Of))
      return Whole.push_back(Rvalue);
    const auto *Part =
        llvm::dyn_cast<clang::MemberExpr>(Of->IgnoreParenImpCasts());
    if (!Part || Part->getType().isTriviallyCopyableType(Context))
      return;
    while (const auto *Outer = llvm::dyn_cast<clang::MemberExpr>(
               Part->getBase()->IgnoreParenImpCasts()))
      Part = Outer;
    HasPart |= isWhole(Part->getBase());
  }
  clang::ASTContext &Context;
  const clang::VarDecl *Variable;
  unsigned Copies = 0;
};

class Consumption {
public:
  explicit Consumption(clang::ASTContext &Context) : Context(Context) {}

  /// The first thing above the rvalue that does something with it: empty where
  /// that consumes it, else the rule that leaves the mutant out.
  std::string whyNot(const clang::Expr *Value) {
    auto Node = clang::DynTypedNode::create(*Value);
    while (true) {
      auto Parents = Context.getParents(Node);
      if (Parents.empty())
        return unclear("not understood: no parent");
      const auto *Child = Node.get<clang::Expr>();
      clang::DynTypedNode Parent = Parents[0];
      if (const auto *Construct = Parent.get<clang::CXXConstructExpr>()) {
        for (unsigned I = 0; I < Construct->getNumArgs(); ++I)
          if (Construct->getArg(I) == Child)
            return whyNot(Construct->getConstructor(), I);
        return unclear("not understood: construction");
      }
      if (const auto *Call = Parent.get<clang::CallExpr>())
        return whyNotByCall(Call, Child);
      if (const auto *Member = Parent.get<clang::MemberExpr>()) {
        const auto *Method =
            llvm::dyn_cast<clang::CXXMethodDecl>(Member->getMemberDecl());
        if (!Method)
          return unclear("moves a member only");
        if (Method->getRefQualifier() != clang::RQ_RValue)
          return "only a cast: calls a function that is not &&-qualified";
        return leavesAlone(Method, std::nullopt)
                   ? "only a cast: the &&-qualified function is seen not to "
                     "move its object"
                   : "";
      }
      if (Parent.get<clang::VarDecl>() || Parent.get<clang::ReturnStmt>())
        return unclear("only a cast: binds a reference");
      if (!Parent.get<clang::ImplicitCastExpr>() &&
          !Parent.get<clang::ParenExpr>() &&
          !Parent.get<clang::MaterializeTemporaryExpr>() &&
          !Parent.get<clang::ExprWithCleanups>() &&
          !Parent.get<clang::CXXBindTemporaryExpr>() &&
          !Parent.get<clang::ExplicitCastExpr>() &&
          !Parent.get<clang::InitListExpr>())
        return Parent.get<clang::Expr>()
                   ? unclear("only a cast: nothing takes the value")
                   : "only a cast: nothing takes the value";
      Node = Parent;
    }
  }

private:
  /// In the function that the measure looks at, what is not understood leaves
  /// a mutant out; in one that it calls, it must not.
  std::string unclear(const char *Why) const { return Depth ? "" : Why; }

  std::string whyNotByCall(const clang::CallExpr *Call,
                           const clang::Expr *Child) {
    const clang::FunctionDecl *Callee = Call->getDirectCallee();
    // A second `std::move` or `std::forward`: what takes that one counts.
    if (Call->getNumArgs() == 1 &&
        (isNamed(Call, "move") || isNamed(Call, "forward")))
      return whyNot(Call);
    const auto *Method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(Callee);
    unsigned Shift = llvm::isa<clang::CXXOperatorCallExpr>(Call) && Method &&
                     Method->isInstance();
    for (unsigned I = 0; I < Call->getNumArgs(); ++I) {
      if (Call->getArg(I) != Child)
        continue;
      if (I < Shift)
        return unclear("only a cast: an operator's object");
      return whyNot(Callee, I - Shift);
    }
    return unclear("not understood: call");
  }

  std::string whyNot(const clang::FunctionDecl *Callee, unsigned Index) {
    if (!Callee)
      return "";
    if (Index >= Callee->getNumParams())
      return "passed to an ellipsis";
    clang::QualType Type = Callee->getParamDecl(Index)->getType();
    if (Type->isLValueReferenceType())
      return "only a cast: binds to const T&";
    if (Type->isRValueReferenceType() && leavesAlone(Callee, Index))
      return "only a cast: the callee, and what it calls, is seen not to move "
             "its T&&";
    return "";
  }

  static bool isHandWrittenMove(const clang::FunctionDecl *Callee) {
    const auto *Constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(Callee);
    const auto *Method = llvm::dyn_cast<clang::CXXMethodDecl>(Callee);
    return (Constructor && Constructor->isMoveConstructor()) ||
           (Method && Method->isMoveAssignmentOperator());
  }

  enum class Answer { Unknown, Moves, LeavesAlone };

  bool leavesAlone(const clang::FunctionDecl *Callee,
                   std::optional<unsigned> Index) {
    return ask(Callee, Index) == Answer::LeavesAlone;
  }

  /// What a callee whose body can be read, with what it calls, does to the
  /// parameter (or its object, where no index is given). A hand-written move
  /// constructor or assignment, which may take the members one by one, leaves
  /// its source alone only where it also has it reset itself, or copies numbers
  /// and nothing else.
  Answer ask(const clang::FunctionDecl *Callee, std::optional<unsigned> Index) {
    const auto *Method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(Callee);
    const clang::FunctionDecl *Definition = nullptr;
    if (!Callee || (Method && Method->isVirtual()) ||
        !Callee->hasBody(Definition) || Definition->isDefaulted() ||
        Context.getSourceManager().isInSystemHeader(
            Definition->getLocation()) ||
        (Index && *Index >= Definition->getNumParams()) || Depth > 12)
      return Answer::Unknown;
    auto [At, IsNew] = Known.try_emplace(
        {Definition, Index ? int(*Index) : -1}, Answer::Unknown);
    if (!IsNew)
      return At->second; // in a recursion: unknown
    Rvalues Made(Context, Index ? Definition->getParamDecl(*Index) : nullptr);
    Made.TraverseDecl(const_cast<clang::FunctionDecl *>(Definition));
    ++Depth;
    bool Moves =
        Made.HasPart ||
        llvm::any_of(
            Made.Whole,
            [&](const clang::Expr *Value) { return whyNot(Value).empty(); }) ||
        llvm::any_of(Made.Lent, [&](const auto &To) {
          return ask(To.first, To.second) == Answer::Moves;
        });
    --Depth;
    Answer Result = Moves ? Answer::Moves : Answer::LeavesAlone;
    if (!Moves && isHandWrittenMove(Definition) && !Made.Resets &&
        !Made.OnlyReads)
      Result = Answer::Unknown;
    return At->second = Result;
  }

  clang::ASTContext &Context;
  std::map<std::pair<const clang::FunctionDecl *, int>, Answer> Known;
  unsigned Depth = 0;
};

} // namespace mutation

#endif
