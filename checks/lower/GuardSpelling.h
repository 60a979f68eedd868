//===- GuardSpelling.h - how to write that data is guarded ----------------===//
//
// Where an annotation of a member goes, and by which macro.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_LOWER_GUARDSPELLING_H
#define HOLDFAST_LOWER_GUARDSPELLING_H

#include "clang/AST/Decl.h"

#include <string>

namespace clang {
class Preprocessor;
} // namespace clang

namespace holdfast::lower {

/// From the member's name to the end of its declarator; invalid where nothing can
/// be written there.
clang::SourceRange declaratorOf(const clang::NamedDecl *D);

/// A macro with one parameter that is made of `guarded_by`; of several the first by
/// name. "": there is none.
std::string guardMacro(clang::Preprocessor &PP);

} // namespace holdfast::lower

#endif
