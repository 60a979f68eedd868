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
    const auto *Record = dyn_cast<CXXRecordDecl>(Tag);
    Out += Record && Record->isLambda() ? "(lambda)" : Tag->getName().str();
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

/// What the user calls it; `[a, b]` for what structured bindings bind.
static std::string displayName(const NamedDecl *D) {
  if (const auto *Bound = dyn_cast<DecompositionDecl>(D)) {
    std::string Names;
    for (const BindingDecl *B : Bound->bindings())
      Names += (Names.empty() ? "" : ", ") + B->getNameAsString();
    return "[" + Names + "]";
  }
  return D->getDeclName().isIdentifier() || isa<FunctionDecl>(D) ? D->getNameAsString() : std::string();
}

SymbolId Unit::symbol(const NamedDecl *D) {
  SymbolId &Known = Symbols[D->getCanonicalDecl()];
  if (!Known)
    Known = Prog.Symbols.intern(std::to_string(Symbols.size()), displayName(D));
  if (Known.index() >= DeclOf.size())
    DeclOf.resize(Known.index() + 1);
  DeclOf[Known.index()] = D;
  return Known;
}

/// A move constructor or assignment that somebody has written.
static bool isOwnMove(const CXXMethodDecl *M) {
  const auto *C = dyn_cast<CXXConstructorDecl>(M);
  return M->isUserProvided() && (M->isMoveAssignmentOperator() || (C && C->isMoveConstructor()));
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
    if (Matters && llvm::none_of(Record->methods(), isOwnMove)) {
      Matters = false;
      for (const CXXBaseSpecifier &B : Record->bases())
        Matters |= isChangedByMove(B.getType());
      for (const FieldDecl *F : Record->fields())
        Matters |= isChangedByMove(F->getType());
    }
  }
  return MoveMatters[T.getTypePtr()] = Matters;
}

/// What ends with an object of the class: its own destructor's work, then that
/// of its parts. Of a template of the library, each argument's: a container of
/// threads ends threads.
void Unit::describeDrop(const CXXRecordDecl *Record, TypeInfo &Info) {
  Record = Record->getDefinition();
  if (Record->hasTrivialDestructor())
    return;
  Info.DropRow = Models.find(qualifiedName(Record) + "::(destructor)", 0);
  if (Info.DropRow)
    return;
  if (const CXXDestructorDecl *D = Record->getDestructor()) {
    Info.Destructor = bodyOf(D);
    Info.HidesDestructor = D->isUserProvided() && !Info.Destructor &&
                           !AST.getSourceManager().isInSystemHeader(Record->getLocation());
    if (Info.HidesDestructor && !D->isVirtual())
      Info.DestructorElsewhere = symbol(D);
  }
  auto AddPart = [&](QualType T, Projection Step) {
    TypeId Part = type(T);
    if (!Part)
      return;
    const TypeInfo &Known = Prog.Types[Part];
    Info.HidesDestructor |= Known.HidesDestructor;
    if (Known.Destructor || Known.DropRow || Known.DestructorElsewhere || !Known.DropParts.empty())
      Info.DropParts.push_back({Step, Part});
  };
  if (AST.getSourceManager().isInSystemHeader(Record->getLocation())) {
    if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record))
      for (const TemplateArgument &A : Spec->getTemplateArgs().asArray())
        if (A.getKind() == TemplateArgument::Type && A.getAsType()->isRecordType()) {
          if (FunctionId Deleter = deleterOf(A.getAsType(), Spec))
            Info.Deleter = Deleter;
          AddPart(A.getAsType(), {ProjectionKind::Element, {}, Projection::UnknownElement, {}});
        }
    return;
  }
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (const auto *R = Base.getType()->getAsCXXRecordDecl(); R && R->hasDefinition())
      AddPart(Base.getType(), {ProjectionKind::Base, symbol(R), 0, {}});
  for (const FieldDecl *F : Record->fields()) {
    if (F->getType()->isRecordType())
      AddPart(F->getType(), {ProjectionKind::Field, symbol(F), 0, {}});
    if (F->getType().isDestructedType())
      Info.DyingFields.push_back(symbol(F));
  }
}

