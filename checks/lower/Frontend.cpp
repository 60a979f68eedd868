//===- Frontend.cpp - finds the user's functions and lowers each ----------===//

#include "lower/Frontend.h"

#include "lower/Function.h"
#include "lower/GuardSpelling.h"
#include "lower/Instantiate.h"
#include "lower/Locations.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/Support/Path.h"

#include <chrono>
#include <set>

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

namespace {

/// Collects, in source order, every function of the user's that has a body.
class Collector : public RecursiveASTVisitor<Collector> {
public:
  Collector(ASTContext &AST, const FrontendHooks &Hooks) : AST(AST), Hooks(Hooks) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }
  bool shouldVisitLambdaBody() const { return true; }

  /// A declaration of a system header has nothing of the user's in it, nor has a
  /// namespace that begins and ends there; one that a macro opens may have.
  /// A pattern's body is not looked at, its instantiations' are.
  bool TraverseDecl(Decl *D) {
    if (!D || !D->getLocation().isValid())
      return RecursiveASTVisitor::TraverseDecl(D);
    if (const auto *F = dyn_cast<FunctionDecl>(D); F && F->isDependentContext())
      return true;
    if (D->getDeclContext()->isFileContext() && !isa<LinkageSpecDecl>(D) && isSystems(D->getLocation()) &&
        (!isa<NamespaceDecl>(D) || isOfOneFile(D->getSourceRange())))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }
  bool VisitFunctionTemplateDecl(FunctionTemplateDecl *D) {
    if (!isUsers(D->getLocation()) || !D->getTemplatedDecl()->doesThisDeclarationHaveABody() || hasInstantiatedBody(D))
      return true;
    ++Uninstantiated;
    if (!D->getDeclContext()->isDependentContext() && (D->getDeclName().getCXXOverloadedOperator() == OO_Call ||
                                                       isa<CXXConstructorDecl>(D->getTemplatedDecl())))
      Open.push_back({D});
    return true;
  }
  bool VisitFunctionDecl(FunctionDecl *F) {
    consider(F);
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    if (V->isFileVarDecl())
      considerInitializer(V, V->getInit());
    return true;
  }
  bool VisitFieldDecl(FieldDecl *F) {
    considerInitializer(F, F->getInClassInitializer());
    return true;
  }
  /// Of a class template's specialisation; a template of its own is seen above.
  bool VisitCXXMethodDecl(CXXMethodDecl *M) {
    const FunctionDecl *Pattern = M->getInstantiatedFromMemberFunction();
    if (!Pattern || M->isDependentContext() || M->getDescribedFunctionTemplate() || M->hasBody() || M->isInvalidDecl() ||
        !Pattern->hasBody() || Pattern->isDefaulted() || !isUsers(M->getLocation()))
      return true;
    if (isa<CXXConstructorDecl>(M))
      Open.push_back({M});
    if (!M->getTrailingRequiresClause())
      Members.push_back(M);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *E) {
    if (CXXMethodDecl *Operator = E->getCallOperator(); Operator && !E->isGenericLambda())
      consider(Operator);
    if (FunctionTemplateDecl *Template = E->getLambdaClass()->getDependentLambdaCallOperator()) {
      llvm::SmallVector<FunctionDecl *, 2> Specs(Template->specializations());
      for (FunctionDecl *Spec : Specs)
        TraverseDecl(Spec); // with the lambdas in it, which differ by its arguments
      if (hasInstantiatedBody(Template))
        Looked.insert(E->getBeginLoc());
      else if (!E->getLambdaClass()->isDependentContext() && isUsers(E->getBeginLoc()))
        Open.push_back({Template});
    }
    return true;
  }

