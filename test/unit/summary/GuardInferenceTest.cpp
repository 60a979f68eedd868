// Which guards are inferred from hand-written uses, and what goes against them:
// the thresholds, helpers by their callers, other objects, shared locks.

#include "summary/GuardInference.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

struct HandWritten : UseTable {
  SymbolId Field = Names.intern("field", "n"), Lock = Names.intern("lock", "mu"), Other = Names.intern("other", "nu");
  SymbolId File = Names.intern("file", "");
  uint32_t Next = 1;

  UseSpot at(uint32_t Line) const { return {File, Line, 1, Line, 2, 0, 1}; }

  UsePath member(SymbolId S, int Base = UsePath::Object) const { return {Base, {}, {{ProjectionKind::Field, S, 0, {}}}}; }

  /// An index, since the table grows.
  size_t add(const std::string &Name, bool IsOpen = true) {
    FunctionUse F;
    F.Name = Names.intern(Name, Name);
    F.Display = Name;
    F.IsOpen = IsOpen;
    Functions.push_back(F);
    return Functions.size() - 1;
  }
  /// An access of a function of its own, under the lock or not.
  FieldUse &access(bool IsHeld, bool IsWrite) { return accessIn(add("f" + std::to_string(Next)), IsHeld, IsWrite); }
  FieldUse &accessIn(size_t In, bool IsHeld, bool IsWrite) {
    FieldUse U;
    U.Field = member(Field);
    U.Owner = {UsePath::Object, {}, {}};
    U.IsWrite = IsWrite;
    U.Where = at(Next);
    ++Next;
    if (IsHeld)
      U.Held.push_back({member(Lock), false});
    Functions[In].Fields.push_back(U);
    return Functions[In].Fields.back();
  }
  void call(size_t From, size_t To, bool IsHeld) {
    CallUse C;
    C.Callee = Functions[To].Name;
    C.Where = at(Next);
    ++Next;
    if (IsHeld)
      C.Held.push_back({member(Lock), false});
    UsePath Whole{UsePath::Object, {}, {}};
    C.Bindings.push_back({Whole, Whole});
    Functions[From].Calls.push_back(C);
  }
  size_t strays() const {
    return inferGuards(*this).Strays.size();
  }
};

TEST(GuardInference, AClearMajorityIsAGuard) {
  HandWritten T;
  T.access(true, true), T.access(true, false), T.access(true, false);
  T.access(false, false);
  InferredGuards Found = inferGuards(T);
  ASSERT_EQ(Found.Guards.size(), 1u);
  EXPECT_EQ(Found.Guards[0].Data, "n");
  EXPECT_EQ(Found.Guards[0].Lock, "mu");
  EXPECT_EQ(Found.Guards[0].Held, 3u);
  EXPECT_EQ(Found.Guards[0].All, 4u);
  ASSERT_EQ(Found.Strays.size(), 1u);
  EXPECT_FALSE(Found.Strays[0].IsWrite);
}

TEST(GuardInference, TwoOfThreeAreNone) {
  HandWritten T;
  T.access(true, true), T.access(true, false);
  T.access(false, false);
  EXPECT_TRUE(inferGuards(T).Guards.empty());
}

TEST(GuardInference, WhatIsNeverWrittenNeedsNoGuard) {
  HandWritten T;
  T.access(true, false), T.access(true, false), T.access(true, false);
  T.access(false, false);
  EXPECT_TRUE(inferGuards(T).Guards.empty());
}

TEST(GuardInference, OneWriteUnderTheLockIsNeeded) {
  HandWritten T;
  T.access(true, false), T.access(true, false), T.access(true, false);
  T.access(false, true);
  EXPECT_TRUE(inferGuards(T).Guards.empty());
}

TEST(GuardInference, WhatIsDeclaredIsNotInferred) {
  HandWritten T;
  for (bool IsHeld : {true, true, true, false})
    T.access(IsHeld, true).IsDeclared = true;
  EXPECT_TRUE(inferGuards(T).Guards.empty());
}

TEST(GuardInference, ALockThatMayBeHeldCountsForNeither) {
  HandWritten T;
  T.access(true, true), T.access(true, false), T.access(true, false);
  T.access(false, false).MayHoldAny = true;
  T.access(false, false).Unsure.push_back({T.member(T.Lock), false});
  T.access(false, false).VagueNames.push_back(T.Lock);
  InferredGuards Found = inferGuards(T);
  ASSERT_EQ(Found.Guards.size(), 1u);
  EXPECT_EQ(Found.Guards[0].All, 3u);
  EXPECT_TRUE(Found.Strays.empty());
}

TEST(GuardInference, AnotherLockIsNotTheGuard) {
  HandWritten T;
  T.access(true, true), T.access(true, false), T.access(true, false);
  T.access(false, false).Held.push_back({T.member(T.Other), false});
  EXPECT_EQ(T.strays(), 1u);
}

