// What a thread does meets what its spawner, or another thread, does meanwhile:
// while it runs, in the spawner's words, and where no lock is held at both.

#include "analysis/ThreadReach.h"
#include "ir/HandBuilt.h"
#include "ir/Print.h"
#include "model/Catalog.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

const Summaries NoSummaries;

/// A spawner of closures that all write what they capture by reference, under
/// the lock that they capture as well where `Locks`.
struct Spawner : HandBuilt {
  CallEffects Row;
  TypeId Data, Mutex, Closure;
  CalleeId Thread;
  PlaceId X, M;

  explicit Spawner(bool Locks = false) : HandBuilt(4), Row(llvm::cantFail(parseEffects("spawns(arg0)"))) {
    TypeInfo Info;
    Mutex = Prog.Types.add(Info);
    Info.InThreads = Sharing::Data;
    Data = Prog.Types.add(Info);
    Info.IsClass = true;
    Info.CallOperator = FunctionId(0);
    Closure = Prog.Types.add(Info);
    Prog.Bodies.push_back(closureBody(Locks));
    Callee Starts;
    Starts.Name = Prog.Symbols.intern("thread", "thread");
    Starts.Row = &Row;
    Prog.Callees.push_back(Starts);
    Thread = CalleeId(0);
    B.Id = FunctionId(1);
    X = typed("x", Data), M = typed("m", Mutex);
    edges(0, {3});
    edges(3, {1});
  }
  PlaceId typed(llvm::StringRef Name, TypeId T) {
    return B.Places.makeRoot(RootKind::Local, Prog.Symbols.intern(Name, Name), B.Places.size(), T);
  }
  static Projection capture(uint32_t Index) { return {ProjectionKind::Capture, {}, Index, {}}; }
  static Projection through() { return {ProjectionKind::Deref, {}, 1, {}}; }

  Body closureBody(bool Locks) const {
    Body C;
    C.Name = "f::(lambda)::operator()";
    C.Id = FunctionId(0);
    C.Blocks.resize(3);
    C.Blocks[0].Successors.push_back({BlockId(1)});
    C.This = C.Places.makeRoot(RootKind::This, SymbolId(), 0, Closure, true);
    auto Captured = [&](uint32_t Index, TypeId T) {
      return C.Places.project(C.Places.project(C.This, capture(Index)), through(), T);
    };
    if (Locks)
      C.Blocks[0].Events.push_back(event(EventKind::Acquire, Captured(1, Mutex)));
    C.Blocks[0].Events.push_back(use(Captured(0, Data), UseKind::Write));
    if (Locks)
      C.Blocks[0].Events.push_back(event(EventKind::Release, Captured(1, Mutex)));
    return C;
  }

  /// Starts a thread with a new closure that borrows `What` and the lock.
  PlaceId start(llvm::StringRef Name, PlaceId What) {
    PlaceId Handle = root(Name), C = B.Places.makeRoot(RootKind::Temporary, SymbolId(), B.Places.size(), Closure);
    add(3, event(EventKind::Borrow, What, B.Places.project(C, capture(0))));
    add(3, event(EventKind::Borrow, M, B.Places.project(C, capture(1))));
    Call Starts;
    Starts.Target = Thread;
    Starts.Object = argument(Handle, Passing::Reference);
    Starts.Args.push_back(argument(C, Passing::ConstReference));
    B.Calls.push_back(Starts);
    Event E = event(EventKind::Call);
    E.From = CallId(uint32_t(B.Calls.size() - 1));
    add(3, E);
    return Handle;
  }
  /// Each meeting as "x: thread 0 and f", with who else.
  std::string meetings() {
    Results R(Prog, B, NoSummaries, false);
    ReachTable Table(Prog, NoSummaries);
    ThreadReach Reach(Prog, R, Table);
    std::string Out;
    for (const Meeting &Each : Reach.meetings())
      Out += (Out.empty() ? "" : "; ") + printPlace(Prog, B, Each.First.Place) + ": thread " + std::to_string(Each.Thread) +
             " and " + (Each.Other ? "thread " + std::to_string(*Each.Other) : "f");
    return Out;
  }
};

TEST(ThreadReach, TheSpawnerReadsBeforeTheJoin) {
  Spawner S;
  PlaceId T = S.start("t", S.X);
  S.add(3, use(S.X));
  S.add(3, event(EventKind::Join, T));
  EXPECT_EQ(S.meetings(), "x: thread 0 and f");
}

TEST(ThreadReach, TheSpawnerReadsAfterTheJoin) {
  Spawner S;
  PlaceId T = S.start("t", S.X);
  S.add(3, event(EventKind::Join, T));
  S.add(3, use(S.X));
  EXPECT_EQ(S.meetings(), "");
}

TEST(ThreadReach, TheSpawnerReadsBeforeTheStart) {
  Spawner S;
  S.add(3, use(S.X));
  S.start("t", S.X);
  EXPECT_EQ(S.meetings(), "");
}

TEST(ThreadReach, TheSpawnerReadsSomethingElse) {
  Spawner S;
  PlaceId Y = S.typed("y", S.Data);
  S.start("t", S.X);
  S.add(3, use(Y));
  EXPECT_EQ(S.meetings(), "");
}

TEST(ThreadReach, TwoThreadsWriteOnePlace) {
  Spawner S;
  S.start("t", S.X);
  S.start("u", S.X);
  EXPECT_EQ(S.meetings(), "x: thread 0 and thread 1");
}

TEST(ThreadReach, TwoThreadsWriteTheirOwn) {
  Spawner S;
  S.start("t", S.X);
  S.start("u", S.typed("y", S.Data));
  EXPECT_EQ(S.meetings(), "");
}

TEST(ThreadReach, TheSecondThreadStartsAfterTheFirst) {
  Spawner S;
  S.add(3, event(EventKind::Join, S.start("t", S.X)));
  S.start("u", S.X);
  EXPECT_EQ(S.meetings(), "");
}

TEST(ThreadReach, ALoopStartsThreadsThatMeet) {
  Spawner S;
  S.start("t", S.X);
  S.edges(3, {3});
  EXPECT_EQ(S.meetings(), "x: thread 0 and thread 0");
}

TEST(ThreadReach, APartIsPartOfTheWhole) {
  Spawner S;
  PlaceId Part = S.B.Places.project(S.X, {ProjectionKind::Field, S.Prog.Symbols.intern("a", "a"), 0, {}}, S.Data);
  S.start("t", S.X);
  S.add(3, use(Part));
  EXPECT_EQ(S.meetings(), "x: thread 0 and f");
}

TEST(ThreadReach, OneLockAtBothIsEnough) {
  for (bool TheSpawnerToo : {false, true}) {
    Spawner S(true);
    S.start("t", S.X);
    if (TheSpawnerToo)
      S.add(3, event(EventKind::Acquire, S.M));
    S.add(3, use(S.X));
    EXPECT_EQ(S.meetings(), TheSpawnerToo ? "" : "x: thread 0 and f");
  }
}

TEST(ThreadReach, ACallOfWhichTheThreadHasNoPartOrdersNothing) {
  Spawner S;
  S.start("t", S.X);
  S.B.Calls.emplace_back(); // it may wait, but the thread gives no sign
  Event E = event(EventKind::Call);
  E.From = CallId(uint32_t(S.B.Calls.size() - 1));
  S.add(3, E);
  S.add(3, use(S.X));
  EXPECT_EQ(S.meetings(), "x: thread 0 and f");
}

} // namespace
