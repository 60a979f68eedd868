//===- LoanUses.cpp -------------------------------------------------------===//

#include "summary/LoanUses.h"

#include "analysis/GuardEscape.h"
#include "ir/Print.h"
#include "summary/LockUse.h"
#include "summary/UseWords.h"

using namespace holdfast;

std::vector<LoanUse> holdfast::findLoanUses(const Program &Prog, const Results &R, LockUses &All) {
  std::vector<LoanUse> Out;
  const std::vector<GuardEscape> Escapes = guardEscapes(R);
  if (Escapes.empty())
    return Out;
  const UseWords Words(Prog, R, All);
  auto Spot = [&](EventRef At) { return R.Blocks[At.Block].Events[At.Index].Where; };
  for (const GuardEscape &Each : Escapes) {
    const Datum D = Each.OfGuard ? Datum() : Words.datumOf(Each.Data);
    if (!D.Object || Words.isDeclared(D) || !Words.isData(D.data()))
      continue;
    std::optional<UsePath> Field = Words.pathOf(D), Lock = Words.below(Each.Lock, D.Object, {UsePath::Object, {}, {}});
    if (!Lock)
      Lock = Words.global(Each.Lock);
    if (!Field || !Lock)
      continue;
    LoanUse L;
    L.Field = *Field, L.Lock = *Lock, L.Way = uint8_t(Each.How);
    L.Taken = All.spotOf(Spot(Each.Taken));
    if (Each.How == GuardEscape::Way::Used)
      L.Where = All.spotOf(Spot(Each.Where));
    if (Each.LetGo.isValid())
      L.LetGo = All.spotOf(Each.LetGo);
    L.Data = describePlace(Prog, R.Source, D.data());
    L.Holder = describePlace(Prog, R.Source, Each.Holder);
    if (L.Taken.isValid())
      Out.push_back(std::move(L));
  }
  return Out;
}
