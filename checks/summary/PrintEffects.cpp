//===- PrintEffects.cpp ---------------------------------------------------===//

#include "summary/PrintEffects.h"

using namespace holdfast;

static std::string printPath(const Program &Prog, const EffectPath &Path) {
  std::string Out = Path.Base == EffectPath::Global   ? Prog.Symbols.display(Path.Name).str()
                    : Path.Base == EffectPath::Object ? "this"
                    : Path.Base == EffectPath::Result ? "result"
                                                      : "arg" + std::to_string(Path.Base);
  for (const Projection &S : Path.Steps)
    switch (S.Kind) {
    case ProjectionKind::Field: Out += "." + Prog.Symbols.display(S.Name).str(); break;
    case ProjectionKind::Base: Out += ".(" + Prog.Symbols.display(S.Name).str() + ")"; break;
    case ProjectionKind::Deref: Out += ".*"; break;
    case ProjectionKind::Element: Out += ".[]"; break;
    case ProjectionKind::Payload: Out += ".value"; break;
    case ProjectionKind::Capture: Out += ".[" + Prog.Symbols.display(S.Name).str() + "]"; break;
    }
  return Out;
}

static const char *wordOf(EffectKind Kind) {
  switch (Kind) {
  case EffectKind::Reads: return "reads";
  case EffectKind::Asks: return "asks";
  case EffectKind::Writes: return "writes";
  case EffectKind::Moves: return "moves";
  case EffectKind::Reinits: return "reinit";
  case EffectKind::Aliases: return "alias";
  case EffectKind::Borrows: return "borrow";
  case EffectKind::Flows: return "flows";
  case EffectKind::RunsNow: return "runs";
  case EffectKind::Spawns: return "spawns";
  case EffectKind::Keeps: return "keeps";
  case EffectKind::Joins: return "joins";
  case EffectKind::Detaches: return "detaches";
  case EffectKind::Abandons: return "abandons";
  case EffectKind::Locks: return "locks";
  case EffectKind::LocksShared: return "locks-shared";
  case EffectKind::Defers: return "defers";
  case EffectKind::Adopts: return "adopts";
  case EffectKind::Unlocks: return "unlocks";
  case EffectKind::Disowns: return "disowns";
  case EffectKind::Waits: return "waits";
  case EffectKind::Needs: return "needs";
  case EffectKind::NeedsShared: return "needs-shared";
  case EffectKind::Excludes: return "excludes";
  case EffectKind::TellsHeld: return "tells";
  }
  return "?";
}

std::string holdfast::printEffects(const Program &Prog, const CallEffects &Effects) {
  std::string Out = Effects.NeverReturns ? "noreturn" : "";
  if (Effects.Blocks)
    Out += (Out.empty() ? "blocks in " : "; blocks in ") + Prog.Symbols.display(Effects.BlocksIn).str();
  for (const Effect &E : Effects.Effects) {
    Out += Out.empty() ? "" : "; ";
    if (E.May)
      Out += "may ";
    bool OfResult = E.Kind == EffectKind::Aliases || E.Kind == EffectKind::Borrows;
    Out += std::string(wordOf(E.Kind)) + "(" + printPath(Prog, OfResult ? E.Target : E.Subject) + ")";
    const EffectPath &Into = OfResult ? E.Subject : E.Target;
    const bool OfLock = E.Kind == EffectKind::Locks || E.Kind == EffectKind::LocksShared;
    if (Into.Base != EffectPath::None && (Into.Base != EffectPath::Result || OfLock))
      Out += " -> " + printPath(Prog, Into);
    if (E.WhenResult)
      Out += *E.WhenResult ? " when true" : " when false";
    if (E.OfReferent)
      Out += " by-reference";
    if (E.Detached)
      Out += " detached";
    if (E.Once)
      Out += " once";
    if (E.Again)
      Out += " again";
    if (E.IfTested)
      Out += " if-untested";
  }
  return Out.empty() ? "none" : Out;
}
