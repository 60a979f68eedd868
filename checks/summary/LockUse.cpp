//===- LockUse.cpp --------------------------------------------------------===//

#include "summary/LockUse.h"

#include "summary/FieldUses.h"
#include "summary/LoanUses.h"
#include "summary/LockTakes.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace holdfast;

LockUses::LockUses(Program &Prog, const SourceMap &Sources, bool TellsDeclarations)
    : Prog(Prog), Sources(Sources), TellsDeclarations(TellsDeclarations), Changes(Prog) {
  for (const Body &B : Prog.Bodies)
    for (uint32_t I = 0; I < B.Places.size() && !HasGlobalLocks; ++I)
      if (const PlaceTable::Node &N = B.Places[PlaceId(I)]; !N.Parent && N.Root == RootKind::Global && N.Type)
        HasGlobalLocks = Prog.Types[N.Type].IsLock;
  HasLocks = HasAnyLocks = HasGlobalLocks;
  for (uint32_t I = 0; I < Prog.Types.size() && !HasLocks; ++I) {
    HasLocks = Prog.Types[TypeId(I)].HoldsLock;
    HasAnyLocks |= HasLocks || Prog.Types[TypeId(I)].IsLock;
  }
  for (const DeclaredOrder &Each : Prog.Orders)
    Out.Orders.push_back({lockNameOf(Each.First), lockNameOf(Each.Second), spotOf(Each.Where)});
}

FunctionUse LockUses::begin(const Body &B) {
  FunctionUse F;
  F.Name = nameOf(B.Symbol);
  F.Display = B.Name;
  F.Instantiation = B.Instantiation;
  F.IsOpen = B.IsOpen;
  F.IsOfProgram = B.IsOfProgram;
  F.IsDispatched = B.IsDispatched;
  F.IsBeginOrEnd = B.IsBeginOrEnd;
  F.IsCalledLocked = B.IsCalledLocked;
  F.IsAddressTaken = Prog.Functions.count(B.Symbol);
  return F;
}

/// Names are most of what units exchange, and need only be told apart.
static std::string shortened(std::string Name) {
  constexpr size_t Short = 16;
  return Name.size() <= Short ? Name : "#" + llvm::utohexstr(llvm::xxh3_64bits(Name));
}

std::string holdfast::exchangedName(const Program &Prog, SymbolId S) {
  return shortened(Prog.StableName ? Prog.StableName(S) : Prog.Symbols.key(S).str());
}

SymbolId LockUses::nameOf(SymbolId S) {
  SymbolId &Name = Known[S];
  if (!Name) {
    Name = Out.Names.intern(exchangedName(Prog, S), Prog.Symbols.display(S));
    if (TellsDeclarations && Prog.DeclaratorOf)
      tellDeclaration(S, Name);
  }
  return Name;
}

void LockUses::tellDeclaration(SymbolId S, SymbolId Name) {
  const Span Declarator = Prog.DeclaratorOf(S);
  if (!Declarator.isValid())
    return;
  if (!Macro)
    Macro = Prog.GuardMacro ? Prog.GuardMacro() : "";
  Out.Declared.push_back({Name, spotOf(Declarator), *Macro});
}

UseSpot LockUses::spotOf(Span Where) {
  const Location At = Sources.resolve(Where);
  return {Out.Names.intern(At.File, ""), At.Line, At.Column, At.EndLine, At.EndColumn, At.Offset, At.EndOffset};
}

SymbolId LockUses::lockNameOf(SymbolId S) {
  SymbolId &Name = KnownLocks[S];
  if (!Name) {
    const SymbolId Plain = nameOf(S);
    const std::string Owner = Prog.OwnerName ? Prog.OwnerName(S) : "";
    Name = Out.Names.intern("lock " + Out.Names.key(Plain).str(), (Owner.empty() ? "" : Owner + "::") + Prog.Symbols.display(S).str());
  }
  return Name;
}

SymbolId LockUses::lockNameOf(const Body &Of, PlaceId Local) {
  const PlaceTable::Node &N = Of.Places[Local];
  return Out.Names.intern("lock " + Out.Names.key(nameOf(Of.Symbol)).str() + " " + std::to_string(N.Ordinal), Prog.Symbols.display(N.Name));
}

bool LockUses::mayWait(FunctionId F) const {
  auto It = Noted.find(F);
  return !Seen.count(F) || (It != Noted.end() && !Out.Functions[It->second].Order.isEmpty());
}

/// True for a body that can touch an object with a lock, or hand on a closure that
/// does: under which locks that runs is known there.
bool LockUses::mayTouchLocked(const Body &B) const {
  auto Matters = [&](PlaceId P) {
    const PlaceTable::Node &N = B.Places[P];
    return (N.Type && (Prog.Types[N.Type].HoldsLock || Prog.Types[N.Type].CallOperator)) || (HasGlobalLocks && !N.Parent && N.Root == RootKind::Global);
  };
  for (uint32_t I = 0; HasLocks && I < B.Places.size(); ++I)
    if (Matters(PlaceId(I)))
      return true;
  return false;
}

void LockUses::add(const Results &R) {
  const Body &B = R.Source;
  Seen.insert(B.Id);
  if (B.IsUnchecked || !HasAnyLocks)
    return;
  FunctionUse Found = begin(B);
  if (mayTouchLocked(B)) {
    findFieldUses(Prog, R, *this, Found);
    Found.Loans = findLoanUses(Prog, R, *this);
  }
  Found.Order = findTakes(Prog, R, *this);
  auto It = Noted.find(B.Id);
  if (It != Noted.end()) {
    Out.Functions[It->second] = std::move(Found);
  } else if (!Found.isEmpty()) {
    Noted[B.Id] = Out.Functions.size();
    Out.Functions.push_back(std::move(Found));
  }
}
