// What units tell of their functions comes out as it went in, under the names of
// the unit that asks, and what two units tell differently is not known.

#include "summary/ProgramEffects.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

/// Two classes of units: one has `f`, the other calls it. Numbers of symbols differ.
struct Teller {
  Program Prog;
  Summaries Known;
  SymbolId F, Field;

  explicit Teller(CallEffects Of) {
    Prog.Symbols.intern("another", "another");
    F = Prog.Symbols.intern("f", "f");
    Field = Prog.Symbols.intern("field", "mu");
    Body B;
    B.Id = FunctionId(0);
    B.Symbol = F;
    B.IsShared = true;
    B.Blocks.resize(3);
    Prog.Bodies.push_back(std::move(B));
    Known.push_back(std::move(Of));
  }
  std::string text() const { return writeEffects(Prog, Known, namesAskedFor(Prog)); }
};

struct Asker {
  Program Prog;
  SymbolId Field;

  Asker() {
    Field = Prog.Symbols.intern("field", "mu");
    Callee C;
    C.Name = Prog.Symbols.intern("f", "f");
    Prog.Callees.push_back(C);
  }
  std::string text() const { return writeEffects(Prog, Summaries(), namesAskedFor(Prog)); }
};

Effect moved(int Argument) {
  Effect E;
  E.Kind = EffectKind::Moves;
  E.Subject.Base = Argument;
  return E;
}

CallEffects one(Effect E) {
  CallEffects Out;
  Out.Effects = {std::move(E)};
  return Out;
}

TEST(ProgramEffects, EveryPartOfAnEffectArrives) {
  Teller Tells{CallEffects()};
  Effect All = moved(1);
  All.May = All.Detached = All.OfReferent = All.Once = All.Again = All.IfTested = All.IfRvalue = All.OfSign = true;
  All.WhenResult = false;
  All.Subject.Steps = {{ProjectionKind::Deref, {}, 1, {}}, {ProjectionKind::Field, Tells.Field, 7, {}}};
  All.Target = {EffectPath::Result, {}};
  Tells.Known[0] = one(All);
  Tells.Known[0]->NeverReturns = true;
  ProgramEffects Table;
  ASSERT_FALSE(Table.add(Tells.text()));
  Asker Asks;
  importEffects(Asks.Prog, Table);
  ASSERT_TRUE(Asks.Prog.Callees[0].Elsewhere);
  CallEffects Right = *Tells.Known[0];
  Right.Effects[0].Subject.Steps[1].Name = Asks.Field;
  EXPECT_EQ(*Asks.Prog.Callees[0].Elsewhere, Right);
}

TEST(ProgramEffects, WhatAnotherUnitAloneHasNamedKeepsItsNameWhenToldOn) {
  Teller Tells{CallEffects()};
  Effect E = moved(0);
  E.Subject.Steps = {{ProjectionKind::Field, Tells.Field, 0, {}}};
  Tells.Known[0] = one(E);
  ProgramEffects Table;
  ASSERT_FALSE(Table.add(Tells.text()));
  Asker Asks;
  Asks.Prog.Symbols = SymbolTable();
  Asks.Prog.Callees[0].Name = Asks.Prog.Symbols.intern("f", "f");
  importEffects(Asks.Prog, Table);
  ASSERT_TRUE(Asks.Prog.Callees[0].Elsewhere);
  const SymbolId Met = Asks.Prog.Callees[0].Elsewhere->Effects[0].Subject.Steps[0].Name;
  EXPECT_EQ(Asks.Prog.Symbols.display(Met), "mu");
  Teller Again{*Asks.Prog.Callees[0].Elsewhere};
  Again.Prog.Symbols = Asks.Prog.Symbols;
  Again.Prog.Bodies[0].Symbol = Asks.Prog.Callees[0].Name;
  EXPECT_EQ(Again.text(), Tells.text());
}

