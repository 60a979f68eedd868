//===- LockCycles.cpp - what circles among the edges ----------------------===//
//
// The nodes are the members and globals that are locks. Searched are circles of
// two edges, then of three, then of four; one that has all locks of a shorter one
// says nothing new. A circle counts where each edge takes what the next may hold:
// not where these are two globals, nor where both only read; and where no lock is
// held at all of its edges, so that no two of them happen at the same time. An
// edge against an order that is declared is told alone, and is in no circle.
//
//===----------------------------------------------------------------------===//

#include "summary/LockOrder.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>
#include <tuple>

using namespace holdfast;

namespace {

/// A longer circle has no message that anyone can follow.
constexpr size_t MaxEdges = 4;
/// Of edges between the same two locks so many are tried.
constexpr size_t MaxAlternatives = 6;

class Search {
public:
  explicit Search(const UseTable &Uses) : Uses(Uses), Edges(findOrderEdges(Uses)) {}

  std::vector<LockCycle> run() {
    std::set<std::pair<SymbolId, UseSpot>> Exchanged;
    for (const OrderEdge &E : Edges) {
      if (const OrderRule *Rule = ruleAgainst(E)) {
        tellDeclared(E, *Rule);
      } else if (E.IsExchange) {
        if (Exchanged.insert({E.Taken.Class, E.TakenAt}).second)
          Out.push_back({{describe(E, false)}, true, {}});
      } else if (E.Held.Class == E.Taken.Class) {
        Twins.push_back(&E);
      } else {
        std::vector<const OrderEdge *> &All = From[E.Held.Class][E.Taken.Class];
        ++Count[{E.Held.Class, E.Taken.Class}];
        if (All.size() < MaxAlternatives && llvm::none_of(All, [&](const OrderEdge *Other) { return isLike(*Other, E); }))
          All.push_back(&E);
      }
    }
    twins();
    for (size_t Length = 2; Length <= MaxEdges; ++Length)
      for (auto &[Lock, To] : From) {
        Path.clear();
        extend(Lock, Lock, Length);
      }
    return std::move(Out);
  }

private:
  /// The one says no more than the other.
  static bool isLike(const OrderEdge &A, const OrderEdge &B) {
    auto Where = [](const OrderLock &L) { return isExact(L) ? L.Path : UsePath(); };
    return Where(A.Held) == Where(B.Held) && Where(A.Taken) == Where(B.Taken) && A.Held.Shared == B.Held.Shared &&
           A.Taken.Shared == B.Taken.Shared && A.Others == B.Others;
  }

  // Orders that are declared.

  /// The first of the declarations by which the lock that the edge takes comes
  /// before the one that it holds; null: there are none.
  const OrderRule *ruleAgainst(const OrderEdge &E) const {
    std::vector<std::pair<SymbolId, const OrderRule *>> Reached{{E.Taken.Class, nullptr}};
    for (size_t I = 0; I < Reached.size(); ++I)
      for (const OrderRule &Rule : Uses.Orders) {
        const auto [Lock, First] = Reached[I];
        if (Rule.First != Lock)
          continue;
        if (Rule.Second == E.Held.Class)
          return First ? First : &Rule;
        if (llvm::none_of(Reached, [&](const auto &Each) { return Each.first == Rule.Second; }))
          Reached.push_back({Rule.Second, First ? First : &Rule});
      }
    return nullptr;
  }

  void tellDeclared(const OrderEdge &E, const OrderRule &Rule) {
    if (Against.insert({E.Held.Class, E.Taken.Class, E.TakenAt}).second)
      Out.push_back({{describe(E, false)}, false, locate(Rule.Where)});
  }

  /// Two globals, or parts of such, of one class.
  void twins() {
    std::set<std::pair<UsePath, UsePath>> Told;
    for (const OrderEdge *A : Twins)
      for (const OrderEdge *B : Twins)
        if (A->Held.Path < A->Taken.Path && A->Held.Path == B->Taken.Path && A->Taken.Path == B->Held.Path && isCircle({A, B}) &&
            Told.insert({A->Held.Path, A->Taken.Path}).second)
          tell({A, B}, true);
  }

