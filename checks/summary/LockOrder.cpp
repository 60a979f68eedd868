//===- LockOrder.cpp ------------------------------------------------------===//

#include "summary/LockOrder.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>

using namespace holdfast;

/// Of a chain of calls so many are followed, and so many locks of one function.
static constexpr size_t MaxChain = 6, MaxTakes = 128;
/// Longer paths have no words.
static constexpr size_t MaxSteps = 8;

bool holdfast::isExact(const OrderLock &L) {
  return L.Path.Base == UsePath::Global && llvm::all_of(L.Path.Steps, [](const Projection &S) {
           return S.Kind == ProjectionKind::Field ||
                  (S.Kind == ProjectionKind::Element && !S.Name && S.Index != Projection::UnknownElement);
         });
}

namespace {

/// A lock that a function waits for, by itself or through what it calls.
struct Take {
  OrderLock Lock;
  std::vector<UsePath> GivenBack;
  UseSpot Where;
  std::vector<uint32_t> Through;
};

class Order {
public:
  explicit Order(const UseTable &Uses) : Uses(Uses) {}

  std::vector<OrderEdge> run() {
    for (uint32_t I = 0; I < Uses.Functions.size(); ++I) {
      Named[function(I).Name].push_back(I);
      for (uint32_t J = 0; J < function(I).Order.Calls.size(); ++J)
        Callers[function(I).Order.Calls[J].Callee].push_back({I, J});
    }
    findTakes();
    findEntries();
    findEdges();
    return std::move(Edges);
  }

private:
  struct Site {
    uint32_t Caller, Call;
  };
  const FunctionUse &function(uint32_t I) const { return Uses.Functions[I]; }
  const OrderCall &call(const Site &S) const { return function(S.Caller).Order.Calls[S.Call]; }

  // The words of the caller.

  static UsePath outer(const UsePath &Inner, const OrderCall &C, SymbolId *Class = nullptr) {
    if (Inner.Base == UsePath::Global || Inner.Base == UsePath::Own)
      return Inner;
    for (const OrderBinding &B : C.Bindings) {
      if (!Inner.isWithin(B.Inner))
        continue;
      if (Class && !*Class && Inner == B.Inner)
        *Class = B.Class;
      UsePath Out = B.Outer;
      if (Out.Base == UsePath::Own)
        return Out;
      Out.Steps.insert(Out.Steps.end(), Inner.Steps.begin() + ptrdiff_t(B.Inner.Steps.size()), Inner.Steps.end());
      return Out.Steps.size() <= MaxSteps ? Out : UsePath();
    }
    return UsePath();
  }
  static OrderLock outer(OrderLock L, const OrderCall &C) {
    SymbolId Class = L.Class;
    L.Path = outer(L.Path, C, &Class);
    L.Class = Class;
    return L;
  }
  static bool hasName(const OrderLock &L) { return L.Class || L.Path.Base != UsePath::Own; }

  // What each function may wait for.

  /// Whoever calls the function holds the lock, by whatever name, and waits for nothing new.
  static bool isOfCaller(const FunctionUse &F, const OrderLock &L) { return llvm::is_contained(F.Order.OfCaller, L.Path); }

  void findTakes() {
    std::vector<std::pair<SymbolId, size_t>> Work;
    auto Add = [&](SymbolId Function, Take T) {
      std::vector<Take> &All = Takes[Function];
      if (All.size() < MaxTakes && hasName(T.Lock) && Known.insert({Function, T.Lock}).second) {
        Work.push_back({Function, All.size()});
        All.push_back(std::move(T));
      }
    };
    for (const FunctionUse &F : Uses.Functions)
      for (const LockTake &T : F.Order.Takes)
        if (!isOfCaller(F, T.Lock))
          Add(F.Name, {T.Lock, T.GivenBack, T.Where, {}});
    for (size_t I = 0; I < Work.size(); ++I) { // first found is found by the shortest way
      auto Calls = Callers.find(Work[I].first);
      if (Calls == Callers.end())
        continue;
      for (const Site &S : Calls->second) {
        const Take Inner = Takes[Work[I].first][Work[I].second];
        if (call(S).IsThread || Inner.Through.size() >= MaxChain)
          continue;
        if (Take Outer = through(Inner, S); !isOfCaller(function(S.Caller), Outer.Lock))
          Add(function(S.Caller).Name, std::move(Outer));
      }
    }
  }

