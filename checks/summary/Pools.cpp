//===- Pools.cpp ----------------------------------------------------------===//

#include "summary/Pools.h"

#include "model/CallEffects.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>

using namespace holdfast;

namespace {

/// Longer paths say nothing.
constexpr uint32_t MaxDepth = 8;
/// More places than this are not followed from one of them.
constexpr size_t MaxPlaces = 200;

/// A place in its caller's words; or a global's, which are everybody's.
struct OuterPath {
  int Base = EffectPath::Object;
  SymbolId Global;
  llvm::SmallVector<Projection, 4> Steps;
  bool IsObject = false; ///< of a virtual function that runs, not a closure
};

/// What one body moves, copies or binds where, in no order.
struct Copies {
  std::vector<std::pair<PlaceId, PlaceId>> Values;   ///< from, to
  std::vector<std::pair<PlaceId, PlaceId>> Pointers; ///< target, pointer
};

class PoolFinder {
public:
  explicit PoolFinder(Program &Prog) : Prog(Prog) {}

  void run() {
    auto Spawns = [](const CallEffects *Row) {
      return Row && llvm::any_of(Row->Effects, [](const Effect &E) { return E.Kind == EffectKind::Spawns; });
    };
    std::vector<bool> IsSpawn;
    for (const Callee &Each : Prog.Callees)
      IsSpawn.push_back(Spawns(Each.Row));
    for (Body &B : Prog.Bodies)
      for (uint32_t I = 0; I < B.Calls.size() && !B.Blocks.empty(); ++I) {
        const Call &C = B.Calls[I];
        const CallEffects *Row = C.Target && IsSpawn[C.Target.index()] ? Prog.Callees[C.Target.index()].Row : nullptr;
        if (!Row && !Spawns(C.Made))
          continue;
        OfLoop = isInLoop(B, CallId(I));
        if (Row)
          started(B, C, *Row);
        if (Spawns(C.Made))
          started(B, C, *C.Made);
      }
  }

private:
  /// True where the call may come again after itself.
  static bool isInLoop(const Body &B, CallId C) {
    std::vector<uint32_t> Work;
    for (uint32_t I = 0; I < B.Blocks.size(); ++I)
      if (llvm::any_of(B.Blocks[I].Events, [&](const Event &E) { return E.Kind == EventKind::Call && E.From == C; }))
        Work.push_back(I);
    const std::vector<uint32_t> Own = Work;
    std::vector<bool> Seen(B.Blocks.size());
    while (!Work.empty()) {
      uint32_t At = Work.back();
      Work.pop_back();
      for (const Edge &E : B.Blocks[At].Successors)
        if (!Seen[E.To.index()])
          Seen[E.To.index()] = true, Work.push_back(E.To.index());
    }
    return llvm::any_of(Own, [&](uint32_t I) { return Seen[I]; });
  }

  void started(Body &B, const Call &C, const CallEffects &Row) {
    for (const Effect &E : Row.Effects)
      if (E.Kind == EffectKind::Spawns && E.Subject.Base >= 0 && size_t(E.Subject.Base) < C.Args.size())
        started(B, C, C.Args[E.Subject.Base]);
  }

  /// The function that runs where the value at `A` is called, and the call that
  /// has its arguments: `C` itself, or that of std::bind.
  std::pair<FunctionId, const Call *> functionOf(const Body &B, const Call &C, const Argument &A) const {
    auto BodyOf = [&](CalleeId Named) { return Prog.Callees[Named.index()].Body; };
    if (A.Function)
      return {BodyOf(A.Function), &C};
    TypeId T = A.Place ? B.Places[A.Place].Type : TypeId();
    if (T && Prog.Types[T].CallOperator)
      return {Prog.Types[T].CallOperator, nullptr};
    for (const Call &Bound : B.Calls)
      if (A.Place && Bound.Result == A.Place && !Bound.Args.empty() && Bound.Args[0].Function)
        return {BodyOf(Bound.Args[0].Function), &Bound};
    return {};
  }

  void started(Body &B, const Call &C, const Argument &A) {
    auto [F, With] = functionOf(B, C, A);
    if (!F)
      return;
    for (const OuterPath &Path : runsOf(F)) {
      PlaceId P;
      if (Path.Global) {
        if (!Path.IsObject || isQueue({Path.Global}, Path.Steps))
          note({Path.Global}, Path.Steps);
        continue;
      }
      if (!With && Path.Base == EffectPath::Object)
        P = A.Place;
      else if (With)
        P = argumentOf(*With, Path.Base, Prog.Bodies[F.index()].This.isValid(), B);
      if (P)
        for (PlaceId Each : sourcesOf(B, project(B, P, Path.Steps), false))
          note(B, Each, Path.IsObject);
      if ((!P || !isNamed(B, P)) && (!Path.IsObject || isQueue({}, Path.Steps)))
        note({}, Path.Steps); // who the object is, is not told
    }
  }

