//===- Callees.cpp - which row a call has ---------------------------------===//
//
// A function is looked up by its name, with the object's static type and then
// with its bases, and by the matchers of the configuration; what is said last
// counts. A row for one call only, by a matcher of calls, makes a callee of its
// own. The row of a class is for what nothing else names.
//
//===----------------------------------------------------------------------===//

#include "lower/Unit.h"

#include "clang/AST/Attr.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

static const Row *later(const Row *X, const Row *Y) {
  return !X || (Y && Y->Order > X->Order) ? Y : X;
}

/// A row for the class of one parameter comes before one for their number.
static const Row *rowOfOverload(const std::string &Name, const FunctionDecl *F, const Catalog &Models) {
  if (Models.hasTagged(Name))
    for (const ParmVarDecl *P : F->parameters())
      if (const auto *Class = P->getType().getNonReferenceType()->getAsCXXRecordDecl())
        if (const Row *R = Models.findTagged(Name, qualifiedName(Class)))
          return R;
  return Models.find(Name, F->getNumParams());
}

const Row *Unit::rowByName(const FunctionDecl *F,
                           const CXXRecordDecl *ObjectType) const {
  if (!ObjectType)
    return rowOfOverload(qualifiedName(F), F, Models);
  if (const Row *R = rowOfOverload(qualifiedName(F, ObjectType), F, Models))
    return R;
  if (ObjectType->hasDefinition())
    for (const CXXBaseSpecifier &Base : ObjectType->bases())
      if (const auto *B = Base.getType()->getAsCXXRecordDecl())
        if (const Row *R = rowByName(F, B))
          return R;
  return nullptr;
}

const Row *Unit::rowByMatcher(const FunctionDecl *F) {
  if (!Matchers)
    return nullptr;
  auto [It, New] = Matched.try_emplace(F->getCanonicalDecl(), nullptr);
  if (New)
    It->second = Matchers->findFor(F, AST);
  return It->second;
}

/// The functions that a class row is for: not what makes or ends the object,
/// nor what its name says is to refill it.
static bool isForTypeRows(const CXXMethodDecl *M, const Catalog &Models) {
  if (M->isStatic() || isa<CXXConstructorDecl, CXXDestructorDecl>(M))
    return false;
  return !M->getDeclName().isIdentifier() ||
         !Models.findConvention(M->getName());
}

/// That of the first class on the way from the object's to its bases that has
/// the function, its own or inherited, and a row.
const Row *Unit::rowByType(const FunctionDecl *F,
                           const CXXRecordDecl *ObjectType) const {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (!Models.hasTypes() || !M || !ObjectType || !isForTypeRows(M, Models))
    return nullptr;
  const CXXRecordDecl *Owner = M->getParent();
  if (declaresSameEntity(ObjectType, Owner))
    return Models.findType(qualifiedName(ObjectType));
  if (!ObjectType->hasDefinition() || !ObjectType->isDerivedFrom(Owner))
    return nullptr;
  if (const Row *R = Models.findType(qualifiedName(ObjectType)))
    return R;
  for (const CXXBaseSpecifier &Base : ObjectType->bases())
    if (const auto *B = Base.getType()->getAsCXXRecordDecl())
      if (const Row *R = rowByType(F, B))
        return R;
  return nullptr;
}

const Row *Unit::rowOfFunction(const FunctionDecl *F,
                               const CXXRecordDecl *ObjectType) {
  return later(rowByName(F, ObjectType), rowByMatcher(F));
}

const Row *Unit::rowOfCall(const Expr *Call) {
  if (!Matchers || !Matchers->hasRowsOfCalls())
    return nullptr;
  auto [It, New] = MatchedCalls.try_emplace(Call, nullptr);
  if (New)
    It->second = Matchers->findForCall(Call, AST);
  return It->second;
}

const Row *Unit::row(const FunctionDecl *F, const CXXRecordDecl *ObjectType,
                     const Expr *Call) {
  const Row *R = later(rowOfFunction(F, ObjectType), rowOfCall(Call));
  return R ? R : rowByType(F, ObjectType);
}

