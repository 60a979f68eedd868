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

#include "ir/Symbols.h"
#include "summary/OrderUse.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace holdfast {

/// One access to a field or a global.
struct FieldUse {
  UsePath Field; ///< from the object that has the lock, or the global
  UsePath Owner; ///< that object, in the words of the function
  bool IsWrite = false;
  bool IsDeclared = false; ///< an annotation says how it is guarded
  UsePath Guard;           ///< in a closure: by which lock, as of a UsedLock; else Own
  std::vector<UsedLock> Held;
  std::vector<UsedLock> Unsure;   ///< may be held
  std::vector<UsePath> GivenBack; ///< what the caller has held is not, any more
  bool MayHoldAny = false;        ///< some lock is held of which nobody knows the name
  std::vector<SymbolId> VagueNames; ///< a lock of this name is held, perhaps of this object
  UseSpot Where;
  std::string Data; ///< in the words of the function
};

/// Something that points to a field or a global, and outlives the lock under
/// which it was taken. See analysis/GuardEscape.h.
struct LoanUse {
  UsePath Field; ///< as of a FieldUse
  UsePath Lock;  ///< as of a UsedLock
  uint8_t Way = 0;
  UseSpot Taken, Where, LetGo; ///< the last two may be invalid
  std::string Data, Holder;    ///< in the words of the function
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
  bool TellsNothing = false; ///< of what its callee may count on: what is held, or whose the object is, is not known
  bool IsThread = false;            ///< it runs on its own: nothing is held
  bool IsOnce = false;              ///< it makes a static object
  UseSpot Where;
};

/// What one function does.
struct FunctionUse {
  SymbolId Name;
  std::string Display, Instantiation;
  uint32_t Unit = 0; ///< of the program
  bool IsOpen = false;         ///< anyone may call it
  bool IsOfProgram = false;    ///< nobody else but the units of the program
  bool IsDispatched = false;   ///< there may be calls that nobody sees
  bool IsBeginOrEnd = false;   ///< by its name, of the object's use
  bool IsCalledLocked = false; ///< by its name, with a lock held
  bool IsAddressTaken = false;
  std::vector<FieldUse> Fields;
  std::vector<CallUse> Calls;
  std::vector<LoanUse> Loans;
  OrderUse Order;

  bool isEmpty() const { return Fields.empty() && Calls.empty() && Loans.empty() && Order.isEmpty(); }
};

/// Where a member can be annotated: behind `Declarator`, by the project's macro.
struct DataDeclaration {
  SymbolId Name;
  UseSpot Declarator;
  std::string Macro; ///< "": it has none
  uint32_t Unit = 0; ///< of the program
};

struct UseTable {
  SymbolTable Names;
  std::vector<FunctionUse> Functions;
  std::vector<OrderRule> Orders; ///< as annotations declare them
  std::vector<DataDeclaration> Declared; ///< of members, where that is asked for; each once

  /// The same of one more unit of the program. What a function of a header does
  /// is told by many units; it stays with the first.
  void add(const UseTable &Of, uint32_t Unit);

private:
  llvm::DenseSet<uint64_t> Known; ///< hashes of all that a function does
};

/// Goes up with every change of what is written: a text of another version is not read.
inline constexpr int64_t UseTextVersion = 10;

std::string writeUses(const UseTable &Uses);
/// The error says what is wrong with the text.
llvm::Expected<UseTable> readUses(llvm::StringRef Text);

} // namespace holdfast

#endif
