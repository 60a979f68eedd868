//===- GuardInference.h - which lock guards what, by what most do ---------===//
//
// From what all functions do with fields and locks (LockUse.h makes it) to the
// guards that no annotation declares, and to the accesses that go against them.
// Plain data in and out: names are text that means the same in every unit, no
// body is asked. Two steps: what each function surely holds when it is called,
// by its callers; then, for each field, the lock that its accesses hold.
//
// It errs towards silence: what a function holds of which no caller is seen, and
// that not everyone may call, is not known, and its accesses do not count.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_GUARDINFERENCE_H
#define HOLDFAST_SUMMARY_GUARDINFERENCE_H

#include "analysis/InferredGuards.h"

#include <compare>
#include <set>
#include <string>
#include <vector>

namespace holdfast {

/// A place in words that outlive its body: from the object, a parameter or a
/// global down. Names are of UseTable::Names; base classes are no steps.
struct UsePath {
  static constexpr int Object = -1, Global = -4, Own = -5;
  int Base = Own; ///< Own: nobody else has a name for it
  SymbolId Name;  ///< of a global
  std::vector<Projection> Steps;

  /// True where this is `Outer` or a part of what it reaches.
  bool isWithin(const UsePath &Outer) const;
  friend auto operator<=>(const UsePath &, const UsePath &) = default;
};

/// A lock that is held. Of an access its path begins at the object that has the
/// field; of a call it is in the words of the callee.
struct UsedLock {
  UsePath Path;
  bool Shared = false;
  friend auto operator<=>(const UsedLock &, const UsedLock &) = default;
};

/// One access to a field or a global.
struct FieldUse {
  UsePath Field; ///< from the object that has the lock, or the global
  UsePath Owner; ///< that object, in the words of the function
  bool IsWrite = false;
  bool IsDeclared = false; ///< an annotation says how it is guarded
  std::vector<UsedLock> Held;
  std::vector<UsedLock> Unsure;   ///< may be held
  std::vector<UsePath> GivenBack; ///< what the caller has held is not, any more
  bool MayHoldAny = false;        ///< some lock is held of which nobody knows the name
  std::vector<SymbolId> VagueNames; ///< a lock of this name is held, perhaps of this object
  Span Where;
  PlaceId Data; ///< in the function's body
};

/// What the callee calls `Inner`, its caller calls `Outer`.
struct UseBinding {
  UsePath Inner, Outer;
};

struct CallUse {
  SymbolId Callee;
  std::vector<UsedLock> Held;
  std::vector<UseBinding> Bindings; ///< through which what the caller's callers hold is known
  std::vector<UseBinding> Same;     ///< two names that the callee has for one object
  std::vector<UsedLock> HeldOutside; ///< in the caller's words
  std::vector<UsePath> GivenBack;   ///< in the caller's words
  bool IsClosure = false;           ///< it may have captured what it has no other name for
  std::vector<UsePath> Fresh;       ///< objects of the callee's that nobody else can reach
  bool MayHoldAny = false;
  bool IsThread = false;            ///< it runs on its own: nothing is held
  Span Where;
  PlaceId Object;
};

/// What one function does.
struct FunctionUse {
  SymbolId Name;
  std::string Display;
  FunctionId Id;
  bool IsOpen = false;         ///< anyone may call it
  bool IsCalledLocked = false; ///< by its name, with a lock held
  bool IsAddressTaken = false;
  std::vector<FieldUse> Fields;
  std::vector<CallUse> Calls;
};

struct UseTable {
  SymbolTable Names;
  std::vector<FunctionUse> Functions;
};

/// A guard is inferred from this many accesses that hold it, and where they are
/// this share of all: two accesses may agree by chance, and where a third of them
/// does without, the lock may be for something else.
inline constexpr unsigned LeastHeld = 3;
inline constexpr unsigned ShareOver = 3, ShareOf = 4;

InferredGuards inferGuards(const UseTable &Uses);

} // namespace holdfast

#endif