  void extend(SymbolId Start, SymbolId At, size_t Left) {
    auto To = From.find(At);
    if (To == From.end())
      return;
    for (auto &[Next, All] : To->second) {
      const bool IsLast = Left == 1;
      if (IsLast ? Next != Start : Next < Start || Next == Start || llvm::any_of(Path, [&, N = Next](const OrderEdge *E) { return E->Held.Class == N; }))
        continue;
      for (const OrderEdge *E : All) {
        Path.push_back(E);
        if (!IsLast)
          extend(Start, Next, Left - 1);
        else if (isNew() && isCircle(Path))
          tell(Path, false);
        Path.pop_back();
      }
    }
  }

  std::set<SymbolId> locksOfPath() const {
    std::set<SymbolId> Locks;
    for (const OrderEdge *E : Path)
      Locks.insert(E->Held.Class);
    return Locks;
  }
  bool isNew() const {
    const std::set<SymbolId> Locks = locksOfPath();
    return llvm::none_of(Told, [&](const std::set<SymbolId> &Known) { return llvm::includes(Locks, Known); });
  }

  static bool mayMeet(const OrderLock &Taken, const OrderLock &Held) {
    return !(Taken.Shared && Held.Shared) && !(isExact(Taken) && isExact(Held) && Taken.Path != Held.Path);
  }
  static bool isCircle(const std::vector<const OrderEdge *> &Of) {
    for (size_t I = 0; I < Of.size(); ++I)
      if (!mayMeet(Of[I]->Taken, Of[(I + 1) % Of.size()]->Held))
        return false;
    auto IsOuter = [&](const OrderLock &Lock) {
      return Lock.Class && llvm::all_of(Of, [&](const OrderEdge *E) {
        return llvm::any_of(E->Others, [&](const OrderLock &Other) { return Other.Class == Lock.Class; });
      });
    };
    return llvm::none_of(Of.front()->Others, IsOuter);
  }

  // The words.

  Location locate(const UseSpot &At) const {
    if (!At.isValid())
      return Location();
    return {Uses.Names.key(At.File).str(), At.Line, At.Column, At.EndLine, At.EndColumn, At.Offset, At.EndOffset};
  }

  std::string display(const OrderLock &L, bool ByPath) const {
    if (!ByPath)
      return Uses.Names.display(L.Class).str();
    std::string Text = Uses.Names.display(L.Path.Name).str();
    for (const Projection &S : L.Path.Steps)
      Text += S.Kind == ProjectionKind::Field ? "." + Uses.Names.display(S.Name).str() : "[" + std::to_string(S.Index) + "]";
    return Text;
  }

  LockEdge describe(const OrderEdge &E, bool ByPath) const {
    const FunctionUse &F = Uses.Functions[E.Function];
    LockEdge To{F.Unit, F.Display, F.Instantiation, display(E.Held, ByPath), display(E.Taken, ByPath),
                locate(E.HeldAt), locate(E.TakenAt), {}, locate(E.Inside)};
    for (uint32_t Each : E.Through)
      To.Through.push_back(Uses.Functions[Each].Display);
    return To;
  }

  /// The order that fewer places follow comes first, else the one that is
  /// written last: that is the one to change.
  void tell(std::vector<const OrderEdge *> Of, bool ByPath) {
    if (!ByPath)
      Told.push_back(locksOfPath());
    auto Rank = [&](const OrderEdge *E) {
      auto It = Count.find({E->Held.Class, E->Taken.Class});
      const Location At = locate(E->TakenAt);
      return std::make_tuple(It == Count.end() ? 0u : It->second, At.File, ~At.Line, At.Offset);
    };
    std::rotate(Of.begin(), llvm::min_element(Of, [&](const OrderEdge *A, const OrderEdge *B) { return Rank(A) < Rank(B); }), Of.end());
    LockCycle C;
    for (const OrderEdge *E : Of)
      C.Edges.push_back(describe(*E, ByPath));
    Out.push_back(std::move(C));
  }

  const UseTable &Uses;
  std::vector<OrderEdge> Edges;
  std::vector<const OrderEdge *> Twins;
  std::map<SymbolId, std::map<SymbolId, std::vector<const OrderEdge *>>> From;
  std::map<std::pair<SymbolId, SymbolId>, unsigned> Count;
  std::vector<const OrderEdge *> Path;
  std::vector<std::set<SymbolId>> Told;
  std::set<std::tuple<SymbolId, SymbolId, UseSpot>> Against;
  std::vector<LockCycle> Out;
};

} // namespace

std::vector<LockCycle> holdfast::findLockCycles(const UseTable &Uses) { return Search(Uses).run(); }
