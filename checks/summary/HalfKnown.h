//===- HalfKnown.h - whose locks a body does not know ---------------------===//
//
// Of which classes does a body, or what it calls in its own unit, call functions
// whose bodies are in other files and of which nothing is known? Where a lock is
// given back inline and taken again in another file, what is seen is a lock that
// stays given back: nothing should be told of it until the other half is known.
//
// Thread-safety: none.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_HALFKNOWN_H
#define HOLDFAST_SUMMARY_HALFKNOWN_H

#include "ir/Body.h"

#include "llvm/ADT/BitVector.h"

namespace holdfast {

struct EffectPath;

class HalfKnown {
public:
  explicit HalfKnown(const Program &Prog);
  /// True where `Path` of the body's caller is, or is part of, an object whose class
  /// has functions that the body calls without knowing what they do.
  bool isOn(const Body &B, const EffectPath &Path) const;

private:
  void addOwn(const Body &B, std::vector<FunctionId> &Calls);
  void addEnd(TypeId T, std::vector<FunctionId> &Calls, unsigned Depth = 0) const;

  const Program &Prog;
  std::vector<llvm::BitVector> OfBody; ///< by body: the classes, by type
};

/// True for a function of the user's that has its body elsewhere, may return, and of
/// which no annotation says what it does to locks.
bool isElsewhere(const Callee &C);

} // namespace holdfast

#endif
