//===- EntryLocks.cpp -----------------------------------------------------===//

#include "summary/EntryLocks.h"

#include "summary/GuardInference.h"

using namespace holdfast;

/// Of a chain of helpers, this many calls are followed.
static constexpr unsigned MaxRounds = 12;

void HeldAtEntry::addTo(const FieldUse &U, std::set<UsedLock> &Locks) const {
  for (const UsedLock &H : Held) {
    UsedLock Here = H;
    if (H.Path.Base != UsePath::Global) {
      if (U.Owner.Base == UsePath::Own || !H.Path.isWithin(U.Owner))
        continue;
      Here.Path.Base = UsePath::Object;
      Here.Path.Steps.erase(Here.Path.Steps.begin(), Here.Path.Steps.begin() + U.Owner.Steps.size());
    }
    if (!isGivenBack(Here.Path, U.GivenBack))
      Locks.insert(Here);
  }
}

EntryLocks::EntryLocks(const UseTable &Uses) : Uses(Uses) {
  for (uint32_t I = 0; I < Uses.Functions.size(); ++I) {
    Named[Uses.Functions[I].Name].push_back(I);
    if (!Uses.Functions[I].IsOpen)
      Closed.insert(Uses.Functions[I].Name);
    for (const CallUse &C : Uses.Functions[I].Calls)
      if (C.IsThread)
        Started.insert(C.Callee);
  }
  find();
}

UsePath EntryLocks::replaced(const UsePath &P, const UsePath &From, const UsePath &To) {
  UsePath Out = To;
  Out.Steps.insert(Out.Steps.end(), P.Steps.begin() + From.Steps.size(), P.Steps.end());
  return Out;
}

/// What a lock of the caller's is to the callee, by all names that it has.
bool EntryLocks::hand(const UsedLock &H, const CallUse &C, const HeldAtEntry &Caller, std::set<UsedLock> &Out) {
  std::vector<UsePath> Names{H.Path};
  for (auto &[A, B] : Caller.Same) {
    if (H.Path.isWithin(A))
      Names.push_back(replaced(H.Path, A, B));
    if (H.Path.isWithin(B))
      Names.push_back(replaced(H.Path, B, A));
  }
  const size_t Before = Out.size();
  for (const UsePath &Name : Names)
    for (const UseBinding &B : C.Bindings)
      if (Name.isWithin(B.Outer))
        Out.insert({replaced(Name, B.Outer, B.Inner), H.Shared});
  return Out.size() != Before;
}

HeldAtEntry EntryLocks::siteOf(const CallUse &C, const HeldAtEntry &Caller) const {
  HeldAtEntry Out;
  Out.IsKnown = true;
  if (C.IsThread)
    return Out;
  Out.IsOnce = C.IsOnce || Caller.IsOnce;
  for (const UseBinding &B : C.Same)
    Out.Same.insert({B.Inner, B.Outer});
  for (const UsedLock &H : C.HeldOutside)
    if (!hand(H, C, Caller, Out.Held) && C.IsClosure)
      Out.IsKnown = false;
  Out.Held.insert(C.Held.begin(), C.Held.end());
  Out.Fresh.insert(C.Fresh.begin(), C.Fresh.end());
  for (const UsedLock &H : Caller.Held) {
    if (isGivenBack(H.Path, C.GivenBack))
      continue;
    if (H.Path.Base == UsePath::Global)
      Out.Held.insert(H);
    hand(H, C, Caller, Out.Held);
  }
  for (const UseBinding &B : C.Bindings)
    if (Caller.isFresh(B.Outer))
      Out.Fresh.insert(B.Inner);
  return Out;
}

std::map<SymbolId, std::vector<CallSite>> EntryLocks::allSites() const {
  std::map<SymbolId, std::vector<CallSite>> Sites;
  std::set<std::pair<SymbolId, UseSpot>> Seen; // a template's are the same in each instantiation
  for (uint32_t I = 0; I < Uses.Functions.size(); ++I) {
    const FunctionUse &F = function(I);
    auto At = Entries.find(F.Name);
    if (At == Entries.end() || !At->second.IsKnown)
      continue; // nobody knows what its callers hold
    for (uint32_t J = 0; J < F.Calls.size(); ++J)
      if (Named.count(F.Calls[J].Callee) && !F.Calls[J].TellsNothing && Seen.insert({F.Calls[J].Callee, F.Calls[J].Where}).second)
        if (CallSite S{I, J, siteOf(F.Calls[J], At->second)}; S.With.IsKnown)
          Sites[F.Calls[J].Callee].push_back(std::move(S));
  }
  return Sites;
}

HeldAtEntry EntryLocks::meet(const std::vector<CallSite> &Sites, bool IsOpen, std::vector<StrayCall> *Strays) const {
  HeldAtEntry Out;
  Out.IsKnown = true;
  Out.IsOnce = llvm::all_of(Sites, [](const CallSite &S) { return S.With.IsOnce; });
  std::set<UsedLock> Any;
  for (const CallSite &S : Sites)
    Any.insert(S.With.Held.begin(), S.With.Held.end());
  for (const UsedLock &Lock : Any) {
    unsigned Held = 0, All = 0;
    for (const CallSite &S : Sites) {
      const bool IsHeld = S.isHeld(Lock.Path);
      Held += IsHeld && !S.With.isFresh(Lock.Path);
      All += !S.With.isFresh(Lock.Path);
    }
    if (Held != All && (IsOpen || !isMost(Held, All)))
      continue;
    Out.Held.insert(Lock);
    for (const CallSite &S : Sites)
      if (Strays && !S.isHeld(Lock.Path))
        Strays->push_back({S, Lock, Held, All});
  }
  for (const UsePath &F : Sites.front().With.Fresh)
    if (llvm::all_of(Sites, [&](const CallSite &S) { return S.With.isFresh(F); }))
      Out.Fresh.insert(F);
  for (const auto &Pair : Sites.front().With.Same)
    if (llvm::all_of(Sites, [&](const CallSite &S) { return S.With.Same.count(Pair); }))
      Out.Same.insert(Pair);
  return Out;
}

void EntryLocks::find() {
  for (const FunctionUse &F : Uses.Functions)
    if (isOpen(F) && !F.IsCalledLocked && (!F.IsOfProgram || F.IsAddressTaken))
      Entries[F.Name].IsKnown = true;
  for (unsigned Round = 0; Round < MaxRounds; ++Round) {
    bool Changed = false;
    Sites = allSites();
    for (auto &[Name, List] : Sites) {
      const FunctionUse &F = function(Named[Name].front());
      if (F.IsDispatched && !F.IsAddressTaken)
        continue;
      HeldAtEntry Now = F.IsAddressTaken ? HeldAtEntry{true, false, {}, {}, {}} : meet(List, isOpen(F), nullptr);
      if (F.IsCalledLocked && Now.Held.empty())
        continue;
      HeldAtEntry &Known = Entries[Name];
      Changed |= !(Known == Now);
      Known = std::move(Now);
    }
    if (!Changed)
      break;
  }
  for (auto &[Name, List] : Sites) {
    const FunctionUse &F = function(Named[Name].front());
    if (!isOpen(F))
      meet(List, false, &StrayCalls);
  }
}
