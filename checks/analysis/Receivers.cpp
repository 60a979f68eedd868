//===- Receivers.cpp ------------------------------------------------------===//

#include "analysis/Receivers.h"

#include "analysis/Origins.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace holdfast;

namespace {

/// Longer ways from a function to the one that keeps what it is given say nothing.
constexpr unsigned MaxCalls = 4;

/// Where a function puts what it is given.
struct Kept {
  PlaceId Place; ///< in the words of the function that does so; invalid: it is not told
  Span Where;
};

/// What a temporary, or a reference that is a local, stands for: what it
/// was bound to, or the library's object that has handed it out.
PlaceId origin(const Body &B, llvm::ArrayRef<Block> Blocks, const Program &Prog, PlaceId P) {
  for (unsigned Steps = 0; P && Steps < MaxCalls; ++Steps) {
    PlaceId Root = B.Places.rootOf(P), From;
    const PlaceTable::Node &N = B.Places[Root];
    if (N.Root != RootKind::Temporary && !(N.Root == RootKind::Local && N.IsReference))
      return P;
    for (const Block &Each : Blocks)
      for (const Event &E : Each.Events)
        if (E.Kind == EventKind::Borrow && E.Other == Root)
          From = E.Place;
    for (const Call &C : B.Calls)
      if (!From && C.Result == Root && C.Target && Prog.Callees[C.Target.index()].IsLibrary)
        From = C.Object.Place;
    if (!From || B.Places.rootOf(From) == Root)
      return P;
    P = From;
  }
  return P;
}

/// Looks into functions, for one closure or one object.
class Callees {
public:
  explicit Callees(const Program &Prog) : Prog(Prog) {}

  const Body *bodyOf(const Call &C) const {
    const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
    return Target && Target->Body && !Target->MayDispatch ? &Prog.Bodies[Target->Body.index()] : nullptr;
  }

  /// What becomes of parameter `P` of `B`: a library's container or function
  /// object that lasts takes it.
  std::optional<Kept> keeps(const Body &B, PlaceId P, unsigned Depth = 0) const {
    if (!P || Depth > MaxCalls)
      return std::nullopt;
    for (const Block &Each : B.Blocks)
      for (const Event &E : Each.Events)
        if ((E.Kind == EventKind::Move || E.Kind == EventKind::Flow) && E.Place == P && lasts(B, originOf(B, E.Other)))
          return Kept{originOf(B, E.Other), E.Where};
    for (const Call &C : B.Calls)
      for (size_t I = 0; I < C.Args.size(); ++I) {
        if (!holds(B, C.Args[I].Place, P))
          continue;
        if (const Body *Inner = bodyOf(C)) {
          if (std::optional<Kept> There = I < Inner->Params.size() ? keeps(*Inner, Inner->Params[I], Depth + 1) : std::nullopt)
            if (std::optional<Kept> Here = outside(B, C, *Inner, *There))
              return Here;
        } else if (isTaking(C) && lasts(B, originOf(B, C.Object.Place))) {
          return Kept{originOf(B, C.Object.Place), C.Where};
        }
      }
    return std::nullopt;
  }

  /// The same place as a caller of `Inner` sees it, where it still lasts.
  std::optional<Kept> outside(const Body &B, const Call &C, const Body &Inner, const Kept &There) const {
    const PlaceTable::Node &Root = Inner.Places[Inner.Places.rootOf(There.Place)];
    if (Root.Root == RootKind::Global)
      return Kept{PlaceId(), There.Where};
    PlaceId Out = Root.Root == RootKind::This ? C.Object.Place
                  : Root.Root == RootKind::Param && Root.Ordinal < C.Args.size() ? C.Args[Root.Ordinal].Place
                                                                                 : PlaceId();
    Out = originOf(B, Out);
    if (!lasts(B, Out))
      return std::nullopt;
    return Kept{Out, There.Where};
  }

  /// False where `P` is no more than the function's own.
  static bool lasts(const Body &B, PlaceId P) {
    if (!P)
      return false;
    const PlaceTable::Node &Root = B.Places[B.Places.rootOf(P)];
    return Root.Root == RootKind::This || Root.Root == RootKind::Global || Root.IsReference ||
           (Root.Root == RootKind::Param && B.Places.rootOf(P) != P);
  }

private:
  PlaceId originOf(const Body &B, PlaceId P) const { return origin(B, B.Blocks, Prog, P); }
  /// A library's function that changes the object with what it is given.
  bool isTaking(const Call &C) const {
    const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
    return Target && Target->IsLibrary && !Target->IsConst && !Target->IsStatic && C.Object.Place;
  }
  bool holds(const Body &B, PlaceId Given, PlaceId P) const {
    return Given && (Given == P || llvm::is_contained(findOrigins(Prog, B, B.Blocks, Given), P));
  }

