//===- Sharing.cpp - may two threads use one object? ----------------------===//
//
// Judges a type by its parts: scalars and pointers are data, library classes
// are what the catalog says, the user's classes are data where all that they
// hold is. What is volatile, atomic, incomplete or unknown may order threads:
// rules that look for races leave it alone. And which classes have a lock: only
// of their fields it is asked by which.
//
//===----------------------------------------------------------------------===//

#include "lower/Unit.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

static bool isScalarData(QualType T) {
  return T->isBuiltinType() || T->isEnumeralType() || T->isAnyPointerType() || T->isMemberPointerType() ||
         T->isReferenceType() || T->isAnyComplexType() || T->isVectorType();
}

Sharing Unit::sharing(QualType T) {
  T = T.getCanonicalType();
  if (T.isVolatileQualified())
    return Sharing::Orders;
  if (isScalarData(T))
    return Sharing::Data;
  if (T->isArrayType())
    return sharing(AST.getBaseElementType(T));
  const auto *Record = T->getAsCXXRecordDecl();
  if (!Record)
    return Sharing::Orders;
  auto [It, New] = SharingOf.try_emplace(T.getTypePtr(), Sharing::Orders);
  if (!New)
    return It->second;
  if (std::optional<Sharing> Known = Models.findSharing(qualifiedName(Record)))
    return SharingOf[T.getTypePtr()] = *Known;
  if (!Record->hasDefinition() || AST.getSourceManager().isInSystemHeader(Record->getLocation()))
    return Sharing::Orders;
  Sharing Out = Sharing::Data;
  for (const CXXBaseSpecifier &Base : Record->getDefinition()->bases())
    if (sharing(Base.getType()) == Sharing::Orders)
      Out = Sharing::Orders;
  for (const FieldDecl *F : Record->getDefinition()->fields())
    if (sharing(F->getType()) == Sharing::Orders)
      Out = Sharing::Orders;
  return SharingOf[T.getTypePtr()] = Out;
}

bool Unit::isLock(QualType T) {
  if (const auto *Name = T->getAs<TypedefType>(); Name && isLockOfC(Name->getDecl()->getName()))
    return true;
  const auto *Record = T.getCanonicalType()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return false;
  if (Record->hasAttr<CapabilityAttr>())
    return true;
  const bool IsLibrary = AST.getSourceManager().isInSystemHeader(Record->getLocation());
  for (llvm::StringRef Name : lockMembers())
    for (const NamedDecl *D : Record->getDefinition()->lookup(&AST.Idents.get(Name))) {
      const auto *M = dyn_cast<CXXMethodDecl>(D);
      if (!M || M->getNumParams() || !(M->getReturnType()->isVoidType() || M->getReturnType()->isIntegralOrEnumerationType()))
        continue;
      const Row *Said = Models.find(qualifiedName(M, Record), 0);
      if (!IsLibrary || (Said && llvm::any_of(Said->Effects, [](const Effect &E) { return E.Kind == EffectKind::Locks; })))
        return true;
    }
  return llvm::any_of(Record->getDefinition()->bases(), [&](const CXXBaseSpecifier &B) { return isLock(B.getType()); });
}

bool Unit::holdsLock(const CXXRecordDecl *Record) {
  Record = Record->getDefinition();
  if (!Record)
    return false;
  auto [It, New] = HoldsLock.try_emplace(Record, false);
  if (!New || AST.getSourceManager().isInSystemHeader(Record->getLocation()))
    return It->second;
  bool Out = llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &B) {
    const auto *Base = B.getType()->getAsCXXRecordDecl();
    return Base && holdsLock(Base);
  });
  for (const FieldDecl *F : Record->fields()) {
    QualType T = F->getType().getNonReferenceType();
    if (T->isPointerType())
      T = T->getPointeeType();
    else if (const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
             Spec && Spec->getTemplateArgs().size() && Spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      Out |= isLock(Spec->getTemplateArgs()[0].getAsType()); // a smart pointer to one
    Out |= isLock(T);
  }
  return HoldsLock[Record] = Out;
}