/// A member of a template's instantiation has the annotations of its pattern.
static bool saysBlocks(const FunctionDecl *F) {
  return llvm::any_of(F->specific_attrs<AnnotateAttr>(), [](const AnnotateAttr *A) { return A->getAnnotation() == "holdfast::blocks"; });
}

CalleeId Unit::calleeOfDeclaration(const FunctionDecl *F,
                                   const CXXRecordDecl *ObjectType) {
  CalleeId &Known = CalleeIds[{F->getCanonicalDecl(), ObjectType}];
  if (Known)
    return Known;
  Callee C;
  C.Name = symbol(F);
  C.Body = bodyOf(F);
  const Row *Named = rowOfFunction(F, ObjectType);
  C.Row = Named ? Named : rowByType(F, ObjectType);
  C.NeverReturns = F->isNoReturn() || (C.Row && C.Row->NeverReturns);
  C.IsConstructor = isa<CXXConstructorDecl>(F);
  C.IsOperator = F->isOverloadedOperator();
  C.Reinitializes = F->hasAttr<ReinitializesAttr>();
  C.IsLibrary = AST.getSourceManager().isInSystemHeader(F->getLocation()) || F->getBuiltinID();
  C.Annotated = lockAnnotation(F);
  C.Blocks = (C.Row && C.Row->Blocks) || saysBlocks(F) ||
             (!C.Body && (Models.blocks(qualifiedName(F), F->getNumParams()) ||
                          (ObjectType && Models.blocks(qualifiedName(F, ObjectType), F->getNumParams()))));
  if (const auto *M = dyn_cast<CXXMethodDecl>(F)) {
    C.IsStatic = M->isStatic();
    C.IsConst = M->isConst();
    C.MayDispatch = M->isVirtual() && !M->hasAttr<FinalAttr>() &&
                    !M->getParent()->hasAttr<FinalAttr>();
    if (!C.Row && F->getDeclName().isIdentifier())
      if (const Row *Usual = Models.findConvention(F->getName()); Usual && (!C.Body || Usual->isAssertion())) {
        C.Row = Usual;
        C.IsConvention = !Usual->isAssertion();
      }
  }
  if (!C.Row && !ObjectType && F->isOverloadedOperator())
    for (const ParmVarDecl *P : F->parameters())
      if (const auto *R =
              P->getType().getNonReferenceType()->getAsCXXRecordDecl();
          R && !C.Row)
        C.Row = rowByName(F, R);
  Prog.Callees.push_back(C);
  return Known = CalleeId(uint32_t(Prog.Callees.size() - 1));
}

/// What the callee is where `Says` is its row.
static Callee withRow(Callee C, const Row *Says, bool IsNoReturn) {
  C.Row = Says;
  C.Blocks = Says->Blocks;
  C.NeverReturns = IsNoReturn || Says->NeverReturns;
  return C;
}

/// The function that surely runs where this call of a virtual one is written: the
/// object's class is known, or named. Null: nobody knows.
static const CXXMethodDecl *exactMethod(const FunctionDecl *F, const Expr *Call, const LangOptions &Language) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  const auto *Of = dyn_cast_or_null<CXXMemberCallExpr>(Call);
  const auto *Access = Of ? dyn_cast<MemberExpr>(Of->getCallee()->IgnoreParens()) : nullptr;
  if (!M || !M->isVirtual() || !Access)
    return nullptr;
  return Access->performsVirtualDispatch(Language) ? M->getDevirtualizedMethod(Access->getBase(), false) : M;
}

CalleeId Unit::exactCallee(CalleeId Usual) {
  if (!Prog.Callees[Usual.index()].MayDispatch)
    return Usual;
  CalleeId &Known = Exact[Usual];
  if (!Known) {
    Prog.Callees.push_back(Callee(Prog.Callees[Usual.index()]));
    Prog.Callees.back().MayDispatch = false;
    Known = CalleeId(uint32_t(Prog.Callees.size() - 1));
  }
  return Known;
}

