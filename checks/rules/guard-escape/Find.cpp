//===- Find.cpp - guard-escape: which events meet -------------------------===//
//
// Of all loans that outlive a lock those of data which that lock is declared to
// guard, or which its guard has handed out. A use that is seen to be one of the
// data itself is unguarded-access's.
//
//===----------------------------------------------------------------------===//

#include "rules/guard-escape/Rule.h"

#include "analysis/GuardedAccess.h"

using namespace holdfast;
using namespace holdfast::guard_escape;

static bool isDeclared(const GuardEscape &Each, RuleContext &C) {
  Body &B = C.Answers.Source;
  for (PlaceId P = Each.Data; P; P = B.Places[P].Parent)
    if (const auto *Guards = declaredGuards(C.Prog, B, P))
      for (const DeclaredGuard &G : *Guards)
        if (!G.OfPointee && lockOf(C.Prog, B, P, G) == Each.Lock)
          return true;
  return false;
}

std::vector<Violation> guard_escape::find(RuleContext &C) {
  std::vector<Violation> Found = guardEscapes(C.Answers);
  std::erase_if(Found, [&](const GuardEscape &Each) { return !Each.OfGuard && !isDeclared(Each, C); });
  if (Found.empty())
    return Found;
  const std::vector<GuardedAccess> Accesses = guardedAccesses(C.Prog, C.Answers);
  std::erase_if(Found, [&](const GuardEscape &Each) {
    return Each.How == GuardEscape::Way::Used && llvm::any_of(Accesses, [&](const GuardedAccess &A) {
             return A.Is == GuardedAccess::Held::No && A.Lock == Each.Lock && A.Where.Block == Each.Where.Block &&
                    C.Answers.Source.Places.isWithin(Each.Data, A.Data);
           });
  });
  return Found;
}
