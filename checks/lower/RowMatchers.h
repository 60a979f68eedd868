//===- RowMatchers.h - rows that an AST matcher selects -------------------===//
//
// A row of the configuration may name its functions by an AST matcher, spelled
// as clang-query takes it, instead of by a name. Parsed once for all units;
// Unit asks with each callee (and keeps the answer) and with each call. A
// matcher of types, statements or other declarations is refused.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_LOWER_ROWMATCHERS_H
#define HOLDFAST_LOWER_ROWMATCHERS_H

#include "model/Catalog.h"

#include <memory>
#include <vector>

namespace clang {
class ASTContext;
class Expr;
class FunctionDecl;
} // namespace clang

namespace holdfast::lower {

class RowMatchers {
public:
  RowMatchers();
  ~RowMatchers();

  /// Adds the row of what `Expression` matches: functions, or calls. Fails,
  /// with the parser's own message, where it is no matcher of either, and
  /// where the words do not parse.
  llvm::Error add(llvm::StringRef Expression, llvm::StringRef Words,
                  unsigned Order);

  /// The last row of which the matcher matches a declaration of `F`, or null.
  const Row *findFor(const clang::FunctionDecl *F,
                     clang::ASTContext &AST) const;
  /// The last row of which the matcher matches `Call`, a call or the
  /// construction of an object, or null.
  const Row *findForCall(const clang::Expr *Call, clang::ASTContext &AST) const;
  bool hasRowsOfCalls() const { return !OfCalls.empty(); }

private:
  struct FunctionRow;
  struct CallRow;
  std::vector<std::unique_ptr<FunctionRow>> OfFunctions;
  std::vector<std::unique_ptr<CallRow>> OfCalls;
};

} // namespace holdfast::lower

#endif
