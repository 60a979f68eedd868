//===- Unit.h - what all functions of one unit share while lowered --------===//
//
// Maps clang's declarations to the ids of the Program: fields and globals to
// symbols, types to their few facts, functions to callees with the catalog's
// row. Lives as long as the AST; nothing after lowering sees it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_LOWER_UNIT_H
#define HOLDFAST_LOWER_UNIT_H

#include "ir/Body.h"
#include "lower/RowMatchers.h"
#include "model/Catalog.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"

namespace holdfast::lower {

/// "std::vector::clear": the path of scopes without inline namespaces and
/// template arguments. `Class`, where given, stands for the function's own.
std::string qualifiedName(const clang::NamedDecl *D, const clang::CXXRecordDecl *Class = nullptr);

/// The type of a nested name such as `value_type`, or null.
clang::QualType nestedType(clang::ASTContext &AST, clang::QualType T, llvm::StringRef Name);

class Unit {
public:
  /// `Matchers` may be null: there are no rows by matcher.
  Unit(clang::ASTContext &AST, const Catalog &Models, const RowMatchers *Matchers, Program &Prog)
      : AST(AST), Models(Models), Prog(Prog), Matchers(Matchers) {}

  /// The id under which the body of `F` is (or will be) lowered, or none.
  FunctionId bodyOf(const clang::FunctionDecl *F) const {
    return BodyIds.lookup(F->getCanonicalDecl());
  }
  void willLower(const clang::FunctionDecl *F) {
    BodyIds.try_emplace(F->getCanonicalDecl(), FunctionId(uint32_t(BodyIds.size())));
  }

  SymbolId symbol(const clang::NamedDecl *D);
  /// Of a built-in operator.
  SymbolId operation(llvm::StringRef Spelling) { return Prog.Symbols.intern(Spelling, Spelling); }
  TypeId type(clang::QualType T);
  /// For messages: as it is written here, unless it has a name.
  void nameType(clang::QualType T) {
    if (std::string &Name = Prog.Types[type(T)].Name; Name.empty())
      Name = T.getNonReferenceType().getUnqualifiedType().getAsString(AST.getPrintingPolicy());
  }
  /// `ObjectType` is the static type of the object before casts to a base.
  CalleeId callee(const clang::FunctionDecl *F, const clang::CXXRecordDecl *ObjectType, const clang::Expr *Call);
  /// Of a call through a pointer: invalid, unless a row is for this call.
  CalleeId unnamedCallee(const clang::Expr *Call);
  /// The row, or null. Rows by name and by matcher: the last one; then, where
  /// there is none, the row of the class.
  const Row *row(const clang::FunctionDecl *F, const clang::CXXRecordDecl *ObjectType, const clang::Expr *Call);

  /// The row of the constructors of a class, or null.
  const CallEffects *constructorRow(const clang::CXXRecordDecl *Class, unsigned ParamCount) const {
    return Models.find(qualifiedName(Class) + "::(constructor)", ParamCount);
  }

  /// The row of the constructor that a call runs for a row's `makes`, or null.
  const CallEffects *madeBy(const CallEffects &Row, const clang::FunctionDecl *F, const clang::CXXRecordDecl *ObjectType,
                            unsigned ArgCount) const;
  /// That constructor itself, where it is the user's and no other could be meant; or invalid.
  CalleeId makerBy(const CallEffects &Row, const clang::FunctionDecl *F, const clang::CXXRecordDecl *ObjectType,
                   llvm::ArrayRef<const clang::Expr *> Args);

  /// Says of all types how their values cross threads, where some function of
  /// the unit starts one. For after all bodies were lowered.
  void describeCrossings();

  /// False where a move is no more than a copy: trivially copyable types, and
  /// aggregates of nothing that moves.
  bool isChangedByMove(clang::QualType T);