TEST(ProgramEffects, ReadingAndRefillingAreNotTold) {
  Effect Reads = moved(0), Refills = moved(0);
  Reads.Kind = EffectKind::Reads;
  Refills.Kind = EffectKind::Reinits;
  for (const Effect &E : {Reads, Refills}) {
    ProgramEffects Table;
    ASSERT_FALSE(Table.add(Teller(one(E)).text()));
    EXPECT_EQ(Table.answersFor(Asker().text()), "");
  }
  ProgramEffects Table;
  ASSERT_FALSE(Table.add(Teller(one(moved(0))).text()));
  EXPECT_NE(Table.answersFor(Asker().text()), "");
}

TEST(ProgramEffects, ThatAParameterByValueIsTakenIsNotTold) {
  for (const bool IsReference : {false, true}) {
    Teller Tells(one(moved(0)));
    Body &B = Tells.Prog.Bodies[0];
    B.Params = {B.Places.makeRoot(RootKind::Param, SymbolId(), 0, TypeId(), IsReference)};
    B.OfRvalue = {false};
    ProgramEffects Table;
    ASSERT_FALSE(Table.add(Tells.text()));
    EXPECT_EQ(Table.answersFor(Asker().text()).empty(), !IsReference);
  }
}

TEST(ProgramEffects, ALockThatIsGivenBackIsNotTold) {
  Effect Locks = moved(EffectPath::Object), Unlocks = Locks;
  Locks.Kind = EffectKind::Locks;
  Unlocks.Kind = EffectKind::Unlocks;
  CallEffects Both = one(Locks);
  Both.Effects.push_back(Unlocks);
  ProgramEffects Table;
  ASSERT_FALSE(Table.add(Teller(Both).text()));
  EXPECT_EQ(Table.answersFor(Asker().text()), "");
  ProgramEffects Other;
  ASSERT_FALSE(Other.add(Teller(one(Locks)).text()));
  EXPECT_NE(Other.answersFor(Asker().text()), "");
}

TEST(ProgramEffects, WhoWaitsForAFlagDoesNotTellAndWhoJoinsAThreadDoes) {
  for (const bool OfSign : {true, false}) {
    Effect Joins = moved(EffectPath::Object);
    Joins.Kind = EffectKind::Joins;
    Joins.OfSign = OfSign;
    ProgramEffects Table;
    ASSERT_FALSE(Table.add(Teller(one(Joins)).text()));
    EXPECT_EQ(Table.answersFor(Asker().text()).empty(), OfSign);
  }
}

/// One that gives back the lock of its object, and calls `g` on an object of a class:
/// of which nothing is known, or that it does nothing.
struct HalfTeller : Teller {
  CallEffects None;

  HalfTeller(bool IsKnown, bool IsOfTheLock, bool IsThroughAnother) : Teller(CallEffects()) {
    Effect Unlocks = moved(EffectPath::Object);
    Unlocks.Kind = EffectKind::Unlocks;
    Known[0] = one(Unlocks);
    const TypeId Lock = Prog.Types.add(TypeInfo()), Other = Prog.Types.add(TypeInfo());
    Callee G;
    G.Name = Prog.Symbols.intern("g", "g");
    G.Elsewhere = IsKnown ? &None : nullptr;
    Prog.Callees.push_back(G);
    Prog.Bodies[0].This = Prog.Bodies[0].Places.makeRoot(RootKind::This, SymbolId(), 0, Lock);
    FunctionId Caller(0);
    if (IsThroughAnother) {
      Body B;
      B.Id = Caller = FunctionId(1);
      B.Blocks.resize(3);
      Prog.Bodies.push_back(std::move(B));
      Known.push_back(CallEffects());
      Callee Between;
      Between.Body = Caller;
      Prog.Callees.push_back(Between);
      call(0, CalleeId(1), PlaceId());
    }
    PlaceTable &Places = Prog.Bodies[Caller.index()].Places;
    call(Caller.index(), CalleeId(0), Places.makeRoot(RootKind::Local, SymbolId(), 1, IsOfTheLock ? Lock : Other));
  }

private:
  void call(size_t By, CalleeId Target, PlaceId Object) {
    Call C;
    C.Target = Target;
    C.Object.Place = Object;
    Prog.Bodies[By].Calls.push_back(C);
  }
};

