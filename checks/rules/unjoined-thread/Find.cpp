//===- Find.cpp - unjoined-thread: which events meet ----------------------===//
//
// Looks at each Abandon, where a destructor or an assignment ends the program
// if its handle is joinable, for the threads that may still run there. Calls
// that merely might throw are no paths in the body: lowering has edges for
// spelled throws, and for handlers of the same function. Strict mode asks at
// each such call what would be destroyed.
//
//===----------------------------------------------------------------------===//

#include "rules/unjoined-thread/Rule.h"

#include "analysis/Paths.h"

#include <set>

using namespace holdfast;
using namespace holdfast::unjoined_thread;

namespace {

class Finder {
public:
  explicit Finder(RuleContext &C) : C(C), R(C.Answers), L(R.Borrowed) {}

  std::vector<Violation> run() {
    L.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Loans::State &Now) {
      if (E.Kind == EventKind::Abandon)
        abandoned(E, At, Now);
    });
    if (C.IsStrict)
      L.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Loans::State &Now) {
        if (E.Kind == EventKind::Call && R.Source.Calls[E.From.index()].MayThrowOut)
          thrown(At, Now);
      });
    return std::move(Found);
  }

private:
  /// True where it is an assignment that ends what `P` held.
  bool isOverwritten(EventRef At, PlaceId P) const {
    const auto &Events = R.Blocks[At.Block].Events;
    for (size_t I = At.Index; I < Events.size(); ++I)
      if (Events[I].Kind != EventKind::Abandon)
        return Events[I].Kind == EventKind::Move && Events[I].Other && R.Source.Places.isWithin(P, Events[I].Other);
    return false;
  }

  void abandoned(const Event &E, EventRef At, const Loans::State &Now) {
    for (PlaceId P : R.Moves.placesOf(E))
      for (auto [Handle, Thread] : Now.Running) {
        if (!Handle || !R.Source.Places.isWithin(Handle, P) || Seen.count(Thread) || !mayStillRun(R, Thread, At))
          continue;
        Seen.insert(Thread);
        bool IsJoined = false;
        for (const Event *End : L.endsOf(Thread))
          IsJoined |= End->Kind == EventKind::Join;
        Found.push_back({Thread, Handle, At, isOverwritten(At, P), IsJoined || !L.joiningHeads(Thread).empty()});
      }
  }

  /// An exception would end the handles that the function's own end ends.
  void thrown(EventRef At, const Loans::State &Now) {
    for (auto [Handle, Thread] : Now.Running) {
      if (!Handle || Seen.count(Thread) || !endsHere(Handle) || !mayStillRun(R, Thread, At))
        continue;
      Seen.insert(Thread);
      Violation V{Thread, Handle, At};
      V.IsImplied = true;
      Found.push_back(V);
    }
  }

  /// True for a handle that dies with the function, and would end the program.
  bool endsHere(PlaceId Handle) const {
    PlaceId Root = R.Source.Places.rootOf(Handle);
    bool IsDropped = false, IsAbandoned = false;
    for (const Block &Each : R.Blocks)
      for (const Event &E : Each.Events) {
        IsDropped |= E.Kind == EventKind::Drop && E.Place == Root;
        IsAbandoned |= E.Kind == EventKind::Abandon && R.Source.Places.rootOf(E.Place) == Root;
      }
    return IsDropped && IsAbandoned;
  }

  RuleContext &C;
  Results &R;
  const Loans &L;
  std::vector<Violation> Found;
  std::set<uint32_t> Seen;
};

} // namespace

std::vector<Violation> unjoined_thread::find(RuleContext &C) { return Finder(C).run(); }
