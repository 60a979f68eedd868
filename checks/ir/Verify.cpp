//===- Verify.cpp ---------------------------------------------------------===//

#include "ir/Verify.h"

#include "ir/Print.h"

using namespace holdfast;

static bool needsPlace(EventKind Kind) {
  switch (Kind) {
  case EventKind::Call:
  case EventKind::Return:
  case EventKind::Assume:
  case EventKind::Suspend: return false;
  default: return true;
  }
}

static bool needsOther(EventKind Kind) { return Kind == EventKind::Borrow || Kind == EventKind::Flow; }

std::optional<std::string> holdfast::verify(const Program &Prog, const Body &B) {
  auto Wrong = [&](size_t Block, const std::string &What) {
    return B.Name + ", block " + std::to_string(Block) + ": " + What;
  };
  if (B.Blocks.size() < 3)
    return B.Name + ": entry and exits are missing";
  for (uint32_t Exit : {Body::ExitIndex, Body::UnwindIndex})
    if (!B.Blocks[Exit].Successors.empty())
      return Wrong(Exit, "an exit has successors");
  for (size_t I = 0; I < B.Blocks.size(); ++I) {
    for (const Edge &To : B.Blocks[I].Successors)
      if (!To.To || To.To.index() >= B.Blocks.size())
        return Wrong(I, "an edge to no block");
    for (const Event &E : B.Blocks[I].Events) {
      bool HasPlace = E.Place && E.Place.index() < B.Places.size();
      if (needsPlace(E.Kind) && !HasPlace)
        return Wrong(I, "an event without a place");
      if (needsOther(E.Kind) && !(E.Other && E.Other.index() < B.Places.size()))
        // A place that is not in the table cannot be printed.
        return Wrong(I, "an event without its second place" + (E.Other ? "" : ": " + printEvent(Prog, B, E)));
      if (E.Kind == EventKind::Call && !(E.From && E.From.index() < B.Calls.size()))
        return Wrong(I, "a call that is not in the table");
      if (E.Kind == EventKind::Assume && !(E.Assumed && E.Assumed.index() < B.Terms.conditionCount()))
        return Wrong(I, "an assumption of nothing");
    }
  }
  return std::nullopt;
}
