// Which locks are held: by hand and by guards, where paths meet, through other
// names, after attempts, in handlers; and on random graphs the answer is a
// solution, without loops the one that the slow twin of the solver finds.

#include "analysis/Locks.h"
#include "dataflow/NaiveSolve.h"
#include "dataflow/Solve.h"
#include "ir/HandBuilt.h"
#include "ir/Print.h"

#include "gtest/gtest.h"

#include <random>

using namespace holdfast;

namespace {

const Summaries NoSummaries;

struct LockBody : HandBuilt {
  PlaceId M, N, G, H;
  explicit LockBody(unsigned BlockCount = 4) : HandBuilt(BlockCount) {
    TypeInfo Plain;
    Plain.LocksOnce = true;
    TypeId T = Prog.Types.add(Plain);
    M = B.Places.makeRoot(RootKind::Param, Prog.Symbols.intern("m", "m"), 0, T, true);
    N = B.Places.makeRoot(RootKind::Param, Prog.Symbols.intern("n", "n"), 1, T, true);
    G = root("g"), H = root("h");
  }

  /// The locks before the last block, as "m", "m?" where it may be, "m/" shared.
  std::string last() {
    Aliases Names(B, B.Blocks);
    MoveState Moves(Prog, NoSummaries, B, B.Blocks, Names, true);
    Locks L(Prog, B, B.Blocks, Moves);
    std::string Out;
    const Locks::State *S = L.before(B.Blocks.size() - 1);
    if (!S)
      return "unsolved";
    for (const HeldLock &Each : L.held(*S))
      Out += (Out.empty() ? "" : " ") + (Each.Lock ? printPlace(Prog, B, Each.Lock) : "-") + (Each.Shared ? "/" : "") +
             (Each.Must ? "" : "?") + (Each.Guard ? " by " + printPlace(Prog, B, Each.Guard) : "");
    return Out;
  }
};

Event taken(PlaceId Lock, PlaceId Guard = PlaceId(), Taking How = Taking::Exclusive) {
  Event E = event(EventKind::Acquire, Lock, Guard);
  E.How = How;
  return E;
}
Event called(LockBody &X) {
  X.B.Calls.emplace_back();
  Event E = event(EventKind::Call);
  E.From = CallId(uint32_t(X.B.Calls.size() - 1));
  return E;
}
Event given(PlaceId Lock) { return event(EventKind::Release, Lock); }

/// The events in the entry, the answer in the block behind it.
std::string after(LockBody &X, std::initializer_list<Event> Events) {
  X.edges(0, {3});
  for (const Event &E : Events)
    X.add(0, E);
  return X.last();
}

TEST(Locks, ByHand) {
  LockBody A, B, C, D;
  EXPECT_EQ(after(A, {taken(A.M)}), "m");
  EXPECT_EQ(after(B, {taken(B.M), given(B.M)}), "");
  EXPECT_EQ(after(C, {taken(C.M), taken(C.N), given(C.M)}), "n");
  EXPECT_EQ(after(D, {taken(D.M, PlaceId(), Taking::Shared)}), "m/");
}

TEST(Locks, ByGuards) {
  LockBody A, B, C, D, E, F;
  EXPECT_EQ(after(A, {taken(A.M, A.G)}), "m by g");
  EXPECT_EQ(after(B, {taken(B.M, B.G), event(EventKind::Drop, B.G)}), "");
  EXPECT_EQ(after(C, {taken(C.M, C.G), event(EventKind::Move, C.G, C.H), event(EventKind::Drop, C.G)}), "m by h");
  EXPECT_EQ(after(D, {taken(D.M, D.G, Taking::Deferred)}), "");
  EXPECT_EQ(after(E, {taken(E.M, E.G, Taking::Deferred), taken(E.G)}), "m by g");
  Event Disown = given(F.G);
  Disown.How = Taking::Disowned;
  EXPECT_EQ(after(F, {taken(F.M, F.G), Disown, event(EventKind::Drop, F.G)}), "m");
}

TEST(Locks, WherePathsMeet) {
  LockBody X(6);
  X.edges(0, {3, 4});
  X.edges(3, {5});
  X.edges(4, {5});
  X.add(3, taken(X.M));
  X.add(3, taken(X.N));
  X.add(4, taken(X.N));
  EXPECT_EQ(X.last(), "m? n");
}

TEST(Locks, AfterAnAttempt) {
  for (bool Works : {true, false}) {
    LockBody X(5);
    PlaceId R = X.root("r");
    Event Try = taken(X.M);
    Try.MayNotHappen = true;
    Try.Assumed = X.condition(R, Comparison::NotEqual, 0);
    X.add(0, Try);
    X.edges(0, {3});
    X.add(3, assume(Try.Assumed, !Works));
    X.edges(3, {4});
    EXPECT_EQ(X.last(), Works ? "m" : "");
  }
}

/// Some lock is held, nobody knows which; the path that was meant is as at entry.
TEST(Locks, AnotherObjectIsAnotherLock) {
  LockBody X;
  PlaceId P = X.root("p");
  EXPECT_EQ(after(X, {taken(X.field(X.deref(P), "m")), event(EventKind::Init, P)}), "-?");
}

/// Of a try block: what its first call gives back, the handler has no more; what
/// comes after another call, it may have.
TEST(Locks, AFailedUnlockIsAnUnlock) {
  for (bool IsFirst : {true, false}) {
    LockBody X(6);
    X.add(0, taken(X.M));
    X.edges(0, {3});
    X.edges(3, {4});
    X.B.Blocks[3].Successors.push_back({BlockId(5), EdgeKind::Unwind});
    X.add(4, called(X));
    if (!IsFirst)
      X.add(4, use(X.H));
    X.add(4, given(X.M));
    X.B.Blocks[4].Successors.push_back({BlockId(5), EdgeKind::Unwind});
    EXPECT_EQ(X.last(), IsFirst ? "" : "m?");
  }
}

TEST(Locks, BodiesWithoutLocksAreNotSolved) {
  LockBody X;
  EXPECT_EQ(after(X, {use(X.M)}), "unsolved");
}

/// Whatever order the blocks are visited in: what a block leaves is covered by
/// what is said of those behind it.
TEST(Locks, TheAnswerIsASolution) {
  std::mt19937 Random(20240311);
  auto Below = [&](unsigned N) { return unsigned(Random() % N); };
  for (unsigned Round = 0; Round < 2000; ++Round) {
    LockBody X(5 + Below(15));
    PlaceId P = X.root("p"), R = X.root("r"), Through = X.deref(P);
    Event Try = taken(X.N, X.H);
    Try.MayNotHappen = true;
    Try.Assumed = X.condition(R, Comparison::NotEqual, 0);
    const Event Letters[] = {taken(X.M), given(X.M), taken(X.N, X.G), event(EventKind::Drop, X.G), event(EventKind::Move, X.G, X.H),
                             event(EventKind::Drop, X.H), taken(Through), given(Through), event(EventKind::Borrow, X.M, P),
                             event(EventKind::Init, P), Try, assume(Try.Assumed), assume(Try.Assumed, true), given(X.G),
                             taken(X.M, X.G, Taking::Shared), called(X)};
    const bool IsStraight = Round % 2;
    for (uint32_t I = 0; I < X.B.Blocks.size(); ++I) {
      for (unsigned J = 0, N = Below(5); J < N; ++J)
        X.add(I, Letters[Below(std::size(Letters))]);
      for (unsigned J = 0, N = Below(4); J < N; ++J)
        if (const unsigned To = Below(unsigned(X.B.Blocks.size())); To > I || !IsStraight)
          X.edges(I, {To});
      if (const unsigned To = Below(unsigned(X.B.Blocks.size())); !Below(4) && (To > I || !IsStraight))
        X.B.Blocks[I].Successors.push_back({BlockId(To), EdgeKind::Unwind});
    }
    Aliases Names(X.B, X.B.Blocks);
    MoveState Moves(X.Prog, NoSummaries, X.B, X.B.Blocks, Names, true);
    Locks L(X.Prog, X.B, X.B.Blocks, Moves);
    auto Slow = naiveSolveForward<Locks::State>(X.B.Blocks, L);
    for (uint32_t I = 0; I < X.B.Blocks.size(); ++I) {
      if (!L.before(I))
        continue;
      ASSERT_TRUE(!IsStraight || (Slow[I] && *Slow[I] == *L.before(I))) << "before block " << I << " of\n" << printBody(X.Prog, X.B, X.B.Blocks);
      Locks::State Now = *L.before(I);
      for (const Event &E : X.B.Blocks[I].Events)
        L.transfer(E, Now);
      for (const Edge &To : X.B.Blocks[I].Successors) {
        Locks::State There = *L.before(To.To.index()), From = Now;
        if (To.Kind == EdgeKind::Unwind)
          L.unwind(X.B.Blocks, I, From);
        ASSERT_FALSE(L.join(There, From)) << "out of block " << I << " of\n" << printBody(X.Prog, X.B, X.B.Blocks);
      }
    }
  }
}

} // namespace