TEST(ProgramEffects, OfALockIsNotToldWhatItsUnknownFunctionsMayChange) {
  for (const bool IsKnown : {false, true})
    for (const bool IsOfTheLock : {false, true})
      for (const bool IsThroughAnother : {false, true}) {
        ProgramEffects Table;
        ASSERT_FALSE(Table.add(HalfTeller(IsKnown, IsOfTheLock, IsThroughAnother).text()));
        EXPECT_EQ(Table.answersFor(Asker().text()).empty(), !IsKnown && IsOfTheLock);
      }
}

TEST(ProgramEffects, OfADestructorThatEndsThreadsTheValuesAreLeftOut) {
  Effect Joins = moved(EffectPath::Object);
  Joins.Kind = EffectKind::Joins;
  CallEffects Both = one(Joins);
  Both.Effects.push_back(moved(EffectPath::Object));
  for (const bool IsDestructor : {false, true}) {
    Teller Tells(Both);
    TypeInfo Ends;
    Ends.Destructor = FunctionId(0);
    if (IsDestructor)
      Tells.Prog.Types.add(Ends);
    ProgramEffects Table;
    ASSERT_FALSE(Table.add(Tells.text()));
    Asker Asks;
    TypeInfo T;
    T.DestructorElsewhere = Asks.Prog.Callees[0].Name;
    const TypeId Of = Asks.Prog.Types.add(T);
    importEffects(Asks.Prog, Table);
    ASSERT_TRUE(Asks.Prog.Types[Of].DropElsewhere);
    EXPECT_EQ(*Asks.Prog.Types[Of].DropElsewhere, IsDestructor ? one(Joins) : Both);
  }
}

TEST(ProgramEffects, UnitsThatDisagreeAreNotBelieved) {
  const CallEffects None;
  for (const CallEffects &Other : {one(moved(1)), None}) {
    ProgramEffects Table;
    ASSERT_FALSE(Table.add(Teller(one(moved(0))).text()));
    ASSERT_FALSE(Table.add(Teller(Other).text()));
    EXPECT_EQ(Table.answersFor(Asker().text()), "");
  }
  ProgramEffects Table;
  ASSERT_FALSE(Table.add(Teller(one(moved(0))).text()));
  ASSERT_FALSE(Table.add(Teller(one(moved(0))).text()));
  EXPECT_NE(Table.answersFor(Asker().text()), "");
}

TEST(ProgramEffects, ARowIsBelievedBeforeAnotherUnitAndAConventionIsNot) {
  ProgramEffects Table;
  ASSERT_FALSE(Table.add(Teller(one(moved(0))).text()));
  const CallEffects Row = one(moved(2));
  Asker Known, Guessed;
  Known.Prog.Callees[0].Row = Guessed.Prog.Callees[0].Row = &Row;
  Guessed.Prog.Callees[0].IsConvention = true;
  importEffects(Known.Prog, Table);
  importEffects(Guessed.Prog, Table);
  EXPECT_EQ(Known.Prog.Callees[0].Row, &Row);
  EXPECT_FALSE(Known.Prog.Callees[0].Elsewhere);
  EXPECT_EQ(Guessed.Prog.Callees[0].Row, nullptr);
  EXPECT_TRUE(Guessed.Prog.Callees[0].Elsewhere);
}

TEST(ProgramEffects, DamagedTextIsRefused) {
  const std::string Whole = Teller(one(moved(0))).text();
  for (std::string Wrong : {Whole.substr(0, Whole.size() / 2), std::string("[]"), std::string("{\"version\":0,\"tells\":{},\"asks\":[]}")}) {
    ProgramEffects Table;
    llvm::Error Said = Table.add(Wrong);
    EXPECT_TRUE(bool(Said)) << Wrong;
    llvm::consumeError(std::move(Said));
  }
}

} // namespace
