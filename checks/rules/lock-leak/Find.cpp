//===- Find.cpp - lock-leak: which events meet ----------------------------===//
//
// Compares the ways out of a body: one leaves a lock surely held that was taken
// by hand, another has given it back. Silent where the value that is returned
// may tell the caller which of the two it was, where every way that returns
// leaves it held (that is what the function is for), and for locks of which
// something is not known.
//
//===----------------------------------------------------------------------===//

#include "rules/lock-leak/Rule.h"

#include "analysis/Paths.h"

#include <map>

using namespace holdfast;
using namespace holdfast::lock_leak;

namespace {

class Finder {
public:
  explicit Finder(RuleContext &C) : R(C.Answers), L(R.Guarded) {}

  std::vector<Violation> run() {
    L.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Locks::State &Now) {
      if (E.Kind == EventKind::Return)
        exit(At, E, Now, false);
    });
    for (uint32_t I = 0; I < R.Blocks.size(); ++I)
      throwsOf(I);
    for (auto &[Lock, Ways] : Exits)
      compare(Lock, Ways);
    return std::move(Found);
  }

private:
  struct Way {
    EventRef At;
    TermId Value; ///< that is returned, where it is a constant
    std::optional<Locks::Fact> Held; ///< taken by hand in this body, and surely held
    std::optional<EventRef> Given;   ///< surely given back
    bool ByThrow = false;
  };

  /// The blocks from which an exception leaves the body.
  void throwsOf(uint32_t I) {
    const Locks::State *Before = L.before(I);
    if (!Before || R.Blocks[I].Events.empty() || I == Body::UnwindIndex ||
        llvm::none_of(R.Blocks[I].Successors, [](const Edge &E) { return E.To.index() == Body::UnwindIndex; }))
      return;
    Locks::State Now = *Before;
    for (const Event &E : R.Blocks[I].Events)
      L.transfer(E, Now);
    exit({I, uint32_t(R.Blocks[I].Events.size() - 1)}, R.Blocks[I].Events.back(), Now, true);
  }

  void exit(EventRef At, const Event &E, const Locks::State &Now, bool ByThrow) {
    std::set<PlaceId> Of;
    for (const Locks::Fact &F : Now.Facts)
      if (F.Lock && R.Source.Places[R.Source.Places.rootOf(F.Lock)].Root != RootKind::Local)
        Of.insert(F.Lock);
    for (PlaceId Lock : Of) {
      Way W{At, {}, {}, {}, ByThrow};
      if (E.Kind == EventKind::Return && E.Value && R.Source.Terms[E.Value].Kind == TermKind::Constant)
        W.Value = E.Value;
      std::vector<Locks::Fact> Facts = L.factsOf(Lock, Now);
      auto IsHeld = [&](const Locks::Fact &F) { return F.Is == Locks::Was::Held && !F.Guard && !L.isEntry(L.site(F.Site)); };
      auto IsGiven = [](const Locks::Fact &F) { return F.Is == Locks::Was::Released; };
      if (llvm::all_of(Facts, IsHeld))
        W.Held = Facts[0];
      else if (llvm::all_of(Facts, IsGiven))
        W.Given = L.site(Facts[0].Site);
      Exits[Lock].push_back(W);
    }
  }

  /// True where the caller cannot tell the two ways apart by what is returned.
  bool looksAlike(const Way &X, const Way &Y) const {
    return X.ByThrow || !R.Source.Return || (X.Value && X.Value == Y.Value);
  }

  void compare(PlaceId Lock, const std::vector<Way> &Ways) {
    for (const Way &Leaving : Ways) {
      if (!Leaving.Held)
        continue;
      for (const Way &Other : Ways)
        if (Other.Given && !Other.ByThrow && looksAlike(Leaving, Other) && mayStillBe(R, *Leaving.Held, Leaving.At)) {
          Found.push_back({L.site(Leaving.Held->Site), Leaving.At, *Other.Given, Leaving.ByThrow, Lock});
          return;
        }
    }
  }

  Results &R;
  const Locks &L;
  std::map<PlaceId, std::vector<Way>> Exits;
  std::vector<Violation> Found;
};

} // namespace

std::vector<Violation> lock_leak::find(RuleContext &C) { return Finder(C).run(); }
