//===- Instantiate.h - members that a skipped body would have called ------===//
//
// Bodies of system headers are not parsed, so what they alone would call of
// the user's is never instantiated: a generic lambda given to std::sort has no
// body to look at, nor has a constructor template that std::make_unique runs.
// This makes such bodies, with Sema still alive, from what the row of the
// called function says of the arguments that it passes on. And it makes all
// members of a class template's specialisation that has a lock: what the lock
// guards is told by all of them, whoever calls them.
//
// Not handled: closures that are called through something else than the call
// that they are given to (a comparator as a type of a container, std::ref).
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_LOWER_INSTANTIATE_H
#define HOLDFAST_LOWER_INSTANTIATE_H

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class Sema;
} // namespace clang

namespace holdfast {
class Catalog;
} // namespace holdfast

namespace holdfast::lower {

/// A member function of the user's that nothing has instantiated: the call
/// operator of a generic lambda or of a function object, or a constructor.
struct OpenMember {
  /// A template of which no specialisation has a body, or a member without a
  /// body of a class template's specialisation.
  clang::NamedDecl *Member;

  const clang::CXXRecordDecl *owner() const {
    return llvm::cast<clang::CXXRecordDecl>(Member->getDeclContext())
        ->getCanonicalDecl();
  }
  bool isOfLambda() const { return owner()->isLambda(); }
};

/// True where the template was instantiated down to a body.
bool hasInstantiatedBody(const clang::FunctionTemplateDecl *Template);

/// "the lambda in main", for what was not instantiated.
std::string nameOfLambda(const OpenMember &Operator);

struct Instantiated {
  bool AnyBody = false;  ///< the unit now has functions that it had not before
  bool AnyError = false; ///< so that bodies must be searched for errors
};

/// Makes a body for each member in `Open` that a call in `Users` or
/// `Initializers` shows the arguments of, and for each operator that overload
/// resolution has declared, and for those of `Members` whose class has a lock.
/// Nothing is said to the user, and an error here does not count as one of the
/// unit's.
Instantiated
instantiateOnDemand(clang::Sema &S, const Catalog &Models,
                    llvm::ArrayRef<OpenMember> Open,
                    llvm::ArrayRef<clang::CXXMethodDecl *> Members,
                    llvm::ArrayRef<const clang::FunctionDecl *> Users,
                    llvm::ArrayRef<const clang::Expr *> Initializers);

} // namespace holdfast::lower

#endif
