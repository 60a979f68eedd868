//===- GuardInference.cpp -------------------------------------------------===//

#include "summary/GuardInference.h"

#include "summary/EntryLocks.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>

using namespace holdfast;

namespace {

/// How an access is, as to one lock.
enum class Hold : uint8_t { Held, Shared, Unknown, Not };

/// An access that counts, and with which locks.
struct Counted {
  uint32_t Function = 0, Use = 0;
  std::set<UsedLock> Held;
};

class Inference {
public:
  explicit Inference(const UseTable &Uses) : Uses(Uses), Entries(Uses) {}

  InferredGuards run() {
    count();
    for (auto &[Field, List] : Accesses)
      judge(Field, List);
    return std::move(Out);
  }

private:
  const FunctionUse &function(uint32_t I) const { return Uses.Functions[I]; }

  // What each field is accessed under.

  void count() {
    std::set<std::pair<UsePath, UseSpot>> Seen;
    for (uint32_t I = 0; I < Uses.Functions.size(); ++I) {
      const FunctionUse &F = function(I);
      const HeldAtEntry *With = Entries.of(F.Name);
      for (uint32_t J = 0; J < F.Fields.size(); ++J) {
        const FieldUse &U = F.Fields[J];
        if (U.IsDeclared && U.Guard.Base != UsePath::Own && With && !With->isFresh(U.Owner))
          judgeDeclared({I, J, std::set<UsedLock>(U.Held.begin(), U.Held.end())}, *With);
        if (U.IsDeclared || (With && (With->IsOnce || With->isFresh(U.Owner))) || (!With && U.Held.empty()))
          continue;
        Counted C{I, J, std::set<UsedLock>(U.Held.begin(), U.Held.end())};
        if (With)
          With->addTo(U, C.Held);
        if (Seen.insert({U.Field, U.Where}).second)
          Accesses[U.Field].push_back(std::move(C));
      }
    }
  }

  /// In a closure of which it is known who runs it, and holding what, a declared
  /// guard counts as everywhere.
  void judgeDeclared(Counted C, const HeldAtEntry &With) {
    const FieldUse &U = use(C);
    With.addTo(U, C.Held);
    const Hold Is = holdOf(C, U.Guard);
    if (Is != Hold::Not && Is != Hold::Shared)
      return;
    stray(0, C, U.Guard, Is == Hold::Shared);
    StrayAccess &S = Out.Strays.back();
    S.DeclaredLock = display(U.Guard);
    if (llvm::StringRef Data = S.Data; U.Guard.Base != UsePath::Global && Data.consume_back(display(U.Field)))
      S.DeclaredLock = Data.str() + S.DeclaredLock;
  }

  const FieldUse &use(const Counted &C) const { return function(C.Function).Fields[C.Use]; }

  Hold holdOf(const Counted &C, const UsePath &Lock) const {
    const FieldUse &U = use(C);
    // What a callback is given, its unknown caller may have locked; a thread has not.
    const FunctionUse &F = function(C.Function);
    const bool IsCallback = F.IsAddressTaken && !Entries.isStarted(F.Name) && U.Owner.Base != UsePath::Object;
    if (C.Held.count({Lock, false}))
      return Hold::Held;
    if (C.Held.count({Lock, true}))
      return U.IsWrite ? Hold::Shared : Hold::Held;
    // An object that locks is held, by what is in it or by an assertion: so may be what is in it.
    if (llvm::any_of(C.Held, [&](const UsedLock &H) { return !Lock.Steps.empty() && !H.Shared && H.Path.isWithin(Lock); }))
      return Hold::Held;
    const bool IsOwnerHeld = llvm::any_of(C.Held, [&](const UsedLock &H) { return Lock.isWithin(H.Path); });
    const SymbolId Last = Lock.Steps.empty() ? Lock.Name : Lock.Steps.back().Name;
    const bool MayBe = U.MayHoldAny || IsCallback || IsOwnerHeld || llvm::any_of(U.Unsure, [&](const UsedLock &H) { return H.Path == Lock; }) ||
                       llvm::any_of(Lock.Steps, [&](const Projection &S) { return S.Name && llvm::is_contained(U.VagueNames, S.Name); }) ||
                       (Last && llvm::is_contained(U.VagueNames, Last));
    return MayBe ? Hold::Unknown : Hold::Not;
  }

  // Which of them is the guard, and what goes against it.