  const Program &Prog;
};

/// What a class's destructor does about receivers.
class Destruction {
public:
  Destruction(const Program &Prog, const Callees &Functions, TypeId Class) : Functions(Functions) {
    const TypeInfo &Info = Prog.Types[Class];
    IsHidden = Info.HidesDestructor;
    if (Info.Destructor)
      visit(Prog.Bodies[Info.Destructor.index()], 0);
  }

  bool IsHidden = false;
  /// True where it calls a function of something with that type, or gives it away.
  bool looksAfter(TypeId T) const { return T && Touched.count(T); }
  bool asks(CalleeId F) const { return F && Called.count(F); }

private:
  void visit(const Body &B, unsigned Depth) {
    if (Depth > MaxCalls || !Seen.insert(B.Id).second)
      return;
    for (const Call &C : B.Calls) {
      if (C.Target)
        Called.insert(C.Target);
      touch(B, C.Object.Place);
      for (const Argument &A : C.Args)
        touch(B, A.Place);
      if (const Body *Inner = Functions.bodyOf(C))
        visit(*Inner, Depth + 1);
    }
  }
  void touch(const Body &B, PlaceId P) {
    for (; P; P = B.Places[P].Parent)
      if (TypeId T = B.Places[P].Type)
        Touched.insert(T);
  }

  const Callees &Functions;
  std::set<TypeId> Touched;
  std::set<CalleeId> Called;
  std::set<FunctionId> Seen;
};

class Finder {
public:
  Finder(const Program &Prog, const Results &R)
      : Prog(Prog), R(R), B(R.Source), Functions(Prog), End(Prog, Functions, B.Places[B.This].Type) {}

  std::vector<KeptClosure> run() {
    if (End.IsHidden)
      return {};
    for (const Closure &Each : B.Closures)
      for (const Capture &By : Each.Captures)
        if (!By.Name && By.Into && !isKeptAlive(By))
          look(Each, By);
    llvm::sort(Out, [](const KeptClosure &X, const KeptClosure &Y) {
      return std::pair(X.Where.Block, X.Where.Index) < std::pair(Y.Where.Block, Y.Where.Index);
    });
    return std::move(Out);
  }

private:
  /// The closure also has a shared or weak pointer to the object.
  bool isKeptAlive(const Capture &By) const {
    PlaceId Whole = B.Places[By.Into].Parent;
    return anyEvent([&](EventRef, const Event &E) {
      return E.Kind == EventKind::Borrow && E.Other != By.Into && B.Places.rootOf(E.Place) == B.This && reaches(E.Other, Whole, By.Into, 0);
    });
  }
  bool reaches(PlaceId From, PlaceId Whole, PlaceId Not, unsigned Depth) const {
    if (From != Whole && From != Not && B.Places.isWithin(From, Whole))
      return true;
    return Depth < MaxCalls && anyEvent([&](EventRef, const Event &E) {
      return (E.Kind == EventKind::Flow || E.Kind == EventKind::Move) && E.Place == From && E.Other && E.Other != From &&
             reaches(E.Other, Whole, Not, Depth + 1);
    });
  }

  template <class Fn> bool anyEvent(Fn Is) const {
    for (uint32_t I = 0; I < R.Blocks.size(); ++I)
      for (uint32_t J = 0; J < R.Blocks[I].Events.size(); ++J)
        if (Is(EventRef{I, J}, R.Blocks[I].Events[J]))
          return true;
    return false;
  }

  void look(const Closure &Lambda, const Capture &By) {
    PlaceId Whole = B.Places[By.Into].Parent;
    anyEvent([&](EventRef At, const Event &E) {
      if (E.Kind != EventKind::Call)
        return false;
      const Call &C = B.Calls[E.From.index()];
      for (size_t I = 0; I < C.Args.size(); ++I)
        if (isOrigin(Whole, C.Args[I].Place, 0))
          if (std::optional<KeptClosure> Found = given(C, I)) {
            Found->Where = At, Found->Lambda = &Lambda, Found->By = &By;
            Out.push_back(*Found);
            return true;
          }
      return false;
    });
  }
  bool isOrigin(PlaceId Closure, PlaceId P, unsigned Depth) const {
    if (!P || P == Closure)
      return P && P == Closure;
    return Depth < MaxCalls && llvm::any_of(findOrigins(Prog, B, R.Blocks, P), [&](PlaceId From) { return isOrigin(Closure, From, Depth + 1); });
  }

