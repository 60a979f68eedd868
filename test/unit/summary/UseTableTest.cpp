// What units tell each other survives the way through text, the same function of
// two units is one, and a text that is not as it was written is refused.

#include "summary/GuardInference.h"
#include "summary/LockOrder.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

UsePath member(SymbolId S) { return {UsePath::Object, {}, {{ProjectionKind::Deref, {}, 0, {}}, {ProjectionKind::Field, S, 7, {}}}}; }

/// One function with one access and one call, and every part of them set.
struct Full : UseTable {
  explicit Full(unsigned Line) {
    SymbolId File = Names.intern("/folder/a \"b\".cpp", ""), Field = Names.intern("c:@S@C@FI@n", "n");
    SymbolId Lock = Names.intern("c:@S@C@FI@mu", "mu"), Global = Names.intern("c:@g", "g");
    FieldUse U;
    U.Field = member(Field);
    U.Owner = {UsePath::Global, Global, {}};
    U.IsWrite = U.IsDeclared = U.MayHoldAny = true;
    U.Held = {{member(Lock), true}, {{UsePath::Global, Global, {}}, false}};
    U.Unsure = {{member(Lock), false}};
    U.GivenBack = {member(Lock)};
    U.VagueNames = {Lock, Global};
    U.Where = {File, Line, 2, 3, 4, 5, 6};
    U.Data = "o.n";
    CallUse C;
    C.Callee = Names.intern("c:@F@g#", "g");
    C.Held = {{{2, {}, {}}, false}};
    C.Bindings = {{{0, {}, {}}, {UsePath::Object, {}, {}}}};
    C.Same = {{{1, {}, {}}, {2, {}, {}}}};
    C.HeldOutside = {{member(Lock), true}};
    C.GivenBack = {member(Lock)};
    C.Fresh = {{1, {}, {}}};
    C.TellsNothing = C.IsThread = C.IsOnce = C.IsClosure = true;
    C.Where = {File, Line + 1, 2, 3, 4, 5, 6};
    FunctionUse F;
    F.Name = Names.intern("c:@F@f#", "f");
    F.Display = "space::f";
    F.Instantiation = "<int>";
    F.IsOpen = F.IsOfProgram = F.IsDispatched = F.IsBeginOrEnd = F.IsCalledLocked = F.IsAddressTaken = true;
    F.Fields = {U};
    F.Calls = {C};
    F.Loans = {{member(Field), member(Lock), 2, U.Where, C.Where, U.Where, "o.n", "view"}, {member(Field), member(Lock), 0, U.Where, {}, {}, "o.n", ""}};
    const OrderLock Taken{member(Lock), Lock, true};
    const HeldSince Since{{{UsePath::Global, Global, {}}, Global, false}, U.Where};
    F.Order.Takes = {{Taken, {Since, {Taken, {}}}, {member(Lock)}, U.Where}};
    F.Order.Calls = {{C.Callee, {{{0, {}, {}}, {UsePath::Object, {}, {}}, Lock}}, {Since}, {member(Lock)}, true, C.Where},
                     {C.Callee, {}, {}, {}, false, {}}};
    F.Order.OfCaller = {member(Lock)};
    F.Order.Alike = {{UsePath::Object, 1}};
    F.Order.Compared = {{0, 2}};
    Orders = {{Lock, Global, U.Where}};
    Declared = {{Field, {File, 9, 3, 9, 8, 30, 35}, "GUARDED_BY"}}; // in one line
    Functions = {FunctionUse(), F};
    Functions[0].Name = Names.intern("idle", "idle");
  }
};