/// The call operator of `T` where it takes a pointer to what another argument
/// of the library's template names: its deleter.
FunctionId Unit::deleterOf(QualType T, const ClassTemplateSpecializationDecl *Of) {
  const auto *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return FunctionId();
  for (const CXXMethodDecl *M : Record->methods())
    if (M->getOverloadedOperator() == OO_Call && M->getNumParams() == 1 && M->getParamDecl(0)->getType()->isPointerType())
      for (const TemplateArgument &A : Of->getTemplateArgs().asArray())
        if (A.getKind() == TemplateArgument::Type &&
            AST.hasSameUnqualifiedType(A.getAsType(), M->getParamDecl(0)->getType()->getPointeeType()))
          return bodyOf(M);
  return FunctionId();
}

/// What a guard does with a lock of this class.
void Unit::describeLock(const CXXRecordDecl *Record, TypeInfo &Info) {
  Info.IsGuard = Record->hasAttr<ScopedLockableAttr>();
  Info.IsCapability = Record->hasAttr<CapabilityAttr>();
  Info.LocksOnce = Info.IsCapability && !Record->hasAttr<ReentrantCapabilityAttr>();
  auto Locks = [](const Row *Said, bool Again) {
    return Said && llvm::any_of(Said->Effects, [&](const Effect &E) {
             return E.Kind == EffectKind::Locks && E.Subject.Steps.empty() && E.Again == Again;
           });
  };
  for (llvm::StringRef Name : lockMembers()) {
    // Also one that a base of the library's has.
    Info.LocksOnce |= Locks(Models.find(qualifiedName(Record) + "::" + Name.str(), 0), false);
    if (const auto *Of = dyn_cast<ClassTemplateSpecializationDecl>(Record); Of && Info.LocksOnce)
      for (const TemplateArgument &A : Of->getTemplateArgs().asArray())
        if (const auto *Inner = A.getKind() == TemplateArgument::Type ? A.getAsType()->getAsCXXRecordDecl() : nullptr)
          Info.LocksOnce &= !Locks(Models.find(qualifiedName(Inner) + "::" + Name.str(), 0), true);
    for (const NamedDecl *D : Record->getDefinition()->lookup(&AST.Idents.get(Name))) {
      const auto *M = dyn_cast<CXXMethodDecl>(D);
      if (!M || M->getNumParams())
        continue;
      if (!Models.find(qualifiedName(M, Record), 0) && !M->hasAttr<AcquireCapabilityAttr>())
        Info.LockMember = bodyOf(M);
    }
  }
}

TypeId Unit::type(QualType T) {
  T = T.getNonReferenceType().getCanonicalType();
  const bool IsVolatile = T.isVolatileQualified();
  T = T.getUnqualifiedType();
  const void *Key = (IsVolatile ? T.withVolatile() : T).getAsOpaquePtr();
  auto [It, New] = Types.try_emplace(Key, TypeId());
  if (!New)
    return It->second;
  TypeInfo Info;
  Info.InThreads = IsVolatile ? Sharing::Orders : sharing(T);
  Info.IsHandle = T->isPointerType();
  Info.IsClass = T->isRecordType();
  Info.IsKeptByMove = !isChangedByMove(T);
  FunctionId CallOperator;
  if (const auto *Record = T->getAsCXXRecordDecl(); Record && Record->hasDefinition()) {
    for (const CXXMethodDecl *M : Record->methods())
      if (isOwnMove(M)) {
        if (FunctionId F = bodyOf(M))
          Info.OwnMoves.push_back(F);
        else
          Info.HidesMoves = true;
      }
    Info.IsCopyable = Record->hasSimpleCopyConstructor() ||
                      llvm::any_of(Record->ctors(), [](const CXXConstructorDecl *C) {
                        return C->isCopyConstructor() && !C->isDeleted() &&
                               C->getAccess() == AS_public;
                      });
    describeDrop(Record, Info);
    Info.IsReferenceWrapper = Info.InThreads == Sharing::Data && Models.isReferenceWrapper(qualifiedName(Record));
    describeLock(Record, Info);
    Info.IsLock = isLock(T);
    Info.HoldsLock = holdsLock(Record);
    if (const CallEffects *Row = constructorRow(Record, 1))
      Info.IsView = llvm::any_of(Row->Effects, [](const Effect &E) { return E.Kind == EffectKind::Borrows; });
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
  ById.push_back(T);
  return Types[Key] = Prog.Types.add(std::move(Info));
}
