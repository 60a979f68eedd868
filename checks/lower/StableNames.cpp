//===- StableNames.cpp - names that outlive a unit ------------------------===//
//
// What other units are told about a field, a variable or a function is filed
// under clang's USR of it; a member of a class template's instantiation under that
// of the template's, since all instantiations are guarded alike. A lambda has none
// that tells it from its neighbours: it gets its place in the file.
//
//===----------------------------------------------------------------------===//

#include "lower/GuardSpelling.h"
#include "lower/Unit.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Index/USRGeneration.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

/// The member at the same position of the template that the class was made of.
static const NamedDecl *patternOf(const FieldDecl *F) {
  const auto *Record = dyn_cast<CXXRecordDecl>(F->getParent());
  const CXXRecordDecl *Pattern = Record ? Record->getTemplateInstantiationPattern() : nullptr;
  if (!Pattern || Pattern == Record || !Pattern->getDefinition())
    return F;
  for (const FieldDecl *Each : Pattern->getDefinition()->fields())
    if (Each->getFieldIndex() == F->getFieldIndex())
      return Each;
  return F;
}

std::string Unit::stableName(SymbolId S) const {
  const NamedDecl *D = S && S.index() < DeclOf.size() ? DeclOf[S.index()] : nullptr;
  if (!D)
    return Prog.Symbols.key(S).str();
  if (const auto *Field = dyn_cast<FieldDecl>(D))
    D = patternOf(Field);
  else if (const auto *V = dyn_cast<VarDecl>(D); V && V->getTemplateInstantiationPattern())
    D = V->getTemplateInstantiationPattern();
  llvm::SmallString<128> Out;
  if (index::generateUSRForDecl(D, Out))
    return Prog.Symbols.key(S).str();
  const auto *M = dyn_cast<CXXMethodDecl>(D);
  if (M && M->getParent()->isLambda())
    Out += "@" + std::to_string(AST.getSourceManager().getFileOffset(M->getParent()->getBeginLoc()));
  return Out.str().str();
}

Span Unit::declarator(SymbolId S) const {
  const NamedDecl *D = S && S.index() < DeclOf.size() ? DeclOf[S.index()] : nullptr;
  const SourceRange R = declaratorOf(D);
  return R.isValid() ? span(R) : Span();
}

std::string Unit::ownerName(SymbolId S) const {
  const NamedDecl *D = S && S.index() < DeclOf.size() ? DeclOf[S.index()] : nullptr;
  const auto *Record = D ? dyn_cast<CXXRecordDecl>(D->getDeclContext()) : nullptr;
  return Record ? Record->getName().str() : "";
}

void Unit::nameMembers(const CXXRecordDecl *Record) {
  Record = Record ? Record->getDefinition() : nullptr;
  if (!Record || Record->isDependentType())
    return;
  for (const FieldDecl *Field : Record->fields())
    Prog.Symbols.setType(symbol(Field), type(Field->getType()));
  for (const CXXBaseSpecifier &Base : Record->bases()) {
    const CXXRecordDecl *Of = Base.getType()->getAsCXXRecordDecl();
    if (Of)
      Prog.Symbols.setType(symbol(Of), type(Base.getType()));
    nameMembers(Of);
  }
}

void Unit::nameMembers(SymbolId Function) {
  const auto *F = dyn_cast_or_null<FunctionDecl>(Function && Function.index() < DeclOf.size() ? DeclOf[Function.index()] : nullptr);
  if (!F)
    return;
  if (const auto *M = dyn_cast<CXXMethodDecl>(F))
    nameMembers(M->getParent());
  for (const ParmVarDecl *P : F->parameters()) {
    QualType T = P->getType().getNonReferenceType();
    nameMembers((T->isPointerType() ? T->getPointeeType() : T)->getAsCXXRecordDecl());
  }
}