  static bool isNamed(const Body &B, PlaceId P) { return B.Places[B.Places.rootOf(P)].Root != RootKind::Param; }

  /// What a thread function's object or parameter is, among what follows it.
  PlaceId argumentOf(const Call &C, int Base, bool IsMember, Body &B) const {
    size_t At = size_t(Base == EffectPath::Object ? 1 : Base + (IsMember ? 2 : 1));
    if (At >= C.Args.size() || !C.Args[At].Place)
      return PlaceId();
    if (Base != EffectPath::Object)
      return C.Args[At].Place;
    return B.Places.project(C.Args[At].Place, {ProjectionKind::Deref, {}, 0, {}});
  }

  PlaceId project(Body &B, PlaceId P, llvm::ArrayRef<Projection> Steps) const {
    for (const Projection &Step : Steps)
      P = B.Places.project(P, Step, Prog.Symbols.type(Step.Name));
    return P;
  }

  //--- what a function runs ---

  const std::vector<OuterPath> &runsOf(FunctionId F) {
    auto [It, New] = Runs.try_emplace(F);
    if (!New || F.index() >= Prog.Bodies.size() || Prog.Bodies[F.index()].Blocks.empty())
      return It->second; // of a function that calls itself: what is known by then
    Body &B = Prog.Bodies[F.index()];
    std::set<PlaceId> Run, Objects;
    for (const Call &C : B.Calls) {
      const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
      if (!Target)
        continue;
      if (Target->Row) {
        for (const Effect &E : Target->Row->Effects)
          if (E.Kind == EffectKind::RunsNow && E.Subject.Base >= 0 && size_t(E.Subject.Base) < C.Args.size())
            called(B, C.Args[E.Subject.Base], Run, Objects);
      } else if (Target->Body && !Target->MayDispatch) {
        for (const OuterPath &Path : std::vector<OuterPath>(runsOf(Target->Body)))
          if (PlaceId P = inCaller(B, C, Path))
            (Path.IsObject ? Objects : Run).insert(P);
      } else if (C.Object.Place && Target->MayDispatch) {
        Objects.insert(C.Object.Place);
      } else if (C.Object.Place && Prog.Symbols.display(Target->Name) == "operator()") {
        Run.insert(C.Object.Place);
      }
    }
    std::vector<OuterPath> Out;
    std::set<PlaceId> Ends;
    for (const std::set<PlaceId> *Set : {&Run, &Objects})
      for (PlaceId P : *Set)
        for (PlaceId End : sourcesOf(B, P, false))
          if (Ends.insert(End).second)
            if (auto Path = outerPath(B, End)) {
              Path->IsObject = Set == &Objects;
              Out.push_back(std::move(*Path));
            }
    return Runs[F] = std::move(Out);
  }

  /// A closure that a row runs: what its body runs of its captures.
  void called(Body &B, const Argument &A, std::set<PlaceId> &Run, std::set<PlaceId> &Objects) {
    TypeId T = A.Place ? B.Places[A.Place].Type : TypeId();
    FunctionId F = T ? Prog.Types[T].CallOperator : FunctionId();
    if (!F && A.Place)
      Run.insert(A.Place);
    if (F)
      for (const OuterPath &Path : std::vector<OuterPath>(runsOf(F)))
        if (!Path.Global && Path.Base == EffectPath::Object)
          (Path.IsObject ? Objects : Run).insert(project(B, A.Place, Path.Steps));
  }

  PlaceId inCaller(Body &B, const Call &C, const OuterPath &Path) {
    PlaceId P;
    if (Path.Global)
      P = B.Places.makeRoot(RootKind::Global, Path.Global, 0, TypeId());
    else if (Path.Base == EffectPath::Object)
      P = C.Object.Place;
    else if (Path.Base == EffectPath::Result)
      P = C.Result;
    else if (size_t(Path.Base) < C.Args.size())
      P = C.Args[Path.Base].Place;
    return P ? project(B, P, Path.Steps) : P;
  }

  std::optional<OuterPath> outerPath(const Body &B, PlaceId P) const {
    OuterPath Path;
    for (; B.Places[P].Parent; P = B.Places[P].Parent) {
      Projection Step = B.Places[P].Step;
      if (Step.IndexPlace)
        Step = {ProjectionKind::Element, {}, Projection::UnknownElement, {}};
      Path.Steps.insert(Path.Steps.begin(), Step);
    }
    switch (B.Places[P].Root) {
    case RootKind::This: Path.Base = EffectPath::Object; break;
    case RootKind::Return: Path.Base = EffectPath::Result; break;
    case RootKind::Param: Path.Base = int(B.Places[P].Ordinal); break;
    case RootKind::Global: Path.Global = B.Places[P].Name; break;
    default: return std::nullopt;
    }
    return Path.Steps.size() > MaxDepth || (Path.Base == EffectPath::None) ? std::nullopt : std::optional(Path);
  }