  std::vector<const FunctionDecl *> Found;
  std::vector<const Expr *> Initializers; ///< outside of functions
  std::vector<OpenMember> Open;
  std::vector<CXXMethodDecl *> Members; ///< of a class template's specialisation, without a body yet
  std::set<SourceLocation> Looked; ///< generic lambdas with a body, in one instantiation of what is around them
  unsigned Uninstantiated = 0;

private:
  void consider(FunctionDecl *F) {
    if (!F->doesThisDeclarationHaveABody() || F->isDependentContext() || F->isInvalidDecl() || F->isDefaulted() ||
        F->isDeleted() || !isUsers(F->getLocation()))
      return;
    if (!F->getBody() || F->hasSkippedBody())
      return;
    if (Seen.insert(F).second)
      Found.push_back(F);
  }
  void considerInitializer(const DeclaratorDecl *D, const Expr *Init) {
    if (Init && !D->getDeclContext()->isDependentContext() && !Init->isInstantiationDependent() &&
        isUsers(D->getLocation()))
      Initializers.push_back(Init);
  }
  bool isSystems(SourceLocation L) const {
    const SourceManager &SM = AST.getSourceManager();
    return SM.isInSystemHeader(SM.getExpansionLoc(L));
  }
  bool isOfOneFile(SourceRange R) const {
    return R.getBegin().isFileID() && R.getEnd().isFileID() && AST.getSourceManager().isWrittenInSameFile(R.getBegin(), R.getEnd());
  }
  bool isUsers(SourceLocation L) {
    const SourceManager &SM = AST.getSourceManager();
    L = SM.getExpansionLoc(L);
    if (L.isInvalid() || SM.isInSystemHeader(L))
      return false;
    FileID File = SM.getFileID(L);
    auto [It, New] = Inside.try_emplace(File, true);
    if (New && Hooks.IsInside)
      It->second = Hooks.IsInside(ClangSourceMap(AST).fileOf(File));
    return It->second;
  }

  ASTContext &AST;
  const FrontendHooks &Hooks;
  llvm::DenseMap<FileID, bool> Inside;
  llvm::DenseSet<const FunctionDecl *> Seen;
};

std::string instantiationOf(const FunctionDecl *F) {
  std::string Out;
  if (const TemplateArgumentList *Args = F->getTemplateSpecializationArgs()) {
    llvm::raw_string_ostream OS(Out);
    printTemplateArgumentList(OS, Args->asArray(), F->getASTContext().getPrintingPolicy());
  } else if (const auto *M = dyn_cast<CXXMethodDecl>(F)) {
    if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(M->getParent())) {
      llvm::raw_string_ostream OS(Out);
      printTemplateArgumentList(OS, Spec->getTemplateArgs().asArray(), F->getASTContext().getPrintingPolicy());
    }
  }
  return Out;
}

class Consumer : public ASTConsumer {
public:
  Consumer(CompilerInstance &CI, const Catalog &Models, const RowMatchers *Matchers, FrontendHooks Hooks)
      : CI(CI), Models(Models), Matchers(Matchers), Hooks(std::move(Hooks)) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    const SourceManager &SM = CI.getSourceManager();
    return SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation()));
  }

  void HandleTranslationUnit(ASTContext &AST) override {
    auto Start = std::chrono::steady_clock::now();
    LoweredUnit Out;
    Collector Users = collect(AST);
    Out.UninstantiatedTemplates = Users.Uninstantiated;
    Unit U(AST, Models, Matchers, Out.Prog);
    U.NotesMentions = Hooks.NotesMentions;
    for (const FunctionDecl *F : Users.Found)
      U.willLower(F);
    ClangSourceMap Map(AST);
    Out.Prog.Bodies.resize(Users.Found.size());
    for (const FunctionDecl *F : Users.Found)
      lowerOne(U, F, Out);
    U.describeCrossings();
    Out.Prog.StableName = [&U](SymbolId S) { return U.stableName(S); };
    Out.Prog.OwnerName = [&U](SymbolId S) { return U.ownerName(S); };
    Out.Prog.NameMembers = [&U](SymbolId S) { U.nameMembers(S); };
    Out.Prog.DeclaratorOf = [&U](SymbolId S) { return U.declarator(S); };
    Out.Prog.GuardMacro = [this] { return guardMacro(CI.getPreprocessor()); };
    for (const OpenMember &O : Users.Open)
      if (O.isOfLambda() && !Users.Looked.contains(O.Member->getLocation()))
        Out.Obstacles.push_back({nameOfLambda(O), U.span(O.Member->getLocation()),
                                 "a generic lambda that no known call instantiates"});
    countLines(AST, Users.Found, Map, Out);
    Out.Seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - Start).count();
    Hooks.OnUnit(Out, Map);
  }

