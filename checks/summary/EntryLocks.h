//===- EntryLocks.h - what is held where functions begin ------------------===//
//
// From all calls of a program, what each function surely holds when it is called,
// and what it then has for itself: by its callers, and theirs. It errs towards
// silence: what a function holds of which no caller is seen, and that not everyone
// may call, is not known.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_ENTRYLOCKS_H
#define HOLDFAST_SUMMARY_ENTRYLOCKS_H

#include "summary/UseTable.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>

namespace holdfast {

/// The same lock, or one of them is in the other, as of an object that was asserted to be held.
inline bool isRelated(const UsePath &A, const UsePath &B) { return A.isWithin(B) || B.isWithin(A); }

/// What is known where a function is called: not known at all, or what is held.
struct HeldAtEntry {
  bool IsKnown = false;
  bool IsOnce = false; ///< it only makes static objects: nobody else is there yet
  std::set<UsedLock> Held;
  std::set<UsePath> Fresh; ///< objects that nobody else can reach
  std::set<std::pair<UsePath, UsePath>> Same; ///< two names of one object

  bool isFresh(const UsePath &P) const {
    return llvm::any_of(Fresh, [&](const UsePath &F) { return P.isWithin(F); });
  }
  friend bool operator==(const HeldAtEntry &, const HeldAtEntry &) = default;

  /// Adds what is held, by the names that it has for the object of `U`.
  void addTo(const FieldUse &U, std::set<UsedLock> &Locks) const;
};

/// One way to call a function.
struct CallSite {
  uint32_t Caller = 0, Call = 0;
  HeldAtEntry With;
  bool isHeld(const UsePath &Lock) const {
    return With.isFresh(Lock) || llvm::any_of(With.Held, [&](const UsedLock &H) { return isRelated(H.Path, Lock); });
  }
};

/// A call that does not hold what most calls of the same function hold.
struct StrayCall {
  CallSite At;
  UsedLock Lock;
  unsigned Held = 0, All = 0;
};

class EntryLocks {
public:
  explicit EntryLocks(const UseTable &Uses);

  /// Null where nothing is known.
  const HeldAtEntry *of(SymbolId Function) const {
    auto At = Entries.find(Function);
    return At != Entries.end() && At->second.IsKnown ? &At->second : nullptr;
  }
  /// The calls that tell something.
  llvm::ArrayRef<CallSite> sitesOf(SymbolId Function) const {
    auto At = Sites.find(Function);
    return At == Sites.end() ? llvm::ArrayRef<CallSite>() : llvm::ArrayRef<CallSite>(At->second);
  }
  llvm::ArrayRef<StrayCall> strayCalls() const { return StrayCalls; }
  /// A test that defines `private` away does not open the class to others.
  bool isOpen(const FunctionUse &F) const { return (F.IsOpen && !Closed.count(F.Name)) || F.IsAddressTaken; }
  /// True for what threads are seen to run.
  bool isStarted(SymbolId Function) const { return Started.count(Function); }

private:
  const FunctionUse &function(uint32_t I) const { return Uses.Functions[I]; }
  static UsePath replaced(const UsePath &P, const UsePath &From, const UsePath &To);
  static bool hand(const UsedLock &H, const CallUse &C, const HeldAtEntry &Caller, std::set<UsedLock> &Out);
  HeldAtEntry siteOf(const CallUse &C, const HeldAtEntry &Caller) const;
  std::map<SymbolId, std::vector<CallSite>> allSites() const;
  HeldAtEntry meet(const std::vector<CallSite> &Of, bool IsOpen, std::vector<StrayCall> *Strays) const;
  void find();

  const UseTable &Uses;
  std::map<SymbolId, std::vector<uint32_t>> Named;
  std::set<SymbolId> Closed; ///< private in one unit at least
  std::set<SymbolId> Started;
  std::map<SymbolId, HeldAtEntry> Entries;
  std::map<SymbolId, std::vector<CallSite>> Sites;
  std::vector<StrayCall> StrayCalls;
};

/// The lock itself, or the one in an object that was asserted to be held.
inline bool isGivenBack(const UsePath &Held, llvm::ArrayRef<UsePath> GivenBack) {
  return llvm::any_of(GivenBack, [&](const UsePath &P) { return P.isWithin(Held); });
}

} // namespace holdfast

#endif
