//===- Find.cpp - unguarded-access: which events meet ---------------------===//
//
// Of all accesses to guarded data those whose lock is surely not held, or held
// for reading where it is written, or given back on a path that leads there. One
// statement gives one finding for each datum. A lock that some path has never taken
// is left out: a flag may say that the caller holds it.
//
//===----------------------------------------------------------------------===//

#include "rules/unguarded-access/Rule.h"

#include "analysis/Paths.h"

#include <map>

using namespace holdfast;
using namespace holdfast::unguarded_access;

std::vector<Violation> unguarded_access::find(RuleContext &C) {
  std::vector<Violation> Found;
  std::map<std::pair<Span, PlaceId>, size_t> Seen;
  for (const GuardedAccess &Each : guardedAccesses(C.Prog, C.Answers)) {
    const Event &E = C.Answers.Blocks[Each.Where.Block].Events[Each.Where.Index];
    const bool IsNot = Each.Is == GuardedAccess::Held::No || Each.Is == GuardedAccess::Held::SharedOnly;
    if (!E.Where.isValid() || (!IsNot && !(Each.GivenBack && mayStillBe(C.Answers, *Each.GivenBack, Each.Where))))
      continue;
    auto [It, New] = Seen.try_emplace({E.Where, Each.Data}, Found.size());
    if (New)
      Found.push_back(Each);
    else if (Each.IsWrite && !Found[It->second].IsWrite)
      Found[It->second] = Each; // `++n` reads and writes
  }
  return Found;
}