  //--- where a value came from ---

  /// Where the value at `P` may have come from: places of the object, of
  /// parameters and of globals; of locals where nothing else is known. With
  /// `Always`, what goes into `P` is followed although it is one of these.
  std::set<PlaceId> sourcesOf(Body &B, PlaceId P, bool Always) {
    const Copies &Known = copiesOf(B);
    std::set<PlaceId> Seen{P}, Out;
    std::vector<PlaceId> Work{P};
    while (!Work.empty()) {
      PlaceId At = Work.back();
      Work.pop_back();
      RootKind Root = B.Places[B.Places.rootOf(At)].Root;
      bool IsEnd = Root == RootKind::This || Root == RootKind::Param || Root == RootKind::Global;
      bool HasMore = false;
      auto Go = [&](PlaceId Next) {
        if (B.Places[Next].Depth <= MaxDepth && Seen.size() < MaxPlaces && Seen.insert(Next).second)
          Work.push_back(Next), HasMore = true;
      };
      if (!IsEnd || (Always && At == P)) {
        for (auto [From, To] : Known.Values)
          if (B.Places.isWithin(At, To))
            Go(B.Places.rebase(At, To, From));
          else if (B.Places.isWithin(To, At))
            Go(From);
        for (auto [From, To] : Known.Pointers)
          if (B.Places.isWithin(At, To))
            Go(behind(B, At, To, From));
      }
      if (IsEnd ? At != P || !Always : !HasMore)
        Out.insert(At);
    }
    return Out;
  }

  /// `At`, reached through the pointer or reference `To`, by its target's name.
  PlaceId behind(Body &B, PlaceId At, PlaceId To, PlaceId From) const {
    if (At == To)
      return From;
    PlaceId First = At;
    while (B.Places[First].Parent != To)
      First = B.Places[First].Parent;
    bool IsThrough = B.Places[First].Step.Kind == ProjectionKind::Deref;
    return B.Places.rebase(At, IsThrough ? First : To, From);
  }

  const Copies &copiesOf(Body &B) {
    auto [It, New] = CopiesOf.try_emplace(B.Id);
    Copies Out;
    if (!New)
      return It->second;
    for (const Block &Each : B.Blocks)
      for (const Event &E : Each.Events)
        if (E.Other && (E.Kind == EventKind::Move || E.Kind == EventKind::Flow))
          Out.Values.push_back({E.Place, E.Other});
        else if (E.Other && E.Kind == EventKind::Borrow)
          Out.Pointers.push_back({E.Place, E.Other});
    for (const Call &C : B.Calls)
      copiesOfCall(B, C, Out);
    return CopiesOf[B.Id] = std::move(Out);
  }

  /// What a call hands on: by the callee's body, else whatever it might.
  void copiesOfCall(Body &B, const Call &C, Copies &Out) {
    const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
    if (Target && !Target->Row && Target->Body && !Target->MayDispatch) {
      for (auto &[From, To] : std::vector<std::pair<OuterPath, OuterPath>>(givesOf(Target->Body)))
        if (PlaceId P = inCaller(B, C, From), Q = inCaller(B, C, To); P && Q)
          Out.Values.push_back({P, Q});
      return;
    }
    auto MayHold = [&](PlaceId P) {
      TypeId T = P ? B.Places[P].Type : TypeId();
      return T && (Prog.Types[T].IsClass || Prog.Types[T].IsHandle);
    };
    const bool IsKnown = Target && Target->Row;
    if (IsKnown)
      for (const Effect &E : Target->Row->Effects)
        if (E.Kind == EffectKind::Aliases || E.Kind == EffectKind::Borrows)
          if (PlaceId P = E.Target.Base == EffectPath::Object       ? C.Object.Place
                          : size_t(E.Target.Base) < C.Args.size() ? C.Args[E.Target.Base].Place
                                                                  : PlaceId();
              P && C.Result && E.Subject.Base == EffectPath::Result)
            return Out.Pointers.push_back({project(B, P, E.Target.Steps), C.Result});
    if (MayHold(C.Result) && MayHold(C.Object.Place))
      Out.Values.push_back({C.Object.Place, C.Result});
    const bool IsConstructor = Target && Target->IsConstructor;
    for (const Argument &A : C.Args) {
      if (!MayHold(A.Place))
        continue;
      if (MayHold(C.Result))
        Out.Values.push_back({A.Place, C.Result});
      if (C.Object.Place && (IsConstructor || C.Object.How != Passing::ConstReference))
        Out.Values.push_back({A.Place, C.Object.Place});
      if (C.Object.Place && A.How == Passing::Reference) // `queue.tryPop(job)`, `a.swap(b)`
        Out.Values.push_back({C.Object.Place, A.Place});
    }
  }