  /// What two threads may do with an object of this type (Sharing.cpp).
  Sharing sharing(clang::QualType T);
  /// True for a mutex, or what is used like one.
  bool isLock(clang::QualType T);
  /// True for a class with a lock among its members and bases, or a pointer to one.
  bool holdsLock(const clang::CXXRecordDecl *Record);
  /// The same text for the same entity in every unit; one for a member in all
  /// instantiations of its class (StableNames.cpp).
  std::string stableName(SymbolId S) const;
  /// The class of a field or static member, as its own file calls it.
  std::string ownerName(SymbolId S) const;
  /// See Program::DeclaratorOf.
  Span declarator(SymbolId S) const;
  /// Makes symbols of the members of the classes that the function is of, or takes.
  void nameMembers(SymbolId Function);
  /// What the thread-safety attributes of the function say to its callers.
  const CallEffects *lockAnnotation(const clang::FunctionDecl *F);
  /// What they say of its own body.
  void annotate(const clang::FunctionDecl *F, Body &B);
  /// Remembers by which lock a field or global is declared to be guarded, and
  /// before or after which it is to be taken.
  void noteGuards(const clang::ValueDecl *D) {
    if (D->hasAttrs() && !Prog.Guards.count(symbol(D)))
      readGuards(D);
  }

  Span span(clang::SourceRange R) const {
    return {R.getBegin().getRawEncoding(), R.getEnd().getRawEncoding()};
  }

  clang::ASTContext &AST;
  const Catalog &Models;
  Program &Prog;
  bool NotesMentions = false; ///< bodies say where the text names variables

private:
  void nameMembers(const clang::CXXRecordDecl *Record);
  void readGuards(const clang::ValueDecl *D);
  void readOrder(const clang::ValueDecl *D, const clang::Expr *Other, bool IsBefore);
  PlaceId placeInside(const EffectPath &Path, Body &B);
  void describeDrop(const clang::CXXRecordDecl *Record, TypeInfo &Info);
  void describeCrossing(TypeId T, const clang::CXXRecordDecl *Record);
  void describeHeld(TypeId T, const clang::CXXRecordDecl *Record, bool ByArguments);
  void nameThoseThatMayStay();
  std::optional<Crossing> saidCrossing(const clang::CXXRecordDecl *Record) const;
  CallEffects lockEffects(const clang::FunctionDecl *F);
  std::optional<EffectPath> capability(const clang::Expr *E);
  bool capabilityPath(const clang::Expr *E, EffectPath &Out);
  void describeLock(const clang::CXXRecordDecl *Record, TypeInfo &Info);
  FunctionId deleterOf(clang::QualType T, const clang::ClassTemplateSpecializationDecl *Of);
  CalleeId calleeOfDeclaration(const clang::FunctionDecl *F, const clang::CXXRecordDecl *ObjectType);
  CalleeId exactCallee(CalleeId Usual);
  const Row *rowOfFunction(const clang::FunctionDecl *F, const clang::CXXRecordDecl *ObjectType);
  const Row *rowOfCall(const clang::Expr *Call);
  const Row *rowByName(const clang::FunctionDecl *F, const clang::CXXRecordDecl *ObjectType) const;
  const Row *rowByMatcher(const clang::FunctionDecl *F);
  const Row *rowByType(const clang::FunctionDecl *F, const clang::CXXRecordDecl *ObjectType) const;

  const RowMatchers *Matchers;
  llvm::DenseMap<const clang::FunctionDecl *, const Row *> Matched;
  llvm::DenseMap<const clang::Expr *, const Row *> MatchedCalls;
  std::map<CalleeId, CalleeId> Exact; ///< the same virtual functions, where no override of them runs
  llvm::DenseMap<std::pair<uint32_t, const Row *>, CalleeId> OfOneCall; ///< by what it would be, and its row
  llvm::DenseMap<const clang::FunctionDecl *, FunctionId> BodyIds;
  llvm::DenseMap<const clang::Decl *, SymbolId> Symbols;
  std::vector<const clang::NamedDecl *> DeclOf; ///< by SymbolId; null: no declaration
  llvm::DenseMap<const clang::Decl *, bool> HoldsLock;
  llvm::DenseMap<const void *, TypeId> Types; ///< by type; a volatile one is another
  std::vector<clang::QualType> ById; ///< of each TypeId
  llvm::DenseMap<const clang::Type *, bool> MoveMatters;
  llvm::DenseMap<const clang::Type *, Sharing> SharingOf;
  llvm::DenseMap<std::pair<const clang::Decl *, const clang::Decl *>, CalleeId> CalleeIds;
};

} // namespace holdfast::lower

#endif
