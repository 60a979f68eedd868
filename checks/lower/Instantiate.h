//===- Instantiate.h - call operators that a skipped body would have made -===//
//
// Bodies of system headers are not parsed, so what they alone would call of
// the user's is never instantiated: a generic lambda given to std::sort has no
// body to look at. This makes such bodies, with Sema still alive, from what
// the row of the called function says of the arguments that it passes on.
//
// Not handled: closures that are called through something else than the call
// that they are given to (a comparator as a type of a container, std::ref).
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_LOWER_INSTANTIATE_H
#define HOLDFAST_LOWER_INSTANTIATE_H

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class Sema;
} // namespace clang

namespace holdfast {
class Catalog;
} // namespace holdfast

namespace holdfast::lower {

/// A call operator of the user's that is a template of which no specialisation
/// has a body: of a generic lambda, or of a class for function objects.
struct OpenOperator {
  clang::FunctionTemplateDecl *Operator;
  bool IsLambda;

  const clang::CXXRecordDecl *owner() const {
    return llvm::cast<clang::CXXRecordDecl>(Operator->getDeclContext())->getCanonicalDecl();
  }
};

/// True where the template was instantiated down to a body.
bool hasInstantiatedBody(const clang::FunctionTemplateDecl *Template);

/// "the lambda in main", for what was not instantiated.
std::string nameOfLambda(const clang::FunctionTemplateDecl *Operator);

struct Instantiated {
  bool AnyBody = false;  ///< the unit now has functions that it had not before
  bool AnyError = false; ///< so that bodies must be searched for errors
};

/// Makes a body for each operator in `Open` that a call in `Users` shows the
/// arguments of, and for each that overload resolution has declared. Nothing is
/// said to the user, and an error here does not count as one of the unit's.
Instantiated instantiateOnDemand(clang::Sema &S, const Catalog &Models, llvm::ArrayRef<OpenOperator> Open,
                                 llvm::ArrayRef<const clang::FunctionDecl *> Users);

} // namespace holdfast::lower

#endif
