// A member is drained where a thread that is started here runs closures that it
// takes from it; by many, where a loop starts these threads and they share it.

#include "summary/Pools.h"
#include "ir/HandBuilt.h"
#include "model/Catalog.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

/// Where the closure of the worker takes its job from.
enum class From { Member, MemberOfMany, Local };

/// `start` of a class, which spawns a closure over `this` that takes one job
/// and calls it.
struct Pool {
  Program Prog;
  CallEffects Spawns = llvm::cantFail(parseEffects("spawns(arg0)"));
  SymbolId Jobs;
  TypeId Class, Function, Worker;

  explicit Pool(From Where, bool CallsIt = true) {
    Jobs = Prog.Symbols.intern("Pool::jobs", "jobs");
    TypeInfo Info;
    Info.IsClass = true;
    Class = Prog.Types.add(Info);
    Function = Prog.Types.add(Info);
    Info.CallOperator = FunctionId(0);
    Worker = Prog.Types.add(Info);
    Callee Operator, Thread;
    Operator.Name = Prog.Symbols.intern("std::function::operator()", CallsIt ? "operator()" : "swap");
    Thread.Name = Prog.Symbols.intern("std::thread", "thread");
    Thread.Row = &Spawns;
    Prog.Callees = {Operator, Thread};
    Prog.Bodies.resize(2);
    makeWorker(Prog.Bodies[0], Where);
    makeStart(Prog.Bodies[1]);
  }

  static Event callEvent() {
    Event E = event(EventKind::Call);
    E.From = CallId(0);
    return E;
  }
  void makeWorker(Body &B, From Where) {
    B.Id = FunctionId(0);
    B.Blocks.resize(3);
    B.This = B.Places.makeRoot(RootKind::This, SymbolId(), 0, Worker, true);
    const Projection Through{ProjectionKind::Deref, {}, 0, {}}, Some{ProjectionKind::Element, {}, Projection::UnknownElement, {}};
    PlaceId Owner = B.Places.project(B.Places.project(B.This, {ProjectionKind::Capture, {}, 0, {}}), Through, Class);
    PlaceId Queue = B.Places.project(Owner, {ProjectionKind::Field, Jobs, 0, {}});
    if (Where == From::MemberOfMany)
      Queue = B.Places.project(Queue, Some);
    PlaceId Local = B.Places.makeRoot(RootKind::Local, SymbolId(), 1, Function);
    PlaceId Job = B.Places.makeRoot(RootKind::Local, SymbolId(), 2, Function);
    B.Blocks[0].Events.push_back(event(EventKind::Move, Where == From::Local ? Local : B.Places.project(Queue, Some, Function), Job));
    Call Runs;
    Runs.Target = CalleeId(0);
    Runs.Object = argument(Job, Passing::ConstReference);
    B.Calls.push_back(Runs);
    B.Blocks[0].Events.push_back(callEvent());
  }
  void makeStart(Body &B) {
    B.Id = FunctionId(1);
    B.Blocks.resize(4);
    B.Blocks[0].Successors.push_back({BlockId(3)});
    B.Blocks[3].Successors.push_back({BlockId(1)});
    B.This = B.Places.makeRoot(RootKind::This, SymbolId(), 0, Class, true);
    PlaceId Closure = B.Places.makeRoot(RootKind::Temporary, SymbolId(), 1, Worker);
    B.Blocks[3].Events.push_back(event(EventKind::Borrow, B.This, B.Places.project(Closure, {ProjectionKind::Capture, {}, 0, {}})));
    Call Starts;
    Starts.Target = CalleeId(1);
    Starts.Args.push_back(argument(Closure, Passing::ConstReference));
    B.Calls.push_back(Starts);
    B.Blocks[3].Events.push_back(callEvent());
  }
  void startInALoop() { Prog.Bodies[1].Blocks[3].Successors.push_back({BlockId(3), EdgeKind::Back}); }

  /// "jobs", "jobs by many", or nothing.
  std::string drained() {
    findDrained(Prog);
    std::string Out;
    for (const DrainedMember &Each : Prog.Drained)
      Out += Prog.Symbols.display(Each.Names.back()).str() + (Each.ByMany ? " by many" : "");
    return Out;
  }
};

TEST(Pools, AMemberIsDrained) { EXPECT_EQ(Pool(From::Member).drained(), "jobs"); }

TEST(Pools, ALocalIsNot) { EXPECT_EQ(Pool(From::Local).drained(), ""); }

TEST(Pools, NorIsWhatIsNotCalled) { EXPECT_EQ(Pool(From::Member, false).drained(), ""); }

TEST(Pools, ALoopStartsManyThreads) {
  Pool P(From::Member);
  P.startInALoop();
  EXPECT_EQ(P.drained(), "jobs by many");
}

TEST(Pools, OfManyQueuesEachThreadMayHaveOne) {
  Pool P(From::MemberOfMany);
  P.startInALoop();
  EXPECT_EQ(P.drained(), "jobs");
}

TEST(Pools, NobodySpawnsIt) {
  Pool P(From::Member);
  P.Prog.Bodies[1].Calls[0].Target = CalleeId(0);
  EXPECT_EQ(P.drained(), "");
}

} // namespace