TEST(GuardInference, ASharedLockAllowsReadsOnly) {
  HandWritten T;
  T.access(true, true), T.access(true, false), T.access(true, false);
  T.access(false, false).Held.push_back({T.member(T.Lock), true});
  EXPECT_EQ(T.strays(), 0u);
  T.access(false, true).Held.push_back({T.member(T.Lock), true});
  InferredGuards Found = inferGuards(T);
  ASSERT_EQ(Found.Strays.size(), 1u);
  EXPECT_TRUE(Found.Strays[0].SharedOnly);
}

TEST(GuardInference, AHelperHoldsWhatAllItsCallersHold) {
  HandWritten T;
  T.access(true, true), T.access(true, false), T.access(true, false);
  size_t Helper = T.add("helper", false), Inner = T.add("inner", false);
  T.accessIn(Inner, false, true);
  T.call(Helper, Inner, false);
  EXPECT_EQ(T.strays(), 0u) << "without callers nothing is known";
  T.call(T.add("a"), Helper, true);
  EXPECT_EQ(T.strays(), 0u);
  EXPECT_EQ(inferGuards(T).Guards[0].Held, 4u);
  T.call(T.add("b"), Helper, false);
  EXPECT_EQ(T.strays(), 1u) << "one of two does not";
}

TEST(GuardInference, AnOpenFunctionMayBeCalledWithout) {
  HandWritten T;
  T.access(true, true), T.access(true, false), T.access(true, false);
  T.accessIn(T.add("open"), false, true);
  EXPECT_EQ(T.strays(), 1u);
  T.Functions.back().IsCalledLocked = true;
  EXPECT_EQ(T.strays(), 0u);
}

TEST(GuardInference, WhatIsPrivateInOneUnitIsSoInAll) {
  HandWritten T;
  T.access(true, true), T.access(true, false), T.access(true, false);
  T.accessIn(T.add("helper"), false, true);
  EXPECT_EQ(T.strays(), 1u);
  T.accessIn(T.add("helper", false), false, true);
  EXPECT_EQ(T.strays(), 0u) << "a test has defined `private` away";
}

TEST(GuardInference, WhatOnlyTheProgramMayCallAndNobodyCalls) {
  HandWritten T;
  T.access(true, true), T.access(true, false), T.access(true, false);
  size_t Inline = T.add("inline");
  T.accessIn(Inline, false, true);
  EXPECT_EQ(T.strays(), 1u);
  T.Functions[Inline].IsOfProgram = true;
  EXPECT_EQ(T.strays(), 0u);
  T.Functions[Inline].IsAddressTaken = true;
  EXPECT_EQ(T.strays(), 1u) << "somebody may call it by a pointer";
  T.Functions[Inline].IsAddressTaken = false;
  T.call(T.add("a"), Inline, false);
  EXPECT_EQ(T.strays(), 1u);
}

TEST(GuardInference, OfManyCallsTheOneWithoutIsTheFinding) {
  HandWritten T;
  T.access(true, true), T.access(true, false), T.access(true, false);
  size_t Helper = T.add("helper", false);
  T.accessIn(Helper, false, true);
  for (const char *Name : {"a", "b", "c"})
    T.call(T.add(Name), Helper, true);
  EXPECT_EQ(T.strays(), 0u);
  size_t Without = T.add("d");
  T.call(Without, Helper, false);
  InferredGuards Found = inferGuards(T);
  ASSERT_EQ(Found.Strays.size(), 1u);
  EXPECT_EQ(Found.Strays[0].Function, T.Functions[Without].Display);
  const StrayAccess &S = Found.Strays[0];
  EXPECT_EQ(S.Called, "helper");
  EXPECT_EQ(S.CallsHeld, 3u);
  EXPECT_EQ(S.Calls, 4u);
}

TEST(GuardInference, WhatOnlyConstructorsCallIsExempt) {
  HandWritten T;
  T.access(true, true), T.access(true, false), T.access(true, false);
  size_t Helper = T.add("helper", false);
  T.accessIn(Helper, false, true);
  size_t Constructor = T.add("constructor");
  T.call(Constructor, Helper, false);
  EXPECT_EQ(T.strays(), 1u);
  T.Functions[Constructor].Calls[0].Fresh.push_back({UsePath::Object, {}, {}});
  EXPECT_EQ(T.strays(), 0u);
}

TEST(GuardInference, AThreadHoldsNothing) {
  HandWritten T;
  T.access(true, true), T.access(true, false), T.access(true, false);
  size_t Closure = T.add("closure", false);
  T.accessIn(Closure, false, false);
  size_t Spawner = T.add("spawner");
  T.call(Spawner, Closure, true);
  EXPECT_EQ(T.strays(), 0u);
  T.Functions[Spawner].Calls[0].IsThread = true;
  EXPECT_EQ(T.strays(), 1u);
}

TEST(GuardInference, WhatAHelperGivesBackIsNotHeld) {
  HandWritten T;
  T.access(true, true), T.access(true, false), T.access(true, false);
  size_t Helper = T.add("helper", false);
  T.accessIn(Helper, false, true).GivenBack.push_back(T.member(T.Lock));
  T.call(T.add("a"), Helper, true);
  EXPECT_EQ(T.strays(), 1u);
}

} // namespace