  /// What goes from what the caller can name into what it can name.
  const std::vector<std::pair<OuterPath, OuterPath>> &givesOf(FunctionId F) {
    auto [It, New] = Gives.try_emplace(F);
    if (!New || Prog.Bodies[F.index()].Blocks.empty())
      return It->second;
    Body &B = Prog.Bodies[F.index()];
    std::vector<std::pair<OuterPath, OuterPath>> Out;
    std::vector<PlaceId> Into;
    if (B.Return)
      Into.push_back(B.Return);
    for (PlaceId P : B.Params)
      if (P && B.Places[P].IsReference)
        Into.push_back(P);
    for (PlaceId P : Into)
      for (PlaceId From : sourcesOf(B, P, true))
        if (auto To = outerPath(B, P), Path = outerPath(B, From); To && Path)
          Out.push_back({std::move(*Path), std::move(*To)});
    return Gives[F] = std::move(Out);
  }

  //--- what was found ---

  void note(const Body &B, PlaceId P, bool IsObject) {
    OuterPath Path;
    PlaceId Root = P;
    for (; B.Places[Root].Parent; Root = B.Places[Root].Parent)
      Path.Steps.insert(Path.Steps.begin(), B.Places[Root].Step);
    llvm::SmallVector<SymbolId, 2> Names;
    if (B.Places[Root].Root == RootKind::Global)
      Names.push_back(B.Places[Root].Name);
    if (!IsObject || isQueue(Names, Path.Steps))
      note(std::move(Names), Path.Steps);
  }

  /// True for a container whose elements are taken out one by one: objects in it
  /// are jobs. Those of another, or a plain pointer, are looked at again and again.
  bool isQueue(llvm::ArrayRef<SymbolId> Names, llvm::ArrayRef<Projection> Steps) {
    SymbolId Last = Names.empty() ? SymbolId() : Names.back();
    for (const Projection &Step : Steps) {
      if (isContent(Step))
        return Last && taken().count(Last);
      if (Step.Kind == ProjectionKind::Field)
        Last = Step.Name;
    }
    return false;
  }

  /// Fields and globals of which a library function, without being told more,
  /// takes something away.
  const std::set<SymbolId> &taken() {
    if (!IsTakenKnown)
      for (const Body &B : Prog.Bodies)
        for (const Call &C : B.Calls) {
          const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
          if (!Target || !Target->Row || !C.Object.Place || !C.Args.empty())
            continue;
          const PlaceTable::Node &N = B.Places[C.Object.Place];
          if (llvm::any_of(Target->Row->Effects, [](const Effect &E) {
                return E.Kind == EffectKind::Writes && E.Subject.Base == EffectPath::Object && E.Subject.Steps.empty();
              }))
            TakenFrom.insert(N.Parent ? N.Step.Name : N.Name);
        }
    IsTakenKnown = true;
    return TakenFrom;
  }

  static bool isContent(const Projection &Step) {
    return Step.Kind == ProjectionKind::Element || Step.Kind == ProjectionKind::Payload;
  }

  /// The names on the way to the container; what is in it has names of its own.
  void note(llvm::SmallVector<SymbolId, 2> Names, llvm::ArrayRef<Projection> Steps) {
    for (const Projection &Step : Steps) {
      if (isContent(Step) && !Names.empty())
        break;
      if (Step.Kind == ProjectionKind::Field && Step.Name)
        Names.push_back(Step.Name);
    }
    if (Names.empty() || !Names[0])
      return;
    // Of several queues, each thread may have one for itself.
    const bool ByMany = OfLoop && llvm::count_if(Steps, isContent) < 2;
    auto Known = llvm::find_if(Prog.Drained, [&](const DrainedMember &Each) { return Each.Names == Names; });
    if (Known == Prog.Drained.end())
      Prog.Drained.push_back({std::move(Names), ByMany});
    else
      Known->ByMany |= ByMany;
  }

  Program &Prog;
  bool OfLoop = false; ///< the threads are started in a loop
  std::set<SymbolId> TakenFrom;
  bool IsTakenKnown = false;
  std::map<FunctionId, std::vector<OuterPath>> Runs;
  std::map<FunctionId, std::vector<std::pair<OuterPath, OuterPath>>> Gives;
  std::map<FunctionId, Copies> CopiesOf;
};

} // namespace

void holdfast::findDrained(Program &Prog) { PoolFinder(Prog).run(); }
