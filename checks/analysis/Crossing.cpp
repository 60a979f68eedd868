//===- Crossing.cpp -------------------------------------------------------===//

#include "analysis/Crossing.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <set>

using namespace holdfast;

namespace {

/// Collects the built-in integers behind pointers that a function steps by one
/// in a given direction, also through the functions that it calls.
class Steps {
public:
  Steps(const Program &Prog, bool Upwards) : Prog(Prog), Upwards(Upwards) {}

  void walk(FunctionId F) { walk(F, Context()); }

  std::set<SymbolId> Counts; ///< by the member that holds or points to the count
  bool MayBeProtected = false; ///< by a lock, or by another way

private:
  /// How a function was reached: through a pointer to its object, and with
  /// which members as its arguments.
  struct Context {
    bool IsBehindPointer = false;
    llvm::SmallVector<SymbolId, 2> Arguments;
    unsigned Depth = 0;
  };

  void walk(FunctionId F, const Context &By) {
    if (!F || By.Depth > 3 || !Seen.insert(F).second)
      return;
    const Body &B = Prog.Bodies[F.index()];
    for (const Block &Each : B.Blocks)
      for (const Event &E : Each.Events)
        if (E.Kind == EventKind::Call)
          call(B, B.Calls[E.From.index()], By);
        else if (E.Kind == EventKind::Use && E.Mode == UseKind::Write && E.Value)
          write(B, E, By);
  }

  static bool isBehindPointer(const Body &B, PlaceId P, const Context &By) {
    for (; B.Places[P].Parent; P = B.Places[P].Parent)
      if (B.Places[P].Step.Kind == ProjectionKind::Deref)
        return true;
    return By.IsBehindPointer && B.Places[P].Root == RootKind::This;
  }

  /// The member that `P` is, or is reached through.
  static SymbolId memberOf(const Body &B, PlaceId P, const Context &By) {
    for (; P && B.Places[P].Parent; P = B.Places[P].Parent)
      if (B.Places[P].Step.Kind == ProjectionKind::Field)
        return B.Places[P].Step.Name;
    bool IsParam = P && B.Places[P].Root == RootKind::Param && B.Places[P].Ordinal < By.Arguments.size();
    return IsParam ? By.Arguments[B.Places[P].Ordinal] : SymbolId();
  }

  void write(const Body &B, const Event &E, const Context &By) {
    const Term &Step = B.Terms[E.Value];
    if (Step.Kind == TermKind::Constant && Step.Constant == (Upwards ? 1 : -1) && isBehindPointer(B, E.Place, By))
      if (SymbolId Member = memberOf(B, E.Place, By))
        Counts.insert(Member);
  }

  void call(const Body &B, const Call &C, const Context &By) {
    if (!C.Target) {
      MayBeProtected = true; // nobody knows what it does
      return;
    }
    const Callee &Target = Prog.Callees[C.Target.index()];
    // Whatever is called so: silence is the better guess.
    for (const char *Word : {"lock", "atomic", "sync", "interlock"})
      MayBeProtected |= Prog.Symbols.display(Target.Name).contains_insensitive(Word);
    Context Inner;
    Inner.Depth = By.Depth + 1;
    Inner.IsBehindPointer = C.Object.Place && isBehindPointer(B, C.Object.Place, By);
    for (const Argument &A : C.Args)
      Inner.Arguments.push_back(memberOf(B, A.Place, By));
    if (!Target.MayDispatch)
      walk(Target.Body, Inner);
  }

  const Program &Prog;
  const bool Upwards;
  std::set<FunctionId> Seen;
};

/// Looks for one kind of type among all that goes along with another.
class Search {
public:
  Search(const Program &Prog, bool ForUnknown) : Prog(Prog), ForUnknown(ForUnknown) {}