  void judge(const UsePath &Field, const std::vector<Counted> &List) {
    if (llvm::none_of(List, [&](const Counted &C) { return use(C).IsWrite; }))
      return;
    std::map<UsePath, unsigned> HeldBy;
    for (const Counted &C : List) {
      std::set<UsePath> Locks;
      for (const UsedLock &H : C.Held)
        Locks.insert(H.Path);
      for (const UsePath &L : Locks)
        ++HeldBy[L];
    }
    const UsePath *Best = nullptr;
    for (auto &[Lock, Count] : HeldBy)
      if (!Best || Count > HeldBy[*Best])
        Best = &Lock;
    if (!Best)
      return;
    InferredGuard G;
    bool IsWritten = false;
    struct Voice { bool WithIt = false, Without = false; };
    std::map<SymbolId, Voice> Functions;
    for (const Counted &C : List) {
      const Hold Is = holdOf(C, *Best);
      if (Is != Hold::Unknown)
        (Is == Hold::Not ? Functions[function(C.Function).Name].Without : Functions[function(C.Function).Name].WithIt) = true;
      G.All += Is != Hold::Unknown;
      G.Held += Is == Hold::Held || Is == Hold::Shared;
      IsWritten |= Is == Hold::Held && use(C).IsWrite && !function(C.Function).IsBeginOrEnd;
      if (Is == Hold::Held && (!G.Example.isValid() || (use(C).IsWrite && !G.ExampleIsWrite))) {
        G.Example = locate(use(C).Where);
        G.ExampleIsWrite = use(C).IsWrite;
      }
    }
    if (!IsWritten)
      return;
    if (!isMost(G.Held, G.All)) {
      // One function with many accesses is one voice, if most accesses agree at all. Who
      // does some with the lock and some without it knows what he does.
      G.Functions = unsigned(Functions.size());
      G.Agree = unsigned(llvm::count_if(Functions, [](const auto &F) { return !F.second.Without; }));
      if (G.Held * 2 < G.All || !isMost(G.Agree, G.Functions) ||
          llvm::any_of(Functions, [](const auto &F) { return F.second.WithIt && F.second.Without; }))
        return;
    }
    describe(Field, *Best, G);
    const uint32_t Id = uint32_t(Out.Guards.size());
    Out.Guards.push_back(G);
    for (const Counted &C : List)
      if (const Hold Is = holdOf(C, *Best); Is == Hold::Not || Is == Hold::Shared)
        if (!isReadUnderAnother(C, *Best, List))
          stray(Id, C, *Best, Is == Hold::Shared);
    strayCalls(Id, List, *Best);
    strayLoans(Id, Field, *Best);
  }

  /// What is written under two locks may be read under either: under one that half of
  /// the writes hold, or may hold, two at least.
  bool isReadUnderAnother(const Counted &C, const UsePath &Lock, const std::vector<Counted> &List) const {
    auto Holds = [&](const Counted &Each, const UsePath &P) {
      return Each.Held.count({P, false}) != 0 || llvm::any_of(use(Each).Unsure, [&](const UsedLock &H) { return H.Path == P; });
    };
    return !use(C).IsWrite && llvm::any_of(C.Held, [&](const UsedLock &H) {
      size_t Writes = 0, Both = 0;
      for (const Counted &Each : List)
        if (use(Each).IsWrite)
          ++Writes, Both += Holds(Each, H.Path);
      return H.Path != Lock && Both >= 2 && Both * 2 >= Writes;
    });
  }

  /// What points to the field, or a part of it, and outlives that lock.
  void strayLoans(uint32_t Guard, const UsePath &Field, const UsePath &Lock) {
    for (const FunctionUse &F : Uses.Functions)
      for (const LoanUse &L : F.Loans)
        if (L.Lock == Lock && L.Field.isWithin(Field))
          Out.Loans.push_back({Guard, F.Unit, F.Display, F.Instantiation, L.Way, locate(L.Taken), locate(L.Where), locate(L.LetGo),
                               L.Data, L.Holder});
  }

  Location locate(const UseSpot &At) const {
    if (!At.isValid())
      return Location();
    return {Uses.Names.key(At.File).str(), At.Line, At.Column, At.EndLine, At.EndColumn, At.Offset, At.EndOffset};
  }

  StrayAccess begin(uint32_t Guard, const FunctionUse &F, const UseSpot &Where) const {
    StrayAccess S;
    S.Guard = Guard;
    S.Unit = F.Unit;
    S.Function = F.Display;
    S.Instantiation = F.Instantiation;
    S.Where = locate(Where);
    return S;
  }

  /// The first of the calls that do not hold the lock, or else of all.
  const CallUse &callWithout(llvm::ArrayRef<CallSite> Calls, const FieldUse &U, const UsePath &Lock) const {
    auto Without = llvm::find_if(Calls, [&](const CallSite &S) {
      std::set<UsedLock> Held;
      S.With.addTo(U, Held);
      return llvm::none_of(Held, [&](const UsedLock &H) { return isRelated(H.Path, Lock); });
    });
    const CallSite &At = Without == Calls.end() ? Calls.front() : *Without;
    return function(At.Caller).Calls[At.Call];
  }

