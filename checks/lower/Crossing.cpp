//===- Crossing.cpp - what goes along when a value changes threads --------===//
//
// For each class of the unit: what its own declaration, a row or an annotation
// says of crossing threads, and which parts go along with a value of it. From
// declarations alone; analysis/Crossing.h judges. Only in units that start
// threads, after all bodies, as nobody else asks. Pointers and references are
// no parts: what they lead to does not move.
//
//===----------------------------------------------------------------------===//

#include "lower/Unit.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace holdfast;
using namespace holdfast::lower;

static bool startsThread(const CallEffects *Said) {
  return Said && llvm::any_of(Said->Effects, [](const Effect &E) { return E.Kind == EffectKind::Spawns; });
}

/// A specialisation has the annotations of its template's definition.
static std::optional<Crossing> annotated(const CXXRecordDecl *Record) {
  for (const auto *A : Record->specific_attrs<AnnotateAttr>()) {
    if (A->getAnnotation() == "holdfast::not_send")
      return Crossing::NotSend;
    if (A->getAnnotation() == "holdfast::send")
      return Crossing::Send;
    if (A->getAnnotation() == "holdfast::guard")
      return Crossing::Guard;
  }
  if (const CXXRecordDecl *Pattern = Record->getTemplateInstantiationPattern(); Pattern && Pattern != Record)
    return annotated(Pattern);
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record); Spec && !Spec->hasDefinition())
    return annotated(Spec->getSpecializedTemplate()->getTemplatedDecl());
  return std::nullopt;
}

std::optional<Crossing> Unit::saidCrossing(const CXXRecordDecl *Record) const {
  if (std::optional<Crossing> Row = Models.findCrossing(qualifiedName(Record)))
    return Row;
  if (std::optional<Crossing> Said = annotated(Record))
    return Said;
  if (Record->hasAttr<ScopedLockableAttr>())
    return Crossing::Guard;
  return std::nullopt;
}

/// The types that a template of a library is made with.
static void collectArguments(llvm::ArrayRef<TemplateArgument> Args, llvm::SmallVectorImpl<QualType> &Out) {
  for (const TemplateArgument &A : Args)
    if (A.getKind() == TemplateArgument::Type)
      Out.push_back(A.getAsType());
    else if (A.getKind() == TemplateArgument::Pack)
      collectArguments(A.getPackAsArray(), Out);
}

/// A row speaks of a template's arguments; what is the user's is known by its
/// members.
void Unit::describeHeld(TypeId T, const CXXRecordDecl *Record, bool ByArguments) {
  std::vector<std::pair<Projection, TypeId>> Held;
  auto Add = [&](QualType Part, Projection Step) {
    if (Part->isReferenceType() || Part->isDependentType())
      return;
    Part = AST.getBaseElementType(Part);
    if (const auto *Class = Part->getAsCXXRecordDecl(); Class && !Class->isUnion())
      Held.push_back({Step, type(Part)});
  };
  if (ByArguments) {
    llvm::SmallVector<QualType, 4> Given;
    if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record))
      collectArguments(Spec->getTemplateArgs().asArray(), Given);
    for (QualType A : Given)
      Add(A, {ProjectionKind::Element, {}, Projection::UnknownElement, {}});
  } else if (Record->isLambda()) {
    auto Field = Record->field_begin();
    for (const LambdaCapture &C : Record->captures()) {
      const FieldDecl *To = *Field++;
      if (C.capturesVariable())
        Add(To->getType(), {ProjectionKind::Capture, symbol(C.getCapturedVar()), To->getFieldIndex(), {}});
    }
  } else {
    for (const CXXBaseSpecifier &Base : Record->bases())
      if (const auto *R = Base.getType()->getAsCXXRecordDecl())
        Add(Base.getType(), {ProjectionKind::Base, symbol(R), 0, {}});
    for (const FieldDecl *F : Record->fields())
      Add(F->getType(), {ProjectionKind::Field, symbol(F), 0, {}});
  }
  Prog.Types[T].Holds = std::move(Held);
}

void Unit::describeCrossing(TypeId T, const CXXRecordDecl *Record) {
  const bool IsUsers = !AST.getSourceManager().isInSystemHeader(Record->getLocation());
  if (std::optional<Crossing> Said = saidCrossing(Record)) {
    Prog.Types[T].Crosses = *Said;
  } else if (!IsUsers && Record->hasDefinition()) {
    const bool IsPlain = QualType(AST.getCanonicalTagType(Record)).isTriviallyCopyableType(AST);
    Prog.Types[T].Crosses = IsPlain ? Crossing::Send : Crossing::Unknown;
  }
  if (IsUsers)
    Prog.Types[T].Where = span(Record->getLocation());
  if (!Record->hasDefinition())
    return; // a template that nothing has instantiated
  const Crossing Is = Prog.Types[T].Crosses;
  const bool HasRow = Models.findCrossing(qualifiedName(Record)).has_value();
  if (Is == Crossing::AsParts || Is == Crossing::Shares || (Is == Crossing::Guard && HasRow))
    describeHeld(T, Record, HasRow);
  if (Is != Crossing::AsParts || HasRow)
    return;
  for (const CXXConstructorDecl *C : Record->ctors())
    if (C->isCopyConstructor() && C->isUserProvided())
      Prog.Types[T].Copy = bodyOf(C);
}

/// A name is for messages: only those need one through which a value that must
/// stay, or that nobody knows, may be reached.
void Unit::nameThoseThatMayStay() {
  std::vector<llvm::SmallVector<uint32_t, 2>> HeldBy(ById.size());
  std::vector<bool> Named(ById.size());
  std::vector<uint32_t> Work;
  for (uint32_t I = 0; I < ById.size(); ++I) {
    const TypeInfo &Info = Prog.Types[TypeId(I)];
    for (const auto &Part : Info.Holds)
      HeldBy[Part.second.index()].push_back(I);
    if (Info.Copy || Info.Crosses == Crossing::NotSend || Info.Crosses == Crossing::Guard ||
        Info.Crosses == Crossing::Unknown)
      Named[I] = true, Work.push_back(I);
  }
  PrintingPolicy Policy = AST.getPrintingPolicy();
  Policy.SuppressDefaultTemplateArgs = true;
  while (!Work.empty()) {
    uint32_t I = Work.back();
    Work.pop_back();
    const auto *Record = ById[I]->getAsCXXRecordDecl();
    if (Prog.Types[TypeId(I)].Name.empty())
      Prog.Types[TypeId(I)].Name = Record && Record->isLambda() ? "lambda" : ById[I].getAsString(Policy);
    for (uint32_t Whole : HeldBy[I])
      if (!Named[Whole])
        Named[Whole] = true, Work.push_back(Whole);
  }
}

void Unit::describeCrossings() {
  bool IsAsked = llvm::any_of(Prog.Callees, [](const Callee &C) { return startsThread(C.Row); });
  for (const Body &B : Prog.Bodies)
    for (const Call &C : B.Calls)
      IsAsked |= startsThread(C.Made);
  if (!IsAsked)
    return;
  for (uint32_t I = 0; I < ById.size(); ++I) // parts are added behind
    if (const auto *Record = ById[I]->getAsCXXRecordDecl())
      describeCrossing(TypeId(I), Record->hasDefinition() ? Record->getDefinition() : Record);
  nameThoseThatMayStay();
}
