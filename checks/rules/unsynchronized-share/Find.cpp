//===- Find.cpp - unsynchronized-share: which accesses meet ---------------===//
//
// Of all pairs of accesses that meet, one for each place: the first thread's
// first, writes before reads. What thread-capture has said of a thread and of
// what it borrows is not said again.
//
//===----------------------------------------------------------------------===//

#include "rules/unsynchronized-share/Rule.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;
using namespace holdfast::unsynchronized_share;

/// True where the place is part of one that is spoken of already.
static bool isTold(const std::vector<Violation> &Found, const Meeting &M, const PlaceTable &Places) {
  return llvm::any_of(Found, [&](const Violation &V) {
    return Places.compare(V.Pair.First.Place, M.First.Place) != Relation::Disjoint;
  });
}

static bool isBorrowTold(RuleContext &C, const Meeting &M) {
  const PlaceTable &Places = C.Answers.Source.Places;
  return llvm::any_of(*C.Told, [&](const std::pair<uint32_t, PlaceId> &T) {
    return T.first == M.Thread && Places.compare(M.First.Place, T.second) != Relation::Disjoint;
  });
}

/// The lock that `A` holds and `Other` does not, if it is one.
static PlaceId lockOf(const Access &A, const Access &Other) {
  PlaceId Out;
  for (PlaceId P : A.Held)
    if (P && !Other.Held.count(P)) {
      if (Out)
        return PlaceId();
      Out = P;
    }
  return Out;
}

std::vector<Violation> unsynchronized_share::find(RuleContext &C) {
  std::vector<Violation> Out;
  if (C.Answers.Borrowed.threads().empty())
    return Out;
  ThreadReach Reach(C.Prog, C.Answers, C.Reach);
  for (const Meeting &M : Reach.meetings()) {
    if (isTold(Out, M, C.Answers.Source.Places) || isBorrowTold(C, M))
      continue;
    const SpawnedThread &T = C.Answers.Borrowed.threads()[M.Thread];
    Violation V{M};
    V.IsJob = T.IsJob && M.Other && C.Answers.Borrowed.threads()[*M.Other].IsJob;
    V.FirstLock = lockOf(M.First, M.Second);
    V.SecondLock = lockOf(M.Second, M.First);
    V.OfOneLoop = M.Other == M.Thread;
    V.ByTheLoop = !M.Other && Reach.isRepeated(M.Thread, M.Second.At);
    V.IsDeep = Reach.closureOf(M.Thread) != M.First.In;
    Out.push_back(V);
  }
  return Out;
}
