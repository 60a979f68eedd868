//===- Find.cpp - use-after-move: which events meet -----------------------===//

#include "rules/use-after-move/Rule.h"

#include "analysis/Paths.h"
#include "ir/Print.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>

using namespace holdfast;
using namespace holdfast::use_after_move;

namespace {

class Finder {
public:
  explicit Finder(RuleContext &C) : C(C), R(C.Answers), Blocks(R.Blocks) {}

  std::vector<Violation> run() {
    if (R.Moves.sites().empty())
      return {};
    for (uint32_t I = 0; I < Blocks.size(); ++I) {
      if (!R.Moves.before(I))
        continue;
      MoveState::State Now = *R.Moves.before(I);
      for (uint32_t J = 0; J < Blocks[I].Events.size(); ++J) {
        const Event &E = Blocks[I].Events[J];
        if (isUse(E))
          for (PlaceId P : R.Moves.placesOf(E))
            consider({I, J}, E, P, Now);
        R.Moves.transfer(E, Now);
      }
    }
    return std::move(Found);
  }

private:
  bool isUse(const Event &E) const {
    return E.Kind == EventKind::Move || (E.Kind == EventKind::Use && (E.Mode != UseKind::Ask || C.IsStrict));
  }
  const Event &at(EventRef Ref) const { return Blocks[Ref.Block].Events[Ref.Index]; }

  void consider(EventRef Use, const Event &E, PlaceId P, const MoveState::State &Now) {
    if (describePlace(C.Prog, R.Source, P).empty() && describePlace(C.Prog, R.Source, E.Place).empty())
      return; // nothing that the user has a name for
    if (R.Source.Places.isCapturedByArgument(P))
      return; // the caller, whose closure it is, has the name
    auto Hits = R.Moves.movesReaching(P, Now);
    // The whole itself says more than its parts.
    llvm::sort(Hits, [&](const MoveHit &X, const MoveHit &Y) {
      return std::tuple(X.Place != P, X.Site, X.Place) < std::tuple(Y.Place != P, Y.Site, Y.Place);
    });
    for (const MoveHit &Hit : Hits) {
      const MoveState::Site &Site = R.Moves.sites()[Hit.Site];
      const Event &Move = at(Site.Where);
      bool IsPart = Site.Place != P && R.Source.Places.isWithin(Site.Place, P);
      if (IsPart && E.MayNotHappen && E.From)
        continue; // a summary that was cut short: which part is read is not known
      if (IsPart && E.Whole.isValid() && !C.IsStrict)
        continue; // 'std::move(whole)' hands over what is left, and says so
      if (!C.IsStrict && R.Moves.isReset(Site.Place) && isRefilling(Use, E, Site.Place))
        continue; // what is empty may be filled
      if (!Seen.insert({E.Where, Move.Where}).second || !mayMoveReach(C.Prog, R, Site.Where, Use, Hit.Place, !C.IsStrict))
        continue;
      Violation V;
      V.Move = Site.Where;
      V.Use = Use;
      V.Moved = Site.Place;
      V.Used = P;
      V.IsPart = IsPart;
      V.IsSameEvent = Site.Where == Use;
      V.IsWithinCall = !V.IsSameEvent && E.Kind == EventKind::Move && E.From && E.From == Move.From;
      // Every loop's first iteration is safe: that needs no saying.
      V.May = (Hit.AlsoLive && !V.IsSameEvent && mayReachUnmoved(R, Use, Hit.Place)) || Move.MayNotHappen || Move.Assumed;
      V.IsUnsequenced = E.Unsequenced && !Move.Unsequenced && Move.Where.Begin != E.Where.Begin && !V.IsSameEvent;
      V.Loop = loopBetween(Site.Where, Use);
      Found.push_back(V);
      return; // one cause, one report
    }
  }

  /// True where the use is by a callee that is seen to give a part of `P` a value.
  bool isRefilling(EventRef At, const Event &E, PlaceId P) const {
    return E.Kind == EventKind::Use && E.From && !E.MayNotHappen && llvm::any_of(Blocks[At.Block].Events, [&](const Event &Each) {
      return Each.Kind == EventKind::Init && Each.From == E.From && !Each.MayNotHappen && !Each.IsFresh &&
             llvm::any_of(R.Moves.placesOf(Each), [&](PlaceId Q) { return R.Source.Places.isWithin(Q, P); });
    });
  }

  /// The head of the loop whose edge back every way from `From` to `To` takes.
  std::optional<uint32_t> loopBetween(EventRef From, EventRef To) const {
    if (From.Block == To.Block && From.Index < To.Index)
      return std::nullopt;
    std::vector<bool> Seen(Blocks.size(), false);
    std::vector<uint32_t> Work{From.Block};
    std::optional<uint32_t> Head;
    while (!Work.empty()) {
      uint32_t B = Work.back();
      Work.pop_back();
      for (const Edge &E : Blocks[B].Successors) {
        uint32_t Next = E.To.index();
        if (E.Kind == EdgeKind::Back) {
          if (!Head && Blocks[Next].Where.isValid())
            Head = Next;
          continue;
        }
        if (Next == To.Block)
          return std::nullopt;
        if (!Seen[Next]) {
          Seen[Next] = true;
          Work.push_back(Next);
        }
      }
    }
    return Head;
  }

  RuleContext &C;
  Results &R;
  llvm::ArrayRef<Block> Blocks;
  std::vector<Violation> Found;
  std::set<std::pair<Span, Span>> Seen; ///< (use, move) that were asked about
};

} // namespace

std::vector<Violation> use_after_move::find(RuleContext &C) { return Finder(C).run(); }