private:
  /// What is instantiated on demand may hold further generic lambdas.
  static constexpr unsigned MostRounds = 8;

  Collector collect(ASTContext &AST) {
    llvm::SmallPtrSet<CXXMethodDecl *, 16> Tried;
    for (unsigned Round = 0;; ++Round) {
      Collector Users(AST, Hooks);
      Users.TraverseDecl(AST.getTranslationUnitDecl());
      llvm::erase_if(Users.Members, [&](CXXMethodDecl *M) { return !Tried.insert(M).second; });
      if ((Users.Open.empty() && Users.Members.empty()) || Round == MostRounds || AST.getDiagnostics().hasErrorOccurred() || !CI.hasSema())
        return Users;
      Instantiated Made = instantiateOnDemand(CI.getSema(), Models, Users.Open, Users.Members, Users.Found, Users.Initializers);
      HasOwnErrors |= Made.AnyError;
      if (!Made.AnyBody)
        return Users;
    }
  }

  void lowerOne(Unit &U, const FunctionDecl *F, LoweredUnit &Out) {
    FunctionId Id = U.bodyOf(F);
    Body B;
    B.Id = Id;
    B.Name = qualifiedName(F);
    B.Instantiation = instantiationOf(F);
    std::optional<Obstacle> Why;
    if (F->getBody() && isa<Expr>(F->getBody()) == false && containsErrors(F))
      Why = Obstacle{HasOwnErrors ? "an error in an instantiation that only the check made" : "an error in its body",
                     U.span(F->getNameInfo().getSourceRange())};
    else
      Why = FunctionLowering(U, F, B).run();
    if (!Why)
      U.annotate(F, B);
    if (Why) {
      Out.Obstacles.push_back({B.Name, Why->Where.isValid() ? Why->Where : U.span(F->getNameInfo().getSourceRange()), Why->Reason});
      Body Empty;
      Empty.Id = Id;
      Empty.Name = B.Name;
      B = std::move(Empty);
    }
    Out.Prog.Bodies[Id.index()] = std::move(B);
  }

  bool containsErrors(const FunctionDecl *F) const {
    struct Finder : RecursiveASTVisitor<Finder> {
      bool Found = false;
      bool VisitExpr(Expr *E) { return !(Found = Found || E->containsErrors()); }
      bool VisitVarDecl(VarDecl *V) { return !(Found = Found || V->isInvalidDecl()); }
    } Finder;
    if (HasOwnErrors || F->getASTContext().getDiagnostics().hasErrorOccurred())
      Finder.TraverseStmt(F->getBody());
    return Finder.Found;
  }

  void countLines(ASTContext &AST, const std::vector<const FunctionDecl *> &Found, const ClangSourceMap &Map,
                  LoweredUnit &Out) {
    SourceManager &SM = AST.getSourceManager();
    std::set<FileID> Files;
    for (const FunctionDecl *F : Found)
      Files.insert(SM.getFileID(SM.getExpansionLoc(F->getLocation())));
    for (FileID File : Files) {
      llvm::StringRef Text = SM.getBufferData(File);
      Out.Lines.push_back({Map.fileOf(File), unsigned(Text.count('\n'))});
    }
  }

  CompilerInstance &CI;
  const Catalog &Models;
  const RowMatchers *Matchers;
  FrontendHooks Hooks;
  bool HasOwnErrors = false; ///< in bodies that were instantiated on demand
};

} // namespace

std::unique_ptr<ASTConsumer> lower::makeConsumer(CompilerInstance &CI, const Catalog &Models, const RowMatchers *Matchers,
                                                 FrontendHooks Hooks) {
  return std::make_unique<Consumer>(CI, Models, Matchers, std::move(Hooks));
}
