//===- GuardInference.h - which lock guards what, by what most do ---------===//
//
// From what all functions do with fields and locks (LockUse.h makes it) to the
// guards that no annotation declares, and to the accesses that go against them.
// Plain data in and out: names are text that means the same in every unit, no
// body is asked. For each field it looks for the lock that its accesses hold, or
// that their functions hold when they are called (EntryLocks.h).
//
// It errs towards silence: what a function holds of which no caller is seen, and
// that not everyone may call, is not known, and its accesses do not count.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_GUARDINFERENCE_H
#define HOLDFAST_SUMMARY_GUARDINFERENCE_H

#include "analysis/InferredGuards.h"
#include "summary/UseTable.h"

namespace holdfast {

/// A guard is inferred from this many accesses that hold it, and where they are
/// this share of all: two accesses may agree by chance, and where a third of them
/// does without, the lock may be for something else.
inline constexpr unsigned LeastHeld = 3;
inline constexpr unsigned ShareOver = 3, ShareOf = 4;
/// And no more than so many do without: what dozens of places leave out, nobody forgot.
inline constexpr unsigned MostWithout = 8;

/// True where `Held` of `All` are a clear majority.
inline bool isMost(unsigned Held, unsigned All) {
  return Held >= LeastHeld && Held * ShareOf >= All * ShareOver && All - Held <= MostWithout;
}

InferredGuards inferGuards(const UseTable &Uses);

} // namespace holdfast

#endif
