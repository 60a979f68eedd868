//===- InferredGuards.h - data that its uses show to be guarded -----------===//
//
// Answers: which accesses of a body go against what nearly all others do, and
// hold no lock, or another one? And which fields are guarded by which lock, by
// how many accesses? Computed by summary/GuardInference from the accesses of
// all functions; plain data, for rules and the dump.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_INFERREDGUARDS_H
#define HOLDFAST_ANALYSIS_INFERREDGUARDS_H

#include "support/Span.h"

#include <cstdint>
#include <string>
#include <vector>

namespace holdfast {

/// A field, a global or a part of one, and the lock that guards it.
struct InferredGuard {
  std::string Data;  ///< "n", "state.n"
  std::string Lock;  ///< in the same object, or a global
  /// The same, from outside in, by names that mean the same in every unit.
  std::vector<std::string> DataKeys, LockKeys;
  unsigned Held = 0, All = 0;
  /// Not 0 where it is not most accesses that hold it, but most functions, in all of theirs.
  unsigned Agree = 0, Functions = 0;
  bool OfGlobalLock = false;
  Location Example; ///< an access that holds it, a write if there is one
  bool ExampleIsWrite = false;
  Location Declarator; ///< behind which an annotation can say it; not valid: nobody asked, or it cannot
  std::string Macro;   ///< the project's own for that, or ""
  uint32_t Unit = 0;   ///< of the program, which has the declaration
};

/// Of how many it is most that hold the lock: accesses, or functions.
inline std::string shareOf(const InferredGuard &G) {
  return std::to_string(G.Functions ? G.Agree : G.Held) + " of " + std::to_string(G.Functions ? G.Functions : G.All);
}

/// One more access like a StrayAccess, in the same function.
struct FurtherAccess {
  Location Where;
  bool IsWrite = false;
};

/// An access, or a call, without the lock.
struct StrayAccess {
  uint32_t Guard = 0; ///< of InferredGuards::Guards
  uint32_t Unit = 0;  ///< of the program
  std::string Function, Instantiation;
  Location Where;
  std::string Data; ///< in the words of the function; empty for a call
  bool IsWrite = false;
  bool SharedOnly = false; ///< the lock is held, but for reading only
  std::string Called;      ///< not empty: this function is called without the lock
  unsigned CallsHeld = 0, Calls = 0;
  std::string DeclaredLock; ///< not empty: an annotation says that this lock guards it, and no Guard is inferred
  std::vector<FurtherAccess> Further; ///< behind it in the text
  Location CalledFrom;     ///< a call of this function that does not hold it, if that is why
};

/// Something that points to the data of a guard and outlives its lock; see
/// GuardEscape.
struct StrayLoan {
  uint32_t Guard = 0; ///< of InferredGuards::Guards
  uint32_t Unit = 0;  ///< of the program
  std::string Function, Instantiation;
  uint8_t Way = 0;
  Location Taken, Where, LetGo; ///< the last two may be invalid
  std::string Data, Holder;     ///< in the words of the function
};

struct InferredGuards {
  std::vector<InferredGuard> Guards; ///< in the order of their names
  std::vector<StrayAccess> Strays;
  std::vector<StrayLoan> Loans;
};

} // namespace holdfast

#endif
