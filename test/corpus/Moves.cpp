//===- Moves.cpp - where the mutation measure may insert a use ------------===//
//
// A small program of its own for mutate.py: prints each `std::move(x)` of a
// named local or parameter, with the place right after its full statement (or
// the start of a constructor's body, where the move is in an initialiser), or
// with the rule that leaves it out. Whether the mutant compiles, and whether
// the place is reachable, is left to the compiler; whether a move happens,
// to Consumption.h. See Finder.h.
//
//===----------------------------------------------------------------------===//

#include "Consumption.h"

using namespace clang;

namespace {

class Finder : public RecursiveASTVisitor<Finder> {
public:
  explicit Finder(ASTContext &Context)
      : Context(Context), Sources(Context.getSourceManager()), Moves(Context) {}
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitCallExpr(CallExpr *Call) {
    if (Call->getNumArgs() != 1 || !mutation::isNamed(Call, "move") ||
        Call->isTypeDependent())
      return true;
    const auto *Ref =
        dyn_cast<DeclRefExpr>(Call->getArg(0)->IgnoreParenImpCasts());
    const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!Variable || !Variable->hasLocalStorage() || !Variable->getIdentifier())
      return true;
    SourceLocation Where = Call->getBeginLoc();
    llvm::StringRef File = Sources.getFilename(Sources.getFileLoc(Where));
    if (File.starts_with(mutation::Inside) &&
        !mutation::isInPattern(Context, *Call))
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
      LeftOut = Moves.whyNot(Call);
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
  mutation::Consumption Moves;
};

} // namespace

int main(int Argc, const char **Argv) {
  return mutation::run<Finder>(Argc, Argv);
}
