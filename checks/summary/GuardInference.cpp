//===- GuardInference.cpp -------------------------------------------------===//

#include "summary/GuardInference.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>

using namespace holdfast;

namespace {

/// Of a chain of helpers, this many calls are followed.
constexpr unsigned MaxRounds = 12;

/// What is known where a function is called: not known at all, or what is held.
struct Entry {
  bool IsKnown = false;
  bool IsOnce = false; ///< it only makes static objects: nobody else is there yet
  std::set<UsedLock> Held;
  std::set<UsePath> Fresh; ///< objects that nobody else can reach
  std::set<std::pair<UsePath, UsePath>> Same; ///< two names of one object

  bool isFresh(const UsePath &P) const {
    return llvm::any_of(Fresh, [&](const UsePath &F) { return P.isWithin(F); });
  }
  friend bool operator==(const Entry &, const Entry &) = default;
};

/// The same lock, or one of them is in the other, as of an object that was asserted to be held.
bool isRelated(const UsePath &A, const UsePath &B) { return A.isWithin(B) || B.isWithin(A); }

/// The lock itself, or the one in an object that was asserted to be held.
bool isGivenBack(const UsePath &Held, llvm::ArrayRef<UsePath> GivenBack) {
  return llvm::any_of(GivenBack, [&](const UsePath &P) { return P.isWithin(Held); });
}

/// One way to call a function.
struct Site {
  uint32_t Caller = 0, Call = 0;
  Entry With;
  bool isHeld(const UsePath &Lock) const {
    return With.isFresh(Lock) || llvm::any_of(With.Held, [&](const UsedLock &H) { return isRelated(H.Path, Lock); });
  }
};

/// A call that does not hold what most calls of the same function hold.
struct StrayCall {
  Site At;
  UsedLock Lock;
  unsigned Held = 0, All = 0;
};

/// How an access is, as to one lock.
enum class Hold : uint8_t { Held, Shared, Unknown, Not };

/// An access that counts, and with which locks.
struct Counted {
  uint32_t Function = 0, Use = 0;
  std::set<UsedLock> Held;
};

class Inference {
public:
  explicit Inference(const UseTable &Uses) : Uses(Uses) {}

  InferredGuards run() {
    for (uint32_t I = 0; I < Uses.Functions.size(); ++I) {
      Named[Uses.Functions[I].Name].push_back(I);
      if (!Uses.Functions[I].IsOpen)
        Closed.insert(Uses.Functions[I].Name);
      for (const CallUse &C : Uses.Functions[I].Calls)
        if (C.IsThread)
          Started.insert(C.Callee);
    }
    findEntries();
    count();
    for (auto &[Field, List] : Accesses)
      judge(Field, List);
    return std::move(Out);
  }

private:
  const FunctionUse &function(uint32_t I) const { return Uses.Functions[I]; }

  // What is held where a function begins.

  static UsePath replaced(const UsePath &P, const UsePath &From, const UsePath &To) {
    UsePath Out = To;
    Out.Steps.insert(Out.Steps.end(), P.Steps.begin() + From.Steps.size(), P.Steps.end());
    return Out;
  }

  /// What a lock of the caller's is to the callee, by all names that it has.
  static bool hand(const UsedLock &H, const CallUse &C, const Entry &Caller, std::set<UsedLock> &Out) {
    std::vector<UsePath> Names{H.Path};
    for (auto &[A, B] : Caller.Same) {
      if (H.Path.isWithin(A))
        Names.push_back(replaced(H.Path, A, B));
      if (H.Path.isWithin(B))
        Names.push_back(replaced(H.Path, B, A));
    }
    const size_t Before = Out.size();
    for (const UsePath &Name : Names)
      for (const UseBinding &B : C.Bindings)
        if (Name.isWithin(B.Outer))
          Out.insert({replaced(Name, B.Outer, B.Inner), H.Shared});
    return Out.size() != Before;
  }

  Entry siteOf(const CallUse &C, const Entry &Caller) const {
    Entry Out;
    Out.IsKnown = true;
    if (C.IsThread)
      return Out;
    Out.IsOnce = C.IsOnce || Caller.IsOnce;
    for (const UseBinding &B : C.Same)
      Out.Same.insert({B.Inner, B.Outer});
    for (const UsedLock &H : C.HeldOutside)
      if (!hand(H, C, Caller, Out.Held) && C.IsClosure)
        Out.IsKnown = false;
    Out.Held.insert(C.Held.begin(), C.Held.end());
    Out.Fresh.insert(C.Fresh.begin(), C.Fresh.end());
    for (const UsedLock &H : Caller.Held) {
      if (isGivenBack(H.Path, C.GivenBack))
        continue;
      if (H.Path.Base == UsePath::Global)
        Out.Held.insert(H);
      hand(H, C, Caller, Out.Held);
    }
    for (const UseBinding &B : C.Bindings)
      if (Caller.isFresh(B.Outer))
        Out.Fresh.insert(B.Inner);
    return Out;
  }

