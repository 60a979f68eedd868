//===- Find.cpp - unjoined-thread: which events meet ----------------------===//
//
// Looks at each Abandon, where a destructor or an assignment ends the program
// if its handle is joinable, for the threads that may still run there. Calls
// that merely might throw are no paths in the body: lowering has edges for
// spelled throws, and for handlers of the same function.
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
  explicit Finder(RuleContext &C) : R(C.Answers), L(R.Borrowed) {}

  std::vector<Violation> run() {
    if (L.threads().empty())
      return {};
    for (uint32_t I = 0; I < R.Blocks.size(); ++I) {
      if (!L.before(I))
        continue;
      Loans::State Now = *L.before(I);
      L.enter(I, Now);
      for (uint32_t J = 0; J < R.Blocks[I].Events.size(); ++J) {
        const Event &E = R.Blocks[I].Events[J];
        if (E.Kind == EventKind::Abandon)
          abandoned(E, {I, J}, Now);
        L.transfer(E, Now);
      }
    }
    return std::move(Found);
  }

private:
  void abandoned(const Event &E, EventRef At, const Loans::State &Now) {
    for (PlaceId P : R.Moves.placesOf(E))
      for (auto [Handle, Thread] : Now.Running) {
        if (!Handle || !R.Source.Places.isWithin(Handle, P) || Seen.count(Thread) || !mayStillRun(R, Thread, At))
          continue;
        Seen.insert(Thread);
        bool IsJoined = false;
        for (const Event *End : L.endsOf(Thread))
          IsJoined |= End->Kind == EventKind::Join;
        Found.push_back({Thread, Handle, At, E.From.isValid(), IsJoined || !L.joiningHeads(Thread).empty()});
      }
  }

  Results &R;
  const Loans &L;
  std::vector<Violation> Found;
  std::set<uint32_t> Seen;
};

} // namespace

std::vector<Violation> unjoined_thread::find(RuleContext &C) { return Finder(C).run(); }