  /// Argument `I` of the call, if a receiver keeps it.
  std::optional<KeptClosure> given(const Call &C, size_t I) const {
    const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
    if (!Target)
      return std::nullopt;
    if (Target->Row)
      return posted(C, *Target->Row, int(I));
    if (const Body *Inner = Functions.bodyOf(C)) {
      std::optional<Kept> There = I < Inner->Params.size() ? Functions.keeps(*Inner, Inner->Params[I]) : std::nullopt;
      std::optional<Kept> Here = There ? Functions.outside(B, C, *Inner, *There) : std::nullopt;
      return Here ? receiver(Here->Place, Keeping::Stored, Here->Where) : std::nullopt;
    }
    // What a function without a body is given as an object of its own.
    TypeId T = B.Places[C.Args[I].Place].Type;
    const bool IsTaken = T && Prog.Types[T].IsClass && !Prog.Types[T].CallOperator && C.Args[I].How != Passing::ConstReference;
    return IsTaken && !Target->IsLibrary && C.Object.Place ? receiver(C.Object.Place, Keeping::Unseen, Span()) : std::nullopt;
  }

  std::optional<KeptClosure> posted(const Call &C, const CallEffects &Row, int I) const {
    for (const Effect &E : Row.Effects) {
      if (E.Kind != EffectKind::Spawns || E.Subject.Base != I || E.Detached)
        continue;
      const Argument *Of = E.Target.Base == EffectPath::Object ? &C.Object
                           : E.Target.Base >= 0 && size_t(E.Target.Base) < C.Args.size() ? &C.Args[E.Target.Base]
                                                                                         : nullptr;
      if (Of && Of->Place)
        return receiver(Of->Place, Keeping::Posted, Span());
    }
    return std::nullopt;
  }

  std::optional<KeptClosure> receiver(PlaceId P, Keeping How, Span StoredAt) const {
    KeptClosure Found;
    Found.Receiver = P = origin(B, R.Blocks, Prog, P), Found.How = How, Found.StoredAt = StoredAt;
    if (!P)
      return Found;
    Found.GivenBy = giverOf(B.Places.rootOf(P));
    const RootKind Root = B.Places[B.Places.rootOf(P)].Root;
    if (Root == RootKind::This ? isOwn(P) : Root != RootKind::Global && !Found.GivenBy && !B.Places[B.Places.rootOf(P)].IsReference)
      return std::nullopt;
    if (Found.GivenBy && End.asks(B.Calls[Found.GivenBy.index()].Target))
      return std::nullopt;
    for (PlaceId Q = P; Q; Q = B.Places[Q].Parent)
      if (Q != B.This && End.looksAfter(B.Places[Q].Type))
        return std::nullopt;
    return Found;
  }
  /// Part of the object, or reached by what it alone owns.
  bool isOwn(PlaceId P) const {
    for (; B.Places[P].Parent; P = B.Places[P].Parent)
      if (const Projection &Step = B.Places[P].Step; Step.Kind == ProjectionKind::Deref) {
        TypeId T = B.Places[B.Places[P].Parent].Type;
        if (Step.Index == 1 || !T || Prog.Types[T].IsHandle || Prog.Types[T].IsCopyable)
          return false;
      }
    return true;
  }
  /// The call whose result `Root` is.
  CallId giverOf(PlaceId Root) const {
    for (uint32_t I = 0; I < B.Calls.size(); ++I)
      if (B.Calls[I].Result == Root && B.Calls[I].Target)
        return CallId(I);
    return CallId();
  }

  const Program &Prog;
  const Results &R;
  const Body &B;
  Callees Functions;
  Destruction End;
  std::vector<KeptClosure> Out;
};

} // namespace

std::vector<KeptClosure> holdfast::keptClosures(const Program &Prog, const Results &R) {
  const Body &B = R.Source;
  if (!B.This || !B.Places[B.This].Type || B.IsLambda || B.Closures.empty())
    return {};
  return Finder(Prog, R).run();
}
