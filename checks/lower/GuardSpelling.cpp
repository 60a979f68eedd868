//===- GuardSpelling.cpp - how to write that data is guarded --------------===//
//
// Behind a member's declarator, as `int n GUARDED_BY(mu);`: by the macro that the
// unit has for it, whatever its name, since it is made of the attribute's.
//
//===----------------------------------------------------------------------===//

#include "lower/GuardSpelling.h"

#include "clang/AST/DeclCXX.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"

#include <set>

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

SourceRange lower::declaratorOf(const NamedDecl *D) {
  const auto *Field = dyn_cast_or_null<FieldDecl>(D);
  if (!Field || Field->isBitField() || Field->hasAttrs())
    return SourceRange();
  const auto *Record = dyn_cast<CXXRecordDecl>(Field->getParent());
  const SourceLocation End = Field->DeclaratorDecl::getSourceRange().getEnd();
  if (!Record || Record->isLambda() || End.isMacroID() || Field->getLocation().isMacroID())
    return SourceRange();
  return SourceRange(Field->getLocation(), End);
}

std::string lower::guardMacro(Preprocessor &PP) {
  std::set<std::string> Found;
  for (const auto &Each : PP.macros()) {
    const MacroInfo *Info = PP.getMacroInfo(Each.first);
    if (!Info || !Info->isFunctionLike() || Info->getNumParams() != 1)
      continue;
    for (const Token &T : Info->tokens())
      if (const IdentifierInfo *Name = T.getIdentifierInfo(); Name && Name->isStr("guarded_by"))
        Found.insert(Each.first->getName().str());
  }
  return Found.empty() ? "" : *Found.begin();
}
