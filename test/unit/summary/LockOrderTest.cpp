// Which hand-written takes make a circle: what is held, also by callers; through
// calls; by which name; under one outer lock; with which objects exchanged.

#include "summary/LockOrder.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

struct HandWritten : UseTable {
  SymbolId File = Names.intern("file", "");
  uint32_t Line = 1;

  UseSpot at() { return {File, ++Line, 1, Line, 2, 0, 1}; }
  OrderLock lock(const std::string &Name, int Base = UsePath::Object) {
    SymbolId Field = Names.intern(Name, Name);
    return {{Base, {}, {{ProjectionKind::Field, Field, 0, {}}}}, Names.intern("lock " + Name, "C::" + Name), false};
  }
  OrderLock global(const std::string &Name) {
    return {{UsePath::Global, Names.intern(Name, Name), {}}, Names.intern("lock " + Name, Name), false};
  }
  /// An index, since the table grows.
  size_t add(const std::string &Name, bool IsOpen = true) {
    FunctionUse F;
    F.Name = Names.intern(Name, Name);
    F.Display = Name;
    F.IsOpen = IsOpen;
    Functions.push_back(F);
    return Functions.size() - 1;
  }
  std::vector<HeldSince> since(const std::vector<OrderLock> &Held) {
    std::vector<HeldSince> Out;
    for (const OrderLock &Each : Held)
      Out.push_back({Each, at()});
    return Out;
  }
  size_t take(size_t In, const std::vector<OrderLock> &Held, const OrderLock &Taken) {
    Functions[In].Order.Takes.push_back({Taken, since(Held), {}, at()});
    return In;
  }
  OrderCall &call(size_t From, size_t To, const std::vector<OrderLock> &Held = {}) {
    Functions[From].Order.Calls.push_back({Functions[To].Name, {}, since(Held), {}, false, at()});
    return Functions[From].Order.Calls.back();
  }
  size_t cycles() const { return findLockCycles(*this).size(); }
};

UsePath role(int Base) { return {Base, {}, {}}; }

TEST(LockOrder, OppositeOrdersAreACircle) {
  HandWritten T;
  OrderLock A = T.lock("a"), B = T.lock("b");
  T.take(T.add("f"), {A}, B);
  EXPECT_EQ(T.cycles(), 0u);
  T.take(T.add("g"), {B}, A);
  std::vector<LockCycle> Found = findLockCycles(T);
  ASSERT_EQ(Found.size(), 1u);
  ASSERT_EQ(Found[0].Edges.size(), 2u);
  EXPECT_EQ(Found[0].Edges[0].Function, "g"); // what is written last
  EXPECT_EQ(Found[0].Edges[0].Taken, "C::a");
}

TEST(LockOrder, TheRarerOrderIsTold) {
  HandWritten T;
  OrderLock A = T.lock("a"), B = T.lock("b");
  T.take(T.add("g"), {B}, A);
  T.take(T.add("f"), {A}, B);
  T.take(T.add("h"), {A}, B);
  EXPECT_EQ(findLockCycles(T)[0].Edges[0].Function, "g");
}

TEST(LockOrder, CallsAreFollowed) {
  HandWritten T;
  OrderLock A = T.lock("a"), B = T.lock("b");
  size_t Inner = T.take(T.add("inner"), {}, B), Middle = T.add("middle"), Outer = T.add("outer");
  T.call(Middle, Inner);
  T.call(Outer, Middle, {A});
  T.take(T.add("g"), {B}, A);
  std::vector<LockCycle> Found = findLockCycles(T);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Edges[1].Through, (std::vector<std::string>{"middle", "inner"}));
}

TEST(LockOrder, AThreadHoldsNothingOfWhoStartsIt) {
  HandWritten T;
  OrderLock A = T.lock("a"), B = T.lock("b");
  size_t Inner = T.take(T.add("inner"), {}, B), Outer = T.add("outer");
  T.call(Outer, Inner, {A}).IsThread = true;
  T.take(T.add("g"), {B}, A);
  EXPECT_EQ(T.cycles(), 0u);
}

TEST(LockOrder, OneOuterLockOfAllCallersIsEnough) {
  HandWritten T;
  OrderLock A = T.lock("a"), B = T.lock("b"), O = T.lock("o");
  size_t F = T.take(T.add("f"), {A}, B), G = T.take(T.add("g"), {B}, A), One = T.add("one");
  T.call(One, F, {O});
  EXPECT_EQ(T.cycles(), 1u);
  T.call(One, G, {O});
  EXPECT_EQ(T.cycles(), 0u);
  T.call(One, G);
  EXPECT_EQ(T.cycles(), 1u);
}

TEST(LockOrder, AReaderDoesNotWaitForReaders) {
  HandWritten T;
  OrderLock A = T.lock("a"), B = T.lock("b");
  A.Shared = true;
  T.take(T.add("f"), {A}, B);
  T.take(T.add("g"), {B}, A);
  EXPECT_EQ(T.cycles(), 0u);
}

TEST(LockOrder, PartsOfTwoGlobalsAreTwo) {
  HandWritten T;
  OrderLock X = T.lock("m"), Y = X, Other = T.global("o");
  X.Path.Base = Y.Path.Base = UsePath::Global;
  X.Path.Name = T.Names.intern("x", "x"), Y.Path.Name = T.Names.intern("y", "y");
  T.take(T.add("f"), {X}, Other);
  T.take(T.add("g"), {Other}, Y);
  EXPECT_EQ(T.cycles(), 0u);
  T.take(T.add("h"), {Other}, X);
  EXPECT_EQ(T.cycles(), 1u);
}

TEST(LockOrder, TwoObjectsAreExchangedByWhoMayCall) {
  for (bool IsOpen : {true, false}) {
    HandWritten T;
    size_t F = T.take(T.add("f", IsOpen), {T.lock("m", 0)}, T.lock("m", 1));
    EXPECT_EQ(T.cycles(), 0u) << "of two classes";
    T.Functions[F].Order.Alike = {{0, 1}};
    EXPECT_EQ(T.cycles(), IsOpen ? 1u : 0u);
    T.Functions[F].Order.Compared = {{0, 1}};
    EXPECT_EQ(T.cycles(), 0u);
  }
}

TEST(LockOrder, ParametersAreWhatTheCallersGive) {
  HandWritten T;
  OrderLock First{role(0), {}, false}, Second{role(1), {}, false}, A = T.global("a"), B = T.global("b");
  size_t F = T.take(T.add("f"), {First}, Second), G = T.add("g");
  T.call(G, F).Bindings = {{role(0), A.Path, A.Class}, {role(1), B.Path, B.Class}};
  EXPECT_EQ(T.cycles(), 0u);
  T.call(G, F).Bindings = {{role(0), B.Path, B.Class}, {role(1), A.Path, A.Class}};
  EXPECT_EQ(T.cycles(), 1u);
}

} // namespace