  Take through(const Take &Inner, const Site &S) const {
    const OrderCall &C = call(S);
    Take Out{outer(Inner.Lock, C), C.GivenBack, Inner.Where, {Named.at(C.Callee).front()}};
    for (const UsePath &Path : Inner.GivenBack)
      if (UsePath Given = outer(Path, C); Given.Base != UsePath::Own)
        Out.GivenBack.push_back(Given);
    llvm::append_range(Out.Through, Inner.Through);
    return Out;
  }

  // What is held wherever a function is called.

  void findEntries() {
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (auto &[Name, List] : Named) {
        auto Calls = Callers.find(Name);
        if (Calls == Callers.end() || function(List.front()).IsAddressTaken) {
          Changed |= Entries.try_emplace(Name).second;
          continue;
        }
        std::optional<std::set<SymbolId>> All;
        for (const Site &S : Calls->second)
          meet(All, heldAt(S));
        if (!All)
          continue; // only calls of which nothing is known yet
        auto [It, New] = Entries.try_emplace(Name, *All);
        Changed |= New || It->second != *All;
        It->second = *All;
      }
    }
  }

  /// Nothing where it is not known yet.
  std::optional<std::set<SymbolId>> heldAt(const Site &S) const {
    const OrderCall &C = call(S);
    std::set<SymbolId> Out;
    if (C.IsThread)
      return Out;
    for (const HeldSince &H : C.Held)
      if (H.Lock.Class && !H.Lock.Shared)
        Out.insert(H.Lock.Class);
    if (!C.GivenBack.empty())
      return Out;
    auto Of = Entries.find(function(S.Caller).Name);
    if (Of == Entries.end())
      return std::nullopt;
    Out.insert(Of->second.begin(), Of->second.end());
    return Out;
  }

  static void meet(std::optional<std::set<SymbolId>> &All, const std::optional<std::set<SymbolId>> &Here) {
    if (!Here)
      return;
    if (!All)
      All = *Here;
    else
      std::erase_if(*All, [&](SymbolId Each) { return !Here->count(Each); });
  }

  // Edges.

  void findEdges() {
    for (uint32_t I = 0; I < Uses.Functions.size(); ++I) {
      for (const LockTake &T : function(I).Order.Takes)
        addAll(I, T.Held, {T.Lock, T.GivenBack, T.Where, {}}, T.Where);
      for (uint32_t J = 0; J < function(I).Order.Calls.size(); ++J) {
        const OrderCall &C = function(I).Order.Calls[J];
        auto Of = C.Held.empty() || C.IsThread ? Takes.end() : Takes.find(C.Callee);
        if (Of != Takes.end())
          for (const Take &T : Of->second)
            addAll(I, C.Held, through(T, {I, J}), C.Where);
      }
    }
  }

  static bool isOne(const OrderLock &A, const OrderLock &B) { return A.Path.Base != UsePath::Own && A.Path == B.Path; }

  void addAll(uint32_t Function, const std::vector<HeldSince> &Held, const Take &T, const UseSpot &Where) {
    if (!hasName(T.Lock))
      return;
    // What is held already is not waited for; nor is, perhaps, what is of its class.
    auto Entry = Entries.find(function(Function).Name);
    const bool HasEntry = T.GivenBack.empty() && Entry != Entries.end();
    if (T.Lock.Class && HasEntry && Entry->second.count(T.Lock.Class))
      return;
    for (const HeldSince &H : Held) {
      auto MayBeTaken = [&](const HeldSince &Other) {
        return isOne(Other.Lock, T.Lock) || (&Other != &H && Other.Lock.Class && Other.Lock.Class == T.Lock.Class);
      };
      if (llvm::any_of(Held, MayBeTaken) || llvm::is_contained(T.GivenBack, H.Lock.Path))
        continue;
      OrderEdge E{H.Lock, T.Lock, {}, Function, H.Since, Where, T.Where, T.Through, false};
      for (const HeldSince &Other : Held)
        if (&Other != &H && !Other.Lock.Shared)
          E.Others.push_back(Other.Lock);
      if (HasEntry)
        for (SymbolId Class : Entry->second)
          E.Others.push_back({UsePath(), Class, false});
      add(std::move(E));
    }
  }