  /// The one before it, where that says the same of another access in this function.
  StrayAccess *ofSameFunction(const StrayAccess &S, const FunctionUse &F) {
    StrayAccess *Last = Out.Strays.empty() ? nullptr : &Out.Strays.back();
    const bool IsSame = Last && LastStray == F.Name && Last->Guard == S.Guard && Last->Data == S.Data && Last->SharedOnly == S.SharedOnly &&
                        Last->Where.File == S.Where.File && Last->DeclaredLock.empty() && Last->Called.empty();
    LastStray = F.Name;
    return IsSame ? Last : nullptr;
  }

  void stray(uint32_t Guard, const Counted &C, const UsePath &Lock, bool SharedOnly) {
    const FunctionUse &F = function(C.Function);
    StrayAccess S = begin(Guard, F, use(C).Where);
    S.Data = use(C).Data;
    S.IsWrite = use(C).IsWrite;
    S.SharedOnly = SharedOnly;
    if (StrayAccess *Known = ofSameFunction(S, F)) {
      const bool IsFirst = S.Where.Offset < Known->Where.Offset;
      Known->Further.push_back({IsFirst ? Known->Where : S.Where, IsFirst ? Known->IsWrite : S.IsWrite});
      if (IsFirst)
        Known->Where = S.Where, Known->IsWrite = S.IsWrite;
      return;
    }
    const llvm::ArrayRef<CallSite> Called = Entries.sitesOf(F.Name);
    if (!Called.empty() && !Entries.isOpen(F))
      S.CalledFrom = locate(callWithout(Called, use(C), Lock).Where);
    Out.Strays.push_back(std::move(S));
  }

  /// Calls of helpers that would hold the lock by what most of their callers do.
  void strayCalls(uint32_t Guard, const std::vector<Counted> &List, const UsePath &Lock) {
    std::set<UseSpot> Told;
    for (const StrayCall &Call : Entries.strayCalls()) {
      const CallUse &C = function(Call.At.Caller).Calls[Call.At.Call];
      for (const Counted &Each : List) {
        if (function(Each.Function).Name != C.Callee || llvm::is_contained(use(Each).Held, UsedLock{Lock, false}))
          continue;
        std::set<UsedLock> Of;
        HeldAtEntry{true, false, {Call.Lock}, {}, {}}.addTo(use(Each), Of);
        if (!Of.count({Lock, Call.Lock.Shared}) || !Told.insert(C.Where).second)
          continue;
        StrayAccess S = begin(Guard, function(Call.At.Caller), C.Where);
        S.IsWrite = use(Each).IsWrite;
        S.Called = Uses.Names.display(C.Callee).str();
        S.CallsHeld = Call.Held;
        S.Calls = Call.All;
        Out.Strays.push_back(std::move(S));
      }
    }
  }

  std::string display(const UsePath &P) const {
    std::string Text = P.Base == UsePath::Global ? Uses.Names.display(P.Name).str() : "";
    for (const Projection &S : P.Steps)
      if (S.Kind == ProjectionKind::Field)
        Text += (Text.empty() ? "" : ".") + Uses.Names.display(S.Name).str();
    return Text;
  }

  std::vector<std::string> keys(const UsePath &P) const {
    std::vector<std::string> Out;
    if (P.Base == UsePath::Global)
      Out.push_back(Uses.Names.key(P.Name).str());
    for (const Projection &S : P.Steps)
      if (S.Kind == ProjectionKind::Field && S.Name)
        Out.push_back(Uses.Names.key(S.Name).str());
    return Out;
  }

  void describe(const UsePath &Field, const UsePath &Lock, InferredGuard &G) const {
    G.Data = display(Field);
    G.Lock = display(Lock);
    G.DataKeys = keys(Field);
    G.LockKeys = keys(Lock);
    G.OfGlobalLock = Lock.Base == UsePath::Global;
    // A member by another one of its class: what else a declaration might not name.
    auto IsMember = [](const UsePath &P) {
      return P.Base == UsePath::Object && P.Steps.size() == 1 && P.Steps[0].Kind == ProjectionKind::Field;
    };
    if (!IsMember(Field) || !IsMember(Lock))
      return;
    for (const DataDeclaration &D : Uses.Declared)
      if (D.Name == Field.Steps[0].Name)
        G.Declarator = locate(D.Declarator), G.Macro = D.Macro, G.Unit = D.Unit;
  }

  const UseTable &Uses;
  const EntryLocks Entries;
  SymbolId LastStray; ///< the function of the last of Out.Strays
  std::map<UsePath, std::vector<Counted>> Accesses;
  InferredGuards Out;
};

} // namespace

InferredGuards holdfast::inferGuards(const UseTable &Uses) { return Inference(Uses).run(); }
