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

#include "ir/Body.h"

#include <map>
#include <string>
#include <vector>

namespace holdfast {

/// A field, a global or a part of one, and the lock that guards it.
struct InferredGuard {
  std::string Data;  ///< "n", "state.n"
  std::string Lock;  ///< in the same object, or a global
  unsigned Held = 0, All = 0;
  bool OfGlobalLock = false;
  Span Example; ///< an access that holds it, a write if there is one
  bool ExampleIsWrite = false;
};

/// An access, or a call, without the lock.
struct StrayAccess {
  uint32_t Guard = 0; ///< of InferredGuards::Guards
  FunctionId In;
  Span Where;
  PlaceId Data; ///< in that body; of a call: what is called on, or invalid
  bool IsWrite = false;
  bool SharedOnly = false; ///< the lock is held, but for reading only
  std::string Called;      ///< not empty: this function is called without the lock
  unsigned CallsHeld = 0, Calls = 0;
  Span CalledFrom;         ///< a call of this function that does not hold it, if that is why
};

struct InferredGuards {
  std::vector<InferredGuard> Guards; ///< in the order of their names
  std::map<FunctionId, std::vector<StrayAccess>> Strays;

  const std::vector<StrayAccess> &of(FunctionId F) const {
    static const std::vector<StrayAccess> None;
    auto It = Strays.find(F);
    return It == Strays.end() ? None : It->second;
  }
};

} // namespace holdfast

#endif
