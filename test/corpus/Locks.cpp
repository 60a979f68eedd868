//===- Locks.cpp - where the mutation measure may leave out a lock --------===//
//
// A small program of its own for mutate-locks.py: prints each declaration of a
// guard that takes a lock of the object, in a member function, with the fields
// of the object that the rest of its scope names; the mutant leaves the
// declaration out. A rule leaves out the mutants that say nothing. Which fields
// the lock guards is for the script to ask. See Finder.h.
//
//===----------------------------------------------------------------------===//

#include "Finder.h"

#include <map>

using namespace clang;

namespace {

/// The object's field that an expression names, through `&` and casts.
const FieldDecl *fieldOf(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(E))
    return Address->getOpcode() == UO_AddrOf ? fieldOf(Address->getSubExpr())
                                             : nullptr;
  const auto *Member = dyn_cast<MemberExpr>(E);
  if (!Member || !isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()))
    return nullptr;
  return dyn_cast<FieldDecl>(Member->getMemberDecl());
}

/// What the statements behind the guard do.
class ScopeReader : public RecursiveASTVisitor<ScopeReader> {
public:
  explicit ScopeReader(const VarDecl *Guard) : Guard(Guard) {}
  bool VisitMemberExpr(MemberExpr *Member) {
    if (const FieldDecl *Field = fieldOf(Member)) {
      ++Fields[Field->getName().str()];
      IsDeclared |= Field->hasAttr<GuardedByAttr>();
    }
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    UsesGuard |= Ref->getDecl() == Guard;
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

  std::map<std::string, int> Fields;
  bool UsesGuard = false, IsDeclared = false;

private:
  const VarDecl *Guard;
};

class Finder : public RecursiveASTVisitor<Finder> {
public:
  explicit Finder(ASTContext &Context)
      : Context(Context), Sources(Context.getSourceManager()) {}
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitCompoundStmt(CompoundStmt *Block) {
    for (auto It = Block->body_begin(); It != Block->body_end(); ++It)
      if (const auto *Declaration = dyn_cast<DeclStmt>(*It);
          Declaration && Declaration->isSingleDecl())
        if (const auto *Guard =
                dyn_cast<VarDecl>(Declaration->getSingleDecl()))
          look(Declaration, Guard, {It + 1, Block->body_end()});
    return true;
  }

private:
  static bool isGuard(QualType Type) {
    const auto *Class = Type->getAsCXXRecordDecl();
    if (!Class || !Class->getIdentifier())
      return false;
    const std::string Name = Class->getName().lower();
    return llvm::StringRef(Name).contains("lock") ||
           llvm::StringRef(Name).contains("guard");
  }

  void look(const DeclStmt *Statement, const VarDecl *Guard,
            llvm::ArrayRef<Stmt *> Rest) {
    SourceLocation Where = Statement->getBeginLoc();
    if (!Sources.getFilename(Sources.getFileLoc(Where))
             .starts_with(mutation::Inside) ||
        !isGuard(Guard->getType()) || !Guard->getInit())
      return;
    const auto *Made =
        dyn_cast<CXXConstructExpr>(Guard->getInit()->IgnoreImplicit());
    const FieldDecl *Lock =
        Made && Made->getNumArgs() == 1 ? fieldOf(Made->getArg(0)) : nullptr;
    if (!Lock || mutation::isInPattern(Context, *Statement))
      return;
    ScopeReader Scope(Guard);
    for (Stmt *Each : Rest)
      Scope.TraverseStmt(Each);
    Scope.Fields.erase(Lock->getName().str());
    const FunctionDecl *Function =
        mutation::outermostFunction(Context, *Statement);
    std::string LeftOut;
    if (Where.isMacroID() || Statement->getEndLoc().isMacroID())
      LeftOut = "inside a macro";
    else if (!Function)
      LeftOut = "not in a function";
    else if (isa<CXXConstructorDecl, CXXDestructorDecl>(Function))
      LeftOut = "in a constructor or destructor";
    else if (Scope.UsesGuard)
      LeftOut = "the guard is used";
    else if (Scope.Fields.empty())
      LeftOut = "no field of the object is named in its scope";
    print(Where, Statement, Lock, Scope, Function, LeftOut);
  }

  void print(SourceLocation Where, const DeclStmt *Statement,
             const FieldDecl *Lock, const ScopeReader &Scope,
             const FunctionDecl *Function, const std::string &LeftOut) {
    Where = Sources.getFileLoc(Where);
    const unsigned Offset = Sources.getFileOffset(Where);
    llvm::json::Object Object =
        mutation::rowOf(Sources, Where, Function, Offset, LeftOut);
    llvm::json::Object Fields;
    for (const auto &[Name, Count] : Scope.Fields)
      Fields[Name] = Count;
    Object["fields"] = std::move(Fields);
    Object["declared"] = Scope.IsDeclared;
    Object["name"] = Lock->getName();
    Object["removed"] =
        Sources.getFileOffset(Sources.getFileLoc(Statement->getEndLoc())) + 1 -
        Offset;
    llvm::outs() << llvm::json::Value(std::move(Object)) << "\n";
  }

  ASTContext &Context;
  SourceManager &Sources;
};

} // namespace

int main(int Argc, const char **Argv) {
  return mutation::run<Finder>(Argc, Argv);
}
