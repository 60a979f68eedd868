//===- Finder.h - what the programs of the mutation measures share --------===//
//
// Parses units of a compilation database and hands each to a finder, which
// prints the places that a script may change, one JSON object a line. Decides
// by Clang's AST alone and shares no code with Holdfast, which is measured.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TEST_CORPUS_FINDER_H
#define HOLDFAST_TEST_CORPUS_FINDER_H

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Lexer.h"
#include "clang/Tooling/CommonOptionsParser.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/JSON.h"

namespace mutation {

inline llvm::cl::OptionCategory Category("mutation");
inline llvm::cl::opt<std::string>
    Inside("inside", llvm::cl::cat(Category),
           llvm::cl::desc("folder of the project"));

/// The outermost function around a node, or null.
template <class Node>
const clang::FunctionDecl *outermostFunction(clang::ASTContext &Context,
                                             const Node &Inner) {
  const clang::FunctionDecl *Result = nullptr;
  auto At = clang::DynTypedNode::create(Inner);
  for (auto Parents = Context.getParents(At); !Parents.empty();
       Parents = Context.getParents(At)) {
    At = Parents[0];
    if (const auto *Function = At.template get<clang::FunctionDecl>())
      Result = Function;
  }
  return Result;
}

/// True in a template as it is written: it is looked at where a unit
/// instantiates it.
template <class Node>
bool isInPattern(clang::ASTContext &Context, const Node &Inner) {
  const clang::FunctionDecl *F = outermostFunction(Context, Inner);
  return F && F->isDependentContext();
}

/// What each finder prints of a place, whatever else it prints.
inline llvm::json::Object rowOf(const clang::SourceManager &Sources,
                                clang::SourceLocation Where,
                                const clang::FunctionDecl *Function,
                                unsigned Offset, llvm::StringRef LeftOut) {
  auto Line = [&](clang::SourceLocation At) {
    return Sources.getSpellingLineNumber(Sources.getFileLoc(At));
  };
  return llvm::json::Object{
      {"file", Sources.getFilename(Where)},
      {"line", Sources.getSpellingLineNumber(Where)},
      {"column", Sources.getSpellingColumnNumber(Where)},
      {"function", Function ? Function->getQualifiedNameAsString() : ""},
      {"key", Function ? Sources.getFileOffset(Sources.getFileLoc(
                             Function->getLocation()))
                       : 0},
      {"firstLine", Function ? Line(Function->getBeginLoc()) : 0},
      {"lastLine", Function ? Line(Function->getEndLoc()) : 0},
      {"offset", Offset},
      {"leftOut", LeftOut}};
}

template <class Finder> class Consumer : public clang::ASTConsumer {
public:
  /// Only the project's own declarations: what else the unit includes would
  /// make the map of parents many times as large.
  void HandleTranslationUnit(clang::ASTContext &Context) override {
    const clang::SourceManager &Sources = Context.getSourceManager();
    std::vector<clang::Decl *> Own;
    for (clang::Decl *D : Context.getTranslationUnitDecl()->decls())
      if (Sources.getFilename(Sources.getFileLoc(D->getLocation()))
              .starts_with(Inside))
        Own.push_back(D);
    Context.setTraversalScope(Own);
    Finder(Context).TraverseAST(Context);
  }
};

template <class Finder> class Action : public clang::ASTFrontendAction {
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &, llvm::StringRef) override {
    return std::make_unique<Consumer<Finder>>();
  }
};

template <class Finder> int run(int Argc, const char **Argv) {
  auto Options =
      clang::tooling::CommonOptionsParser::create(Argc, Argv, Category);
  if (!Options) {
    llvm::errs() << llvm::toString(Options.takeError()) << "\n";
    return 2;
  }
  clang::tooling::ClangTool Tool(Options->getCompilations(),
                                 Options->getSourcePathList());
  Tool.setPrintErrorMessage(false);
  return Tool.run(
      clang::tooling::newFrontendActionFactory<Action<Finder>>().get());
}

} // namespace mutation

#endif
