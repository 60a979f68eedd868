//===- Sharing.cpp - may two threads use one object? ----------------------===//
//
// Judges a type by its parts: scalars and pointers are data, library classes
// are what the catalog says, the user's classes are data where all that they
// hold is. What is volatile, atomic, incomplete or unknown may order threads:
// rules that look for races leave it alone.
//
//===----------------------------------------------------------------------===//

#include "lower/Unit.h"

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