  std::optional<Stay> from(TypeId T, bool IsShared = false) {
    if (!T || !Seen.insert({T, IsShared}).second)
      return std::nullopt;
    const TypeInfo &Info = Prog.Types[T];
    if (std::optional<StayReason> Why = reason(T, IsShared))
      return Stay{*Why, {}};
    if (Info.Crosses != Crossing::AsParts && Info.Crosses != Crossing::Shares)
      return std::nullopt;
    for (const auto &[Step, Part] : Info.Holds)
      if (std::optional<Stay> Found = from(Part, IsShared || Info.Crosses == Crossing::Shares)) {
        Found->Path.insert(Found->Path.begin(), {Step, Part});
        return Found;
      }
    return std::nullopt;
  }

private:
  /// Why `T` by itself must stay, or is unknown.
  std::optional<StayReason> reason(TypeId T, bool IsShared) const {
    const TypeInfo &Info = Prog.Types[T];
    if (ForUnknown)
      return Info.Crosses == Crossing::Unknown ? std::optional(StayReason::Unknown) : std::nullopt;
    switch (Info.Crosses) {
    case Crossing::NotSend: return StayReason::Marked;
    case Crossing::Guard: // of a shared object: it may be the thread that locks
      return !IsShared && (Info.Holds.empty() || llvm::any_of(Info.Holds, [&](const auto &P) { return isMutex(P.second); }))
                 ? std::optional(StayReason::Guard) : std::nullopt;
    case Crossing::AsParts:
      return countsReferences(Prog, T) ? std::optional(StayReason::Counted) : std::nullopt;
    case Crossing::Send:
    case Crossing::Mutex:
    case Crossing::Shares:
    case Crossing::Unheld:
    case Crossing::Unknown: return std::nullopt;
    }
    return std::nullopt;
  }

  /// A mutex, or a class around one.
  bool isMutex(TypeId T, unsigned Depth = 0) const {
    const TypeInfo &Info = Prog.Types[T];
    return Info.Crosses == Crossing::Mutex ||
           (Info.Crosses == Crossing::AsParts && Depth < 3 &&
            llvm::any_of(Info.Holds, [&](const auto &P) { return isMutex(P.second, Depth + 1); }));
  }

  const Program &Prog;
  const bool ForUnknown;
  std::set<std::pair<TypeId, bool>> Seen;
};

} // namespace

bool holdfast::countsReferences(const Program &Prog, TypeId T) {
  const TypeInfo &Info = Prog.Types[T];
  if (!Info.Copy || !Info.Destructor)
    return false;
  Steps Up(Prog, true), Down(Prog, false);
  Up.walk(Info.Copy);
  Down.walk(Info.Destructor);
  return !Up.MayBeProtected && !Down.MayBeProtected &&
         llvm::any_of(Up.Counts, [&](SymbolId Count) { return Down.Counts.count(Count) > 0; });
}

std::optional<Stay> holdfast::findStay(const Program &Prog, TypeId T) { return Search(Prog, false).from(T); }
std::optional<Stay> holdfast::findUnknown(const Program &Prog, TypeId T) { return Search(Prog, true).from(T); }

Arrival holdfast::findArrival(llvm::ArrayRef<Block> Blocks, PlaceId Value) {
  Arrival Made;
  for (const Block &Each : Blocks)
    for (const Event &E : Each.Events) {
      if ((E.Kind == EventKind::Move || E.Kind == EventKind::Flow) && E.Other == Value)
        return {E.Place, E.Where};
      if (E.Kind == EventKind::Init && E.Place == Value && !Made.Where.isValid())
        Made.Where = E.Where;
    }
  return Made;
}

bool holdfast::isMadeUnheld(const Program &Prog, const Body &B, PlaceId Guard) {
  for (const Call &C : B.Calls) {
    if (C.Object.Place != Guard || !C.Target || !Prog.Callees[C.Target.index()].IsConstructor)
      continue;
    return C.Args.empty() || llvm::any_of(C.Args, [&](const Argument &A) {
      TypeId T = A.Place ? B.Places[A.Place].Type : TypeId();
      return T && Prog.Types[T].Crosses == Crossing::Unheld;
    });
  }
  return false;
}