  static bool isRole(int Base) { return Base == UsePath::Object || Base >= 0; }
  static bool has(const std::vector<RolePair> &All, int A, int B) {
    return llvm::is_contained(All, RolePair{std::min(A, B), std::max(A, B)});
  }

  void add(OrderEdge E, unsigned Depth = 0) {
    const FunctionUse &F = function(E.Function);
    const bool IsSameMember = E.Held.Class == E.Taken.Class;
    if (E.Held.Class && E.Taken.Class && (!IsSameMember || (isExact(E.Held) && isExact(E.Taken)))) {
      Edges.push_back(std::move(E));
      return;
    }
    const int First = E.Held.Path.Base, Second = E.Taken.Path.Base;
    if (First == UsePath::Own || Second == UsePath::Own || (isRole(First) && isRole(Second) && has(F.Order.Compared, First, Second)))
      return;
    const bool MayExchange = E.Held.Class && IsSameMember && First != Second && E.Held.Path.Steps == E.Taken.Path.Steps &&
                             has(F.Order.Alike, First, Second);
    if (E.Held.Class && IsSameMember && !MayExchange)
      return; // along a structure
    if (MayExchange && F.IsOpen && !F.IsOfProgram && !isOrderedByCallers(F.Name, First, Second)) {
      E.IsExchange = true;
      Edges.push_back(std::move(E));
      return;
    }
    if (Depth < MaxChain)
      addToCallers(E, Depth);
  }

  /// The same edge as those who call the function say it.
  void addToCallers(const OrderEdge &E, unsigned Depth) {
    auto Calls = Callers.find(function(E.Function).Name);
    if (Calls == Callers.end())
      return;
    for (const Site &S : Calls->second) {
      OrderEdge Out = E;
      Out.Held = outer(E.Held, call(S));
      Out.Taken = outer(E.Taken, call(S));
      if (!call(S).Where.isValid() || !hasName(Out.Held) || !hasName(Out.Taken) || isOne(Out.Held, Out.Taken))
        continue;
      Out.Function = S.Caller;
      Out.TakenAt = call(S).Where;
      Out.Through.insert(Out.Through.begin(), E.Function);
      for (const HeldSince &H : call(S).Held)
        if (!H.Lock.Shared)
          Out.Others.push_back(H.Lock);
      add(std::move(Out), Depth + 1);
    }
  }

  /// True where somebody calls the function with two objects after asking which of
  /// them comes first.
  bool isOrderedByCallers(SymbolId Name, int First, int Second) const {
    auto Calls = Callers.find(Name);
    return Calls != Callers.end() && llvm::any_of(Calls->second, [&](const Site &S) {
             const int A = roleOutside(First, call(S)), B = roleOutside(Second, call(S));
             return isRole(A) && isRole(B) && has(function(S.Caller).Order.Compared, A, B);
           });
  }
  static int roleOutside(int Inside, const OrderCall &C) {
    for (const OrderBinding &B : C.Bindings)
      if (B.Inner.Base == Inside)
        return B.Outer.Base;
    return UsePath::Own;
  }

  const UseTable &Uses;
  std::map<SymbolId, std::vector<uint32_t>> Named;
  std::map<SymbolId, std::vector<Site>> Callers; ///< by the callee
  std::map<SymbolId, std::vector<Take>> Takes;
  std::set<std::pair<SymbolId, OrderLock>> Known;
  std::map<SymbolId, std::set<SymbolId>> Entries; ///< classes
  std::vector<OrderEdge> Edges;
};

} // namespace

std::vector<OrderEdge> holdfast::findOrderEdges(const UseTable &Uses) { return Order(Uses).run(); }
