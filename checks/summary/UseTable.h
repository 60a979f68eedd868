//===- UseTable.h - what functions do with fields and locks, as data ------===//
//
// What one unit tells the others of a program: which fields its functions touch
// under which locks, and which functions they call holding what. Plain data:
// names are text that means the same in every unit, places in the source are
// resolved. As text it is what units exchange: one JSON document of one line,
// with a version; "" where a unit has nothing to tell.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_USETABLE_H
#define HOLDFAST_SUMMARY_USETABLE_H

#include "ir/Place.h"
#include "ir/Symbols.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/Error.h"

#include <compare>
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

/// Where something is written; the file is a name.
struct UseSpot {
  SymbolId File;
  uint32_t Line = 0, Column = 0, EndLine = 0, EndColumn = 0, Offset = 0, EndOffset = 0;

  bool isValid() const { return Line != 0; }
  friend auto operator<=>(const UseSpot &, const UseSpot &) = default;
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
  UseSpot Where;
  std::string Data; ///< in the words of the function
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
  UseSpot Where;
};

/// What one function does.
struct FunctionUse {
  SymbolId Name;
  std::string Display, Instantiation;
  uint32_t Unit = 0; ///< of the program
  bool IsOpen = false;         ///< anyone may call it
  bool IsOfProgram = false;    ///< nobody else but the units of the program
  bool IsCalledLocked = false; ///< by its name, with a lock held
  bool IsAddressTaken = false;
  std::vector<FieldUse> Fields;
  std::vector<CallUse> Calls;
};

struct UseTable {
  SymbolTable Names;
  std::vector<FunctionUse> Functions;

  /// The same of one more unit of the program. What a function of a header does
  /// is told by many units; it stays with the first.
  void add(const UseTable &Of, uint32_t Unit);

private:
  llvm::DenseSet<uint64_t> Known; ///< hashes of all that a function does
};

std::string writeUses(const UseTable &Uses);
/// The error says what is wrong with the text.
llvm::Expected<UseTable> readUses(llvm::StringRef Text);

} // namespace holdfast

#endif