  std::map<SymbolId, std::vector<Site>> allSites() const {
    std::map<SymbolId, std::vector<Site>> Sites;
    std::set<std::pair<SymbolId, UseSpot>> Seen; // a template's are the same in each instantiation
    for (uint32_t I = 0; I < Uses.Functions.size(); ++I) {
      const FunctionUse &F = function(I);
      auto At = Entries.find(F.Name);
      if (At == Entries.end() || !At->second.IsKnown)
        continue; // nobody knows what its callers hold
      for (uint32_t J = 0; J < F.Calls.size(); ++J)
        if (Named.count(F.Calls[J].Callee) && !F.Calls[J].MayHoldAny && Seen.insert({F.Calls[J].Callee, F.Calls[J].Where}).second)
          if (Site S{I, J, siteOf(F.Calls[J], At->second)}; S.With.IsKnown)
            Sites[F.Calls[J].Callee].push_back(std::move(S));
    }
    return Sites;
  }

  /// True where `Held` of `All` are a clear majority.
  static bool isMost(unsigned Held, unsigned All) {
    return Held >= LeastHeld && Held * ShareOf >= All * ShareOver && All - Held <= MostWithout;
  }

  Entry meet(const std::vector<Site> &Sites, bool IsOpen, std::vector<StrayCall> *Strays) const {
    Entry Out;
    Out.IsKnown = true;
    Out.IsOnce = llvm::all_of(Sites, [](const Site &S) { return S.With.IsOnce; });
    std::set<UsedLock> Any;
    for (const Site &S : Sites)
      Any.insert(S.With.Held.begin(), S.With.Held.end());
    for (const UsedLock &Lock : Any) {
      unsigned Held = 0, All = 0;
      for (const Site &S : Sites) {
        const bool IsHeld = S.isHeld(Lock.Path);
        Held += IsHeld && !S.With.isFresh(Lock.Path);
        All += !S.With.isFresh(Lock.Path);
      }
      if (Held != All && (IsOpen || !isMost(Held, All)))
        continue;
      Out.Held.insert(Lock);
      for (const Site &S : Sites)
        if (Strays && !S.isHeld(Lock.Path))
          Strays->push_back({S, Lock, Held, All});
    }
    for (const UsePath &F : Sites.front().With.Fresh)
      if (llvm::all_of(Sites, [&](const Site &S) { return S.With.isFresh(F); }))
        Out.Fresh.insert(F);
    for (const auto &Pair : Sites.front().With.Same)
      if (llvm::all_of(Sites, [&](const Site &S) { return S.With.Same.count(Pair); }))
        Out.Same.insert(Pair);
    return Out;
  }

  /// A test that defines `private` away does not open the class to others.
  bool isOpen(const FunctionUse &F) const { return (F.IsOpen && !Closed.count(F.Name)) || F.IsAddressTaken; }

  void findEntries() {
    for (const FunctionUse &F : Uses.Functions)
      if (isOpen(F) && !F.IsCalledLocked && (!F.IsOfProgram || F.IsAddressTaken))
        Entries[F.Name].IsKnown = true;
    for (unsigned Round = 0; Round < MaxRounds; ++Round) {
      bool Changed = false;
      Sites = allSites();
      for (auto &[Name, List] : Sites) {
        const FunctionUse &F = function(Named[Name].front());
        if (F.IsDispatched && !F.IsAddressTaken)
          continue;
        Entry Now = F.IsAddressTaken ? Entry{true, false, {}, {}, {}} : meet(List, isOpen(F), nullptr);
        if (F.IsCalledLocked && Now.Held.empty())
          continue;
        Entry &Known = Entries[Name];
        Changed |= !(Known == Now);
        Known = std::move(Now);
      }
      if (!Changed)
        break;
    }
    for (auto &[Name, List] : Sites) {
      const FunctionUse &F = function(Named[Name].front());
      if (!isOpen(F))
        meet(List, false, &StrayCalls);
    }
  }

  // What each field is accessed under.

