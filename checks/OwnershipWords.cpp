//===- OwnershipWords.cpp -------------------------------------------------===//

#include "OwnershipWords.h"

#include "ir/Print.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace holdfast;

std::string OwnershipWords::place(PlaceId P) const {
  return P ? describePlace(Prog, R.Source, namedWhole(R.Source, P)) : "";
}

std::string OwnershipWords::nameOf(const OwnedVariable &V) const {
  const std::string Path =
      V.IsAlias ? "" : describePlace(Prog, R.Source, V.Place);
  return Path.empty() ? Prog.Symbols.display(V.Name).str() : Path;
}

std::string OwnershipWords::lockOf(const OwnedVariable &V) const {
  return V.DeclaredLock ? place(V.DeclaredLock)
         : V.Guard      ? Guards[*V.Guard].Lock
                        : "";
}

std::string OwnershipWords::guardOf(const OwnedVariable &V) const {
  if (V.DeclaredLock)
    return "declared to be guarded by '" + lockOf(V) + "'";
  return V.Guard ? "guarded by '" + lockOf(V) +
                       "': " + shareOf(Guards[*V.Guard]) + " accesses hold it"
                 : "";
}

const char *OwnershipWords::kindOf(OwnershipKind Kind) {
  switch (Kind) {
  case OwnershipKind::Owned:
    return "owned";
  case OwnershipKind::Moved:
    return "moved";
  case OwnershipKind::MaybeMoved:
    return "maybe-moved";
  case OwnershipKind::PartlyMoved:
    return "partly-moved";
  case OwnershipKind::Borrowed:
    return "borrowed";
  case OwnershipKind::Borrows:
    return "borrows";
  case OwnershipKind::Shared:
    return "shared";
  case OwnershipKind::Guarded:
    return "guarded";
  }
  return "";
}

std::string OwnershipWords::otherOf(const OwnershipFact &F) const {
  if (F.Kind != OwnershipKind::Moved && F.Kind != OwnershipKind::MaybeMoved &&
      F.Kind != OwnershipKind::PartlyMoved)
    return place(F.Other);
  if (const std::string Name = place(F.Other); !Name.empty())
    return Name;
  // A parameter by value is made of it, or the call itself moves.
  for (const Call &C : R.Source.Calls)
    if (C.Target && F.Other && llvm::any_of(C.Args, [&](const Argument &A) {
          return A.Place == F.Other;
        }))
      return Prog.Symbols.display(Prog.Callees[C.Target.index()].Name).str();
  const CalleeId Target =
      F.Call ? R.Source.Calls[F.Call.index()].Target : CalleeId();
  return Target ? Prog.Symbols.display(Prog.Callees[Target.index()].Name).str()
                : "";
}

static std::string ownerOf(const Body &B, PlaceId P) {
  switch (B.Places[B.Places.rootOf(P)].Root) {
  case RootKind::This:
    return B.IsLambda ? "owned by the closure" : "owned by the object";
  case RootKind::Global:
    return "owned by the program";
  default:
    return "owned";
  }
}

/// Of a reference to what this body has no other name for.
static std::string lenderOf(const Body &B, PlaceId P) {
  if (B.Places[B.Places.rootOf(P)].Root == RootKind::Param)
    return "borrowed from the caller";
  return B.IsLambda ? "borrowed from where the closure is made"
                    : "borrowed by the object";
}

std::string OwnershipWords::messageOf(const OwnedVariable &V,
                                      const OwnershipFact &F) const {
  const std::string Other = otherOf(F),
                    Quoted = Other.empty() ? "" : "'" + Other + "'";
  const std::string Into = Quoted.empty() ? "" : " into " + Quoted;
  switch (F.Kind) {
  case OwnershipKind::Owned:
    return ownerOf(R.Source, V.Place);
  case OwnershipKind::Moved:
    return "moved" + Into;
  case OwnershipKind::MaybeMoved:
    return "may have been moved" + Into;
  case OwnershipKind::PartlyMoved:
    return "its part '" + place(F.Part) + "' was moved" + Into;
  case OwnershipKind::Borrowed:
    return "borrowed by " + Quoted;
  case OwnershipKind::Borrows:
    return Quoted.empty() ? lenderOf(R.Source, V.Place) : "borrows " + Quoted;
  case OwnershipKind::Shared:
    return "shared with " + (!F.Other         ? "a detached thread"
                             : Quoted.empty() ? "a thread"
                                              : "the thread of " + Quoted);
  case OwnershipKind::Guarded:
    return F.Other == V.Place ? "held" : Quoted + " is held";
  }
  return "";
}

static bool isWithin(const Location &Mention, const Location &Range) {
  return Range.Offset <= Mention.Offset && Mention.Offset < Range.EndOffset;
}

static Location emptyAt(Location L) {
  L.Line = L.EndLine, L.Column = L.EndColumn, L.Offset = L.EndOffset;
  return L;
}

std::vector<OwnershipHint>
OwnershipWords::hints(const OwnedVariable &V,
                      const VariableOwnership &Of) const {
  std::vector<OwnershipHint> Out;
  if (!Of.Guard.empty() && !Of.Mentions.empty())
    Out.push_back({emptyAt(Of.Mentions.front()),
                   "guarded by " + lockOf(V) +
                       (V.DeclaredLock ? "" : ", " + shareOf(Guards[*V.Guard])),
                   Of.Guard});
  std::set<Location> Moves;
  for (const OwnershipRange &Range : Of.Ranges) {
    const bool IsMove = Range.Kind == kindOf(OwnershipKind::Moved) ||
                        Range.Kind == kindOf(OwnershipKind::MaybeMoved);
    const std::string Text =
        Range.Kind == kindOf(OwnershipKind::Moved) ? "moved" : "maybe moved";
    if (IsMove && Moves.count(Range.Cause) == 0 &&
        Range.Cause.EndOffset <= Range.Where.Offset) {
      Moves.insert(Range.Cause); // the first range behind it says what it does
      Out.push_back({emptyAt(Range.Cause), Text, Range.Message});
    }
    for (const Location &Mention : Of.Mentions) {
      // A name that is given another value in this line needs no word.
      if (!isWithin(Mention, Range.Where) ||
          (IsMove && Range.Where.EndLine == Mention.Line))
        continue;
      if (IsMove)
        Out.push_back({emptyAt(Mention), Text, Range.Message});
      else if (Range.Kind == kindOf(OwnershipKind::Shared)) {
        Out.push_back({emptyAt(Mention), Range.Message, Range.Message});
        break;
      }
    }
  }
  llvm::sort(Out);
  Out.erase(std::unique(Out.begin(), Out.end(),
                        [](const OwnershipHint &X, const OwnershipHint &Y) {
                          return X.At == Y.At && X.Text == Y.Text;
                        }),
            Out.end());
  return Out;
}
