//===- LockEffects.h - what a body does to its caller's locks -------------===//
//
// The part of a summary that rules about locks need: which locks of the
// caller's, or global ones, a body takes and gives back, in which order, and
// which it leaves held, by which guard of the caller's. What it does with locks
// of its own, nobody sees.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_LOCKEFFECTS_H
#define HOLDFAST_SUMMARY_LOCKEFFECTS_H

#include "analysis/Results.h"

#include <map>

namespace holdfast {

class LockEffects {
public:
  explicit LockEffects(const Results &R) : R(R), B(R.Source) {}

  /// Called for each event, with the state before it.
  void note(const Event &E, const Locks::State &Now);
  void appendTo(CallEffects &Out);

private:
  struct Known {
    bool TakenFirst = false, GivenFirst = false; ///< while it was as at entry
    bool Shared = false, Restored = false; ///< given back and taken again by a callee
    bool LeftHeld = false, LeftReleased = false, LeftAlone = false; ///< at some return
    bool HeldIfTrue = false, HeldIfFalse = false, OtherIfTrue = false, OtherIfFalse = false, Untold = false;
    std::set<PlaceId> Guards; ///< by which it is left held; invalid: none
  };
  void finish(PlaceId Lock, Known &K) const;
  void append(PlaceId Lock, const Known &K, CallEffects &Out) const;
  EffectPath guardOf(const Known &K) const;

  const Results &R;
  const Body &B;
  std::map<PlaceId, Known> Of;
  std::vector<std::pair<Locks::State, std::optional<bool>>> Returns; ///< with the truth that is returned
};

} // namespace holdfast

#endif
