//===- Find.cpp - lock-leak: which events meet ----------------------------===//
//
// Compares the ways out of a body: one leaves a lock surely held that was taken
// by hand, another has given it back. Silent where the value that is returned
// may tell the caller which of the two it was, where every way that returns
// leaves it held (that is what the function is for), and for locks of which
// something is not known. Then compares each way with the annotations of the
// function; what they do not say counts where the lock is one of which they do.
//
//===----------------------------------------------------------------------===//

#include "rules/lock-leak/Rule.h"

#include "analysis/ElaborateLocks.h"
#include "analysis/Paths.h"

#include <map>

using namespace holdfast;
using namespace holdfast::lock_leak;

namespace {

class Finder {
public:
  explicit Finder(RuleContext &C) : Prog(C.Prog), R(C.Answers), L(R.Guarded) {}

  std::vector<Violation> run() {
    L.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Locks::State &Now) {
      if (E.Kind == EventKind::Return)
        exit(At, E, Now, false);
    });
    for (uint32_t I = 0; I < R.Blocks.size(); ++I)
      throwsOf(I);
    for (auto &[Lock, Ways] : Exits)
      if (!compare(Lock, Ways) && !R.Source.IsUnchecked && !R.Source.MakesOrEnds && !R.Source.IsLambda)
        holdToContract(Lock, Ways);
    return std::move(Found);
  }

private:
  struct Way {
    EventRef At;
    TermId Value; ///< that is returned, where it is a constant
    std::optional<Locks::Fact> Held; ///< taken by hand in this body, and surely held
    std::optional<EventRef> Given;   ///< surely given back
    bool ByThrow = false;
    std::vector<Locks::Fact> Facts = {};
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
      const std::vector<Locks::Fact> &Facts = W.Facts = L.factsOf(Lock, Now);
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

  /// True where it has found something.
  bool compare(PlaceId Lock, const std::vector<Way> &Ways) {
    for (const Way &Leaving : Ways) {
      if (!Leaving.Held)
        continue;
      for (const Way &Other : Ways)
        if (Other.Given && !Other.ByThrow && looksAlike(Leaving, Other) && mayStillBe(R, *Leaving.Held, Leaving.At)) {
          Found.push_back({L.site(Leaving.Held->Site), Leaving.At, *Other.Given, Leaving.ByThrow, Lock});
          return true;
        }
    }
    return false;
  }

  static bool isNamed(const std::vector<RequiredLock> &Of, PlaceId Lock) {
    return llvm::any_of(Of, [&](const RequiredLock &Each) { return Each.Lock == Lock; });
  }

  /// What the annotations of this function say of the lock, against what is so at
  /// the first exit where it is not.
  void holdToContract(PlaceId Lock, const std::vector<Way> &Ways) {
    // What a lock's own functions do to the lock, they do to something inside it.
    const PlaceTable::Node &N = R.Source.Places[Lock];
    if (llvm::is_contained(R.Source.Tried, Lock) || (!N.Parent && N.Root != RootKind::Global))
      return;
    const bool IsPromised = isNamed(R.Source.Promised, Lock), IsRequired = isNamed(R.Source.Required, Lock);
    for (const Way &W : Ways) {
      auto Report = [&](const Locks::Fact &F, Violation::Against What, bool May) {
        Found.push_back({L.site(F.Site), W.At, L.site(F.Site), false, Lock, What, May});
      };
      if (W.ByThrow)
        continue;
      if (IsPromised) {
        if (llvm::all_of(W.Facts, [](const Locks::Fact &F) { return F.Is == Locks::Was::Released; }))
          return Report(W.Facts[0], Violation::Against::Promise, false);
        continue;
      }
      for (const Locks::Fact &F : W.Facts)
        if (F.Is == Locks::Was::Held && !F.Guard && isTold(F, IsRequired) && mayStillBe(R, F, W.At)) {
          const bool May = llvm::any_of(W.Facts, [](const Locks::Fact &Other) { return Other.Is != Locks::Was::Held; });
          return Report(F, IsRequired ? Violation::Against::Release : Violation::Against::Silence, May);
        }
    }
  }

  /// True for a lock that an annotation would have to speak of: where it is held
  /// since the entry and given back, or taken here by what annotations describe.
  bool isTold(const Locks::Fact &F, bool IsRequired) const {
    const EventRef Since = L.site(F.Site);
    if (L.isEntry(Since))
      return IsRequired;
    return Prog.isAnnotatedLock(R.Source, F.Lock) && isSaidOfLocks(Prog, R.Source, R.Blocks[Since.Block].Events[Since.Index]);
  }

  const Program &Prog;
  Results &R;
  const Locks &L;
  std::map<PlaceId, std::vector<Way>> Exits;
  std::vector<Violation> Found;
};

} // namespace

std::vector<Violation> lock_leak::find(RuleContext &C) { return Finder(C).run(); }