TEST(UseTable, TextIsReadAsItWasWritten) {
  const std::string Text = writeUses(Full(1));
  llvm::Expected<UseTable> Read = readUses(Text);
  ASSERT_TRUE(bool(Read)) << llvm::toString(Read.takeError());
  EXPECT_EQ(writeUses(*Read), Text);
  ASSERT_EQ(Read->Functions.size(), 1u); // the idle one is left out
  const FunctionUse &F = Read->Functions[0];
  EXPECT_EQ(F.Display + F.Instantiation, "space::f<int>");
  EXPECT_TRUE(F.IsOpen && F.IsOfProgram && F.IsDispatched && F.IsBeginOrEnd && F.IsCalledLocked && F.IsAddressTaken);
  const FieldUse &U = F.Fields[0];
  EXPECT_TRUE(U.IsWrite && U.IsDeclared && U.MayHoldAny);
  EXPECT_EQ(Read->Names.key(U.Where.File), "/folder/a \"b\".cpp");
  EXPECT_EQ(U.Where.EndOffset, 6u);
  EXPECT_EQ(U.Data, "o.n");
  ASSERT_EQ(U.Held.size(), 2u);
  EXPECT_TRUE(U.Held[0].Shared && !U.Held[1].Shared);
  EXPECT_EQ(Read->Names.display(U.VagueNames[0]), "mu");
  EXPECT_EQ(Read->Names.key(U.Field.Steps[1].Name), "c:@S@C@FI@n");
  EXPECT_EQ(U.Field.Steps[1].Index, 7u);
  ASSERT_EQ(F.Order.OfCaller.size(), 1u);
  EXPECT_EQ(Read->Names.display(F.Order.OfCaller[0].Steps[1].Name), "mu");
  ASSERT_EQ(Read->Declared.size(), 1u);
  EXPECT_EQ(Read->Declared[0].Macro, "GUARDED_BY");
  EXPECT_EQ(Read->Declared[0].Declarator, (UseSpot{U.Where.File, 9, 3, 9, 8, 30, 35}));
  const CallUse &C = F.Calls[0];
  EXPECT_TRUE(C.TellsNothing && C.IsThread && C.IsOnce && C.IsClosure);
  EXPECT_EQ(C.Same[0].Outer.Base, 2);
  EXPECT_TRUE(C.HeldOutside[0].Shared);
  EXPECT_EQ(C.GivenBack.size(), 1u);
  EXPECT_EQ(C.Held[0].Path.Base, 2);
  EXPECT_EQ(C.Bindings[0].Outer.Base, UsePath::Object);
  EXPECT_EQ(C.Fresh[0].Base, 1);
  EXPECT_EQ(F.Loans[0].Way, 2);
  EXPECT_EQ(F.Loans[0].Data + F.Loans[0].Holder, "o.nview");
  EXPECT_EQ(F.Loans[0].Where.Line, 2u);
  EXPECT_TRUE(F.Loans[0].LetGo.isValid());
  EXPECT_FALSE(F.Loans[1].Where.isValid());
  ASSERT_EQ(F.Order.Takes.size(), 1u);
  const LockTake &T = F.Order.Takes[0];
  EXPECT_TRUE(T.Lock.Shared);
  EXPECT_EQ(T.Held[0].Since.Line, 1u);
  EXPECT_FALSE(T.Held[1].Since.isValid());
  EXPECT_EQ(T.GivenBack.size(), 1u);
  ASSERT_EQ(F.Order.Calls.size(), 2u);
  EXPECT_TRUE(F.Order.Calls[0].IsThread);
  EXPECT_EQ(Read->Names.display(F.Order.Calls[0].Bindings[0].Class), "mu");
  EXPECT_FALSE(F.Order.Calls[1].Where.isValid());
  EXPECT_EQ(F.Order.Alike[0].Second, 1);
  EXPECT_EQ(F.Order.Compared[0].Second, 2);
  ASSERT_EQ(Read->Orders.size(), 1u);
  EXPECT_EQ(Read->Names.display(Read->Orders[0].First), "mu");
  EXPECT_EQ(Read->Orders[0].Where.Line, 1u);
}

TEST(UseTable, NothingToTellIsNoText) {
  UseTable Idle;
  Idle.Functions.emplace_back();
  EXPECT_EQ(writeUses(Idle), "");
}

TEST(UseTable, AFunctionOfAHeaderCountsOnce) {
  UseTable All;
  All.add(Full(1), 0);
  All.add(Full(1), 1);
  ASSERT_EQ(All.Functions.size(), 1u);
  EXPECT_EQ(All.Functions[0].Unit, 0u);
}

TEST(UseTable, FunctionsOfOneNameInTwoFilesAreTwo) {
  UseTable All;
  All.add(Full(1), 0);
  All.add(Full(10), 1);
  ASSERT_EQ(All.Functions.size(), 2u);
  EXPECT_EQ(All.Functions[1].Unit, 1u);
}

TEST(UseTable, NamesOfTwoUnitsMeetByTheirKeys) {
  Full First(1), Second(10);
  UseTable Shifted;
  Shifted.Names.intern("something else", "");
  Shifted.add(Second, 0);
  UseTable All;
  All.add(First, 0);
  All.add(Shifted, 1);
  ASSERT_EQ(All.Functions.size(), 2u);
  EXPECT_EQ(All.Functions[0].Fields[0].Field, All.Functions[1].Fields[0].Field);
  EXPECT_EQ(All.Functions[0].Calls[0].Callee, All.Functions[1].Calls[0].Callee);
}

/// Cut anywhere, or with any character changed to another digit or letter, the
/// text is refused or is another one; nothing else happens.
TEST(UseTable, DamageIsRefused) {
  const std::string Text = writeUses(Full(1));
  for (size_t I = 0; I < Text.size(); ++I) {
    llvm::Expected<UseTable> Cut = readUses(llvm::StringRef(Text).take_front(I));
    EXPECT_FALSE(bool(Cut)) << I;
    llvm::consumeError(Cut.takeError());
    for (char C : {'9', 'x', ']'}) {
      std::string Changed = Text;
      Changed[I] = C;
      if (llvm::Expected<UseTable> Read = readUses(Changed))
        inferGuards(*Read), findLockCycles(*Read);
      else
        llvm::consumeError(Read.takeError());
    }
  }
}

TEST(UseTable, AnotherVersionIsNamed) {
  std::string Text = writeUses(Full(1));
  const std::string Key = "\"holdfast-uses\":";
  const size_t At = Text.find(Key);
  ASSERT_NE(At, std::string::npos);
  Text.insert(At + Key.size(), "9"); // 97 and the like
  llvm::Expected<UseTable> Read = readUses(Text);
  ASSERT_FALSE(bool(Read));
  EXPECT_EQ(llvm::toString(Read.takeError()), "it is of another version");
}

} // namespace
