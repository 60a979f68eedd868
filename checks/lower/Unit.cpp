//===- Unit.cpp -----------------------------------------------------------===//

#include "lower/Unit.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

static void appendScope(const DeclContext *Context, std::string &Out) {
  if (!Context || Context->isTranslationUnit())
    return;
  appendScope(Context->getParent(), Out);
  if (auto *NS = dyn_cast<NamespaceDecl>(Context)) {
    if (NS->isInlineNamespace())
      return;
    Out += NS->isAnonymousNamespace() ? "(anonymous)" : NS->getName().str();
    Out += "::";
  } else if (auto *Tag = dyn_cast<TagDecl>(Context)) {
    Out += Tag->getName().str();
    Out += "::";
  } else if (auto *F = dyn_cast<FunctionDecl>(Context)) {
    Out += F->getDeclName().isIdentifier() ? F->getName().str() : "operator";
    Out += "::";
  }
}

std::string lower::qualifiedName(const NamedDecl *D, const CXXRecordDecl *Class) {
  std::string Out;
  if (Class)
    appendScope(Class, Out);
  else
    appendScope(D->getDeclContext(), Out);
  DeclarationName Name = D->getDeclName();
  if (isa<CXXConstructorDecl>(D))
    Out += "(constructor)";
  else if (isa<CXXDestructorDecl>(D))
    Out += "(destructor)";
  else if (auto *Conversion = dyn_cast<CXXConversionDecl>(D))
    Out += Conversion->getConversionType()->isBooleanType() ? "operator bool" : "(conversion)";
  else
    Out += Name.getAsString();
  return Out;
}

SymbolId Unit::symbol(const NamedDecl *D) {
  SymbolId &Known = Symbols[D->getCanonicalDecl()];
  if (!Known)
    Known = Prog.Symbols.intern(std::to_string(Symbols.size()),
                                D->getDeclName().isIdentifier() || isa<FunctionDecl>(D)
                                    ? D->getNameAsString() : std::string());
  return Known;
}

bool Unit::isChangedByMove(QualType T) {
  T = T.getNonReferenceType().getCanonicalType();
  if (T->isArrayType())
    return isChangedByMove(AST.getBaseElementType(T));
  const auto *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || T.isConstQualified())
    return false;
  auto [It, New] = MoveMatters.try_emplace(T.getTypePtr(), false);
  if (!New)
    return It->second;
  bool Matters = false;
  if (!T.isTriviallyCopyableType(AST)) {
    if (!Record->hasUserDeclaredMoveConstructor() && !Record->hasUserDeclaredMoveAssignment())
      // Implicit: as much as its parts, or a copy where there is none.
      Matters = !Record->needsImplicitMoveConstructor() && !Record->hasMoveConstructor()
                    ? false : true;
    else
      Matters = true;
    auto IsDefaulted = [&] {
      for (const CXXConstructorDecl *C : Record->ctors())
        if (C->isMoveConstructor() && C->isUserProvided())
          return false;
      for (const CXXMethodDecl *M : Record->methods())
        if (M->isMoveAssignmentOperator() && M->isUserProvided())
          return false;
      return true;
    };
    if (Matters && IsDefaulted()) {
      Matters = false;
      for (const CXXBaseSpecifier &B : Record->bases())
        Matters |= isChangedByMove(B.getType());
      for (const FieldDecl *F : Record->fields())
        Matters |= isChangedByMove(F->getType());
    }
  }
  return MoveMatters[T.getTypePtr()] = Matters;
}

TypeId Unit::type(QualType T) {
  T = T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  auto [It, New] = Types.try_emplace(T.getTypePtr(), TypeId());
  if (!New)
    return It->second;
  TypeInfo Info;
  Info.IsHandle = T->isPointerType();
  FunctionId CallOperator;
  if (const auto *Record = T->getAsCXXRecordDecl(); Record && Record->hasDefinition()) {
    Info.IsCopyable = Record->hasSimpleCopyConstructor() ||
                      llvm::any_of(Record->ctors(), [](const CXXConstructorDecl *C) {
                        return C->isCopyConstructor() && !C->isDeleted() &&
                               C->getAccess() == AS_public;
                      });
    const CXXMethodDecl *Operator = nullptr;
    unsigned Count = 0;
    for (const CXXMethodDecl *M : Record->methods())
      if (M->getOverloadedOperator() == OO_Call)
        Operator = M, ++Count;
    if (Count == 1)
      CallOperator = bodyOf(Operator);
    if (Record->isGenericLambda())
      if (FunctionTemplateDecl *Template = Record->getDependentLambdaCallOperator())
        for (FunctionDecl *Spec : Template->specializations())
          if (bodyOf(Spec))
            CallOperator = bodyOf(Spec);
  } else {
    Info.IsCopyable = true;
  }
  Info.CallOperator = CallOperator;
  return Types[T.getTypePtr()] = Prog.Types.add(std::move(Info));
}