  void count() {
    std::set<std::pair<UsePath, UseSpot>> Seen;
    for (uint32_t I = 0; I < Uses.Functions.size(); ++I) {
      const FunctionUse &F = function(I);
      auto At = Entries.find(F.Name);
      const Entry *With = At != Entries.end() && At->second.IsKnown ? &At->second : nullptr;
      for (uint32_t J = 0; J < F.Fields.size(); ++J) {
        const FieldUse &U = F.Fields[J];
        if (U.IsDeclared && U.Guard.Base != UsePath::Own && With && !With->isFresh(U.Owner))
          judgeDeclared({I, J, std::set<UsedLock>(U.Held.begin(), U.Held.end())}, *With);
        if (U.IsDeclared || (With && (With->IsOnce || With->isFresh(U.Owner))) || (!With && U.Held.empty()))
          continue;
        Counted C{I, J, std::set<UsedLock>(U.Held.begin(), U.Held.end())};
        if (With)
          addEntry(*With, U, C.Held);
        if (Seen.insert({U.Field, U.Where}).second)
          Accesses[U.Field].push_back(std::move(C));
      }
    }
  }

  /// In a closure of which it is known who runs it, and holding what, a declared
  /// guard counts as everywhere.
  void judgeDeclared(Counted C, const Entry &With) {
    const FieldUse &U = use(C);
    addEntry(With, U, C.Held);
    const Hold Is = holdOf(C, U.Guard);
    if (Is != Hold::Not && Is != Hold::Shared)
      return;
    stray(0, C, U.Guard, Is == Hold::Shared);
    StrayAccess &S = Out.Strays.back();
    S.DeclaredLock = display(U.Guard);
    if (llvm::StringRef Data = S.Data; U.Guard.Base != UsePath::Global && Data.consume_back(display(U.Field)))
      S.DeclaredLock = Data.str() + S.DeclaredLock;
  }

  static void addEntry(const Entry &With, const FieldUse &U, std::set<UsedLock> &Held) {
    for (const UsedLock &H : With.Held) {
      UsedLock Here = H;
      if (H.Path.Base != UsePath::Global) {
        if (U.Owner.Base == UsePath::Own || !H.Path.isWithin(U.Owner))
          continue;
        Here.Path.Base = UsePath::Object;
        Here.Path.Steps.erase(Here.Path.Steps.begin(), Here.Path.Steps.begin() + U.Owner.Steps.size());
      }
      if (!isGivenBack(Here.Path, U.GivenBack))
        Held.insert(Here);
    }
  }

  const FieldUse &use(const Counted &C) const { return function(C.Function).Fields[C.Use]; }

  Hold holdOf(const Counted &C, const UsePath &Lock) const {
    const FieldUse &U = use(C);
    // What a callback is given, its unknown caller may have locked; a thread has not.
    const FunctionUse &F = function(C.Function);
    const bool IsCallback = F.IsAddressTaken && !Started.count(F.Name) && U.Owner.Base != UsePath::Object;
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
  const CallUse &callWithout(const std::vector<Site> &Calls, const FieldUse &U, const UsePath &Lock) const {
    auto Without = llvm::find_if(Calls, [&](const Site &S) {
      std::set<UsedLock> Held;
      addEntry(S.With, U, Held);
      return llvm::none_of(Held, [&](const UsedLock &H) { return isRelated(H.Path, Lock); });
    });
    const Site &At = Without == Calls.end() ? Calls.front() : *Without;
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
    auto Called = Sites.find(F.Name);
    if (Called != Sites.end() && !isOpen(F))
      S.CalledFrom = locate(callWithout(Called->second, use(C), Lock).Where);
    Out.Strays.push_back(std::move(S));
  }

  /// Calls of helpers that would hold the lock by what most of their callers do.
  void strayCalls(uint32_t Guard, const std::vector<Counted> &List, const UsePath &Lock) {
    std::set<UseSpot> Told;
    for (const StrayCall &Call : StrayCalls) {
      const CallUse &C = function(Call.At.Caller).Calls[Call.At.Call];
      for (const Counted &Each : List) {
        if (function(Each.Function).Name != C.Callee || llvm::is_contained(use(Each).Held, UsedLock{Lock, false}))
          continue;
        std::set<UsedLock> Of;
        addEntry(Entry{true, false, {Call.Lock}, {}, {}}, use(Each), Of);
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
  std::map<SymbolId, std::vector<uint32_t>> Named;
  std::set<SymbolId> Closed; ///< private in one unit at least
  std::set<SymbolId> Started; ///< what threads are seen to run
  std::map<SymbolId, Entry> Entries;
  std::map<SymbolId, std::vector<Site>> Sites;
  std::vector<StrayCall> StrayCalls;
  SymbolId LastStray; ///< the function of the last of Out.Strays
  std::map<UsePath, std::vector<Counted>> Accesses;
  InferredGuards Out;
};

} // namespace

InferredGuards holdfast::inferGuards(const UseTable &Uses) { return Inference(Uses).run(); }