CalleeId Unit::callee(const FunctionDecl *F, const CXXRecordDecl *ObjectType,
                      const Expr *Call) {
  const CXXMethodDecl *Runs = exactMethod(F, Call, AST.getLangOpts());
  CalleeId Usual = Runs ? exactCallee(calleeOfDeclaration(Runs, ObjectType)) : calleeOfDeclaration(F, ObjectType);
  const Row *Says = rowOfCall(Call);
  if (!Says || later(rowOfFunction(F, ObjectType), Says) != Says)
    return Usual;
  CalleeId &Known = OfOneCall[{Usual.index(), Says}];
  if (!Known) {
    Prog.Callees.push_back(
        withRow(Prog.Callees[Usual.index()], Says, F->isNoReturn()));
    Known = CalleeId(uint32_t(Prog.Callees.size() - 1));
  }
  return Known;
}

CalleeId Unit::unnamedCallee(const Expr *Call) {
  const Row *Says = rowOfCall(Call);
  if (!Says)
    return CalleeId();
  Prog.Callees.push_back(withRow(Callee(), Says, false));
  return CalleeId(uint32_t(Prog.Callees.size() - 1));
}

QualType lower::nestedType(ASTContext &AST, QualType T, llvm::StringRef Name) {
  if (const auto *Record = T->getAsCXXRecordDecl(); Record && Record->hasDefinition())
    for (const NamedDecl *D : Record->getDefinition()->lookup(&AST.Idents.get(Name)))
      if (const auto *Type = dyn_cast<TypeDecl>(D))
        return AST.getTypeDeclType(Type);
  return QualType();
}

/// The class of the object that a row's `makes` is about, and which Invocation
/// says so; or null.
static std::pair<const CXXRecordDecl *, const Invocation *>
classMadeBy(ASTContext &AST, const CallEffects &Row, const FunctionDecl *F, const CXXRecordDecl *ObjectType) {
  for (const Invocation &One : Row.Invocations) {
    if (!One.Makes)
      continue;
    QualType Around = One.Subject.Base == EffectPath::Result ? F->getReturnType()
                      : ObjectType ? AST.getCanonicalTagType(ObjectType) : QualType();
    if (Around.isNull())
      return {};
    QualType Made = nestedType(AST, Around, "element_type");
    if (Made.isNull())
      Made = nestedType(AST, Around, "value_type");
    if (const auto *Class = Made.isNull() ? nullptr : Made->getAsCXXRecordDecl())
      return {Class, &One};
  }
  return {};
}

const CallEffects *Unit::madeBy(const CallEffects &Row, const FunctionDecl *F, const CXXRecordDecl *ObjectType,
                                unsigned ArgCount) const {
  const CXXRecordDecl *Class = classMadeBy(AST, Row, F, ObjectType).first;
  return Class ? constructorRow(Class, ArgCount) : nullptr;
}

CalleeId Unit::makerBy(const CallEffects &Row, const FunctionDecl *F, const CXXRecordDecl *ObjectType,
                       llvm::ArrayRef<const Expr *> Args) {
  auto [Class, One] = classMadeBy(AST, Row, F, ObjectType);
  if (!Class || !Class->hasDefinition() || AST.getSourceManager().isInSystemHeader(Class->getLocation()) || One->Arguments.empty() ||
      One->Arguments[0].Base != 0)
    return CalleeId();
  const CXXConstructorDecl *Only = nullptr;
  for (const Decl *D : Class->getDefinition()->decls()) {
    const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
    if (Template && isa<CXXConstructorDecl>(Template->getTemplatedDecl()))
      return CalleeId(); // may be meant, too
    const auto *C = dyn_cast<CXXConstructorDecl>(D);
    if (!C || C->isCopyOrMoveConstructor() || C->isDeleted() || C->getMinRequiredArguments() > Args.size() ||
        C->getNumParams() < Args.size())
      continue;
    if (Only)
      return CalleeId();
    Only = C;
  }
  const CXXRecordDecl *Given = Args.size() == 1 ? Args[0]->getType()->getAsCXXRecordDecl() : nullptr;
  const bool IsCopy = Given && Given->hasDefinition() && (declaresSameEntity(Given, Class) || Given->isDerivedFrom(Class));
  return Only && !IsCopy ? calleeOfDeclaration(Only, Class) : CalleeId();
}
