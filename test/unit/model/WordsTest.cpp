// Each word of a row gives the effect that docs/models.md promises, and what
// is not a word is refused with a sentence that names it.

#include "model/Catalog.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

CallEffects parsed(llvm::StringRef Words) {
  llvm::Expected<CallEffects> Effects = parseEffects(Words);
  if (Effects)
    return *Effects;
  ADD_FAILURE() << Words.str() << ": " << llvm::toString(Effects.takeError());
  return {};
}

std::string refused(llvm::StringRef Words) {
  llvm::Expected<CallEffects> Effects = parseEffects(Words);
  if (!Effects)
    return llvm::toString(Effects.takeError());
  return "it was accepted";
}

EffectPath path(int Base, llvm::ArrayRef<Projection> Steps = {}) {
  EffectPath P;
  P.Base = Base;
  P.Steps.append(Steps.begin(), Steps.end());
  return P;
}

Projection step(ProjectionKind Kind, uint32_t Index = 0) {
  Projection P;
  P.Kind = Kind;
  P.Index = Index;
  return P;
}

TEST(Words, EachVerbHasItsKind) {
  struct {
    const char *Words;
    EffectKind Kind;
  } Cases[] = {
      {"reads(this)", EffectKind::Reads},     {"asks(this)", EffectKind::Asks},     {"writes(this)", EffectKind::Writes},
      {"moves(this)", EffectKind::Moves},     {"reinit(this)", EffectKind::Reinits}, {"runs(this)", EffectKind::RunsNow},
      {"spawns(this)", EffectKind::Spawns},   {"keeps(this)", EffectKind::Keeps},   {"joins(this)", EffectKind::Joins},
      {"detaches(this)", EffectKind::Detaches}, {"abandons(this)", EffectKind::Abandons},
      {"locks(this)", EffectKind::Locks},     {"locks-shared(this)", EffectKind::LocksShared},
      {"unlocks(this)", EffectKind::Unlocks}, {"disowns(this)", EffectKind::Disowns}, {"waits(this)", EffectKind::Waits},
      {"tells(this)", EffectKind::TellsHeld}, {"needs(this)", EffectKind::Needs}, {"needs-shared(this)", EffectKind::NeedsShared},
      {"excludes(this)", EffectKind::Excludes}, {"adopts(this)", EffectKind::Adopts}, {"defers(this)", EffectKind::Defers},
  };
  for (const auto &Case : Cases) {
    CallEffects Got = parsed(Case.Words);
    ASSERT_EQ(Got.Effects.size(), 1u) << Case.Words;
    Effect Want;
    Want.Kind = Case.Kind;
    if (Case.Kind == EffectKind::Spawns)
      Want.Target = EffectPath(); // the object holds the thread
    EXPECT_TRUE(Got.Effects[0] == Want) << Case.Words;
  }
}

TEST(Words, AliasAndBorrowAreAboutTheResult) {
  for (auto [Words, Kind] : {std::pair("alias(arg0.*)", EffectKind::Aliases), std::pair("borrow(arg0.*)", EffectKind::Borrows)}) {
    CallEffects Got = parsed(Words);
    ASSERT_EQ(Got.Effects.size(), 1u);
    EXPECT_EQ(Got.Effects[0].Kind, Kind);
    EXPECT_TRUE(Got.Effects[0].Subject == path(EffectPath::Result));
    EXPECT_TRUE(Got.Effects[0].Target == path(0, {step(ProjectionKind::Deref)}));
  }
}

TEST(Words, EachStepHasItsProjection) {
  auto Steps = [](llvm::StringRef Words) { return parsed(Words).Effects.at(0).Subject; };
  EXPECT_TRUE(Steps("reads(arg3)") == path(3));
  EXPECT_TRUE(Steps("reads(this.*)") == path(EffectPath::Object, {step(ProjectionKind::Deref)}));
  EXPECT_TRUE(Steps("reads(this.value)") == path(EffectPath::Object, {step(ProjectionKind::Payload)}));
  EXPECT_TRUE(Steps("reads(this.[])") ==
              path(EffectPath::Object, {step(ProjectionKind::Element, Projection::UnknownElement)}));
  EXPECT_TRUE(Steps("reads(this.[7])") == path(EffectPath::Object, {step(ProjectionKind::Element, 7)}));
  EXPECT_TRUE(Steps("reads(this.[arg2])") ==
              path(EffectPath::Object, {step(ProjectionKind::Element, ElementAtArgument + 2)}));
  EXPECT_TRUE(Steps("reads(arg1.*.value.[0])") ==
              path(1, {step(ProjectionKind::Deref), step(ProjectionKind::Payload), step(ProjectionKind::Element, 0)}));
}

TEST(Words, ConditionsSetTheirFlag) {
  EXPECT_FALSE(parsed("moves(arg0)").Effects[0].IfTested);
  EXPECT_TRUE(parsed("moves(arg0) if-untested").Effects[0].IfTested);
  EXPECT_FALSE(parsed("moves(arg0)").Effects[0].IfRvalue);
  EXPECT_TRUE(parsed("moves(arg0) if-rvalue").Effects[0].IfRvalue);
  EXPECT_FALSE(parsed("moves(arg0)").Effects[0].May);
  EXPECT_TRUE(parsed("may moves(arg0)").Effects[0].May);
  EXPECT_EQ(parsed("moves(arg0)").Effects[0].WhenResult, std::nullopt);
  EXPECT_EQ(parsed("moves(arg0) when true").Effects[0].WhenResult, std::optional(true));
  EXPECT_EQ(parsed("moves(arg0) when false").Effects[0].WhenResult, std::optional(false));
  Effect All = parsed("may moves(arg0) if-untested when false").Effects[0];
  EXPECT_TRUE(All.May && All.IfTested && All.WhenResult == std::optional(false));
}

TEST(Words, WordsKeepTheirOrder) {
  CallEffects Got = parsed(" asks( this ) ;reinit(this);  reads(arg1) ; ");
  ASSERT_EQ(Got.Effects.size(), 3u);
  EXPECT_EQ(Got.Effects[0].Kind, EffectKind::Asks);
  EXPECT_EQ(Got.Effects[1].Kind, EffectKind::Reinits);
  EXPECT_EQ(Got.Effects[2].Kind, EffectKind::Reads);
}

TEST(Words, ARangeIsOneEffectForEachArgument) {
  CallEffects Got = parsed("moves(arg1..3.*) if-untested");
  ASSERT_EQ(Got.Effects.size(), 3u);
  for (int I = 0; I < 3; ++I) {
    EXPECT_TRUE(Got.Effects[I].Subject == path(I + 1, {step(ProjectionKind::Deref)}));
    EXPECT_TRUE(Got.Effects[I].IfTested);
  }
  EXPECT_EQ(parsed("borrow(arg0..1)").Effects.size(), 2u);
  EXPECT_EQ(parsed("reads(arg2..2)").Effects.size(), 1u);
}

TEST(Words, SpawnsSaysWhoHoldsTheThread) {
  EXPECT_TRUE(parsed("spawns(arg0)").Effects[0].Target == path(EffectPath::Object));
  EXPECT_TRUE(parsed("spawns(arg1, result)").Effects[0].Target == path(EffectPath::Result));
  EXPECT_TRUE(parsed("spawns(arg1, result)").Effects[0].Subject == path(1));
}

TEST(Words, PureNoreturnAndNone) {
  EXPECT_TRUE(parsed("reads(this); pure").IsPure);
  EXPECT_FALSE(parsed("reads(this)").IsPure);
  EXPECT_TRUE(parsed("noreturn").NeverReturns);
  EXPECT_TRUE(parsed("blocks").Blocks);
  EXPECT_FALSE(parsed("reads(this)").Blocks);
  EXPECT_FALSE(parsed("pure").NeverReturns);
  EXPECT_TRUE(parsed("none") == CallEffects());
}

TEST(Words, WhatIsNoWordIsRefusedByName) {
  struct {
    const char *Words, *Sentence;
  } Cases[] = {
      {"", "a word is missing in '': write 'none' where a call has no effect"},
      {"reads(this);; pure", "a word is missing in 'reads(this);; pure': write 'none' where a call has no effect"},
      {"reads(this); none", "'none' stands alone, not with other words as in 'reads(this); none'"},
      {"steals(arg0)", "unknown word 'steals(arg0)'"},
      {"may pure", "unknown word 'may pure'"},
      {"reads", "'reads' needs a path in parentheses, such as 'reads(arg0)'"},
      {"reads(arg0", "'reads(arg0' needs a path in parentheses, such as 'reads(arg0)'"},
      {"reads)arg0(", "unknown word 'reads)arg0('"},
      {"reads(self)", "'self' does not begin with 'this', 'result' or an argument such as 'arg0'"},
      {"reads(arg)", "'arg' does not begin with 'this', 'result' or an argument such as 'arg0'"},
      {"reads(arg64)", "'arg64' does not begin with 'this', 'result' or an argument such as 'arg0'"},
      {"reads()", "'' does not begin with 'this', 'result' or an argument such as 'arg0'"},
      {"reads(arg3..1)", "'arg3..1' is not a range of arguments such as 'arg1..7'"},
      {"reads(this..2)", "'this..2' is not a range of arguments such as 'arg1..7'"},
      {"reads(arg0.first)",
       "'.first' in 'arg0.first' is not a step: use '.*', '.value', '.[]', '.[0]' or '.[arg0]'"},
      {"reads(this.[x])", "'x]' in 'this.[x]' is not a step: use '.*', '.value', '.[]', '.[0]' or '.[arg0]'"},
      {"reads(result)", "'reads(result)' cannot be about the result"},
      {"alias(result)", "'alias(result)' cannot be about the result"},
      {"alias(arg0..1)", "'alias(arg0..1)' needs one path, not a range: the result denotes one place"},
      {"reads(arg0, arg1)", "'reads(arg0, arg1)' takes one path"},
      {"spawns(arg0, arg1..2)", "'spawns(arg0, arg1..2)' needs one holder, not a range"},
      {"reads(arg0) with arg1", "'with' in 'reads(arg0) with arg1' is only for 'runs' and 'spawns'"},
      {"runs(arg0) with", "'with' in 'runs(arg0) with' is not one of 'if-untested', 'if-rvalue', 'once', 'again', 'where', 'here where', 'when true', 'when false'"},
      {"runs(arg0) with result", "'runs(arg0) with result' cannot be about the result"},
      {"runs(arg0) with arg1 or", "' or' in 'arg1 or' is not a step: use '.*', '.value', '.[]', '.[0]' or '.[arg0]'"},
      {"reads(arg0) if-untested", "'if-untested' in 'reads(arg0) if-untested' is only for 'moves', 'locks' and 'locks-shared'"},
      {"moves(arg0) sometimes",
       "'sometimes' in 'moves(arg0) sometimes' is not one of 'if-untested', 'if-rvalue', 'once', 'again', 'where', 'here where', "
       "'when true', 'when false'"},
      {"joins(arg0) here where arg1 is 2",
       "'here where arg1 is 2' in 'joins(arg0) here where arg1 is 2' is only for 'spawns', and as in 'where arg0 is 2'"},
      {"spawns(arg0) here where arg1",
       "'here where arg1' in 'spawns(arg0) here where arg1' is only for 'spawns', and as in 'where arg0 is 2'"},
      {"reads(arg0) if-rvalue", "'if-rvalue' in 'reads(arg0) if-rvalue' is only for 'moves'"},
  };
  for (const auto &Case : Cases)
    EXPECT_EQ(refused(Case.Words), Case.Sentence);
}

TEST(Words, AThreadMayRunHereByAnArgument) {
  CallEffects Got = parsed("spawns(arg1, result) here where arg0 is 2");
  ASSERT_EQ(Got.Effects.size(), 1u);
  EXPECT_FALSE(Got.Effects[0].May);
  EXPECT_EQ(Got.Effects[0].HereWhere, (GivenValue{0, 2}));
}

TEST(Words, AThreadMayStartByAnArgument) {
  CallEffects Got = parsed("may spawns(arg3, arg2.*) where arg4 is 2");
  ASSERT_EQ(Got.Effects.size(), 1u);
  EXPECT_EQ(Got.Effects[0].OnlyWhere, (GivenValue{4, 2}));
  EXPECT_EQ(Got.Effects[0].HereWhere, GivenValue());
}

TEST(Words, WithTellsTheArgumentsOfAClosure) {
  CallEffects Got = parsed("runs(arg4) with arg0.*, arg2 or arg1..2");
  ASSERT_EQ(Got.Effects.size(), 1u);
  ASSERT_EQ(Got.Invocations.size(), 2u);
  EXPECT_TRUE(Got.Invocations[0].Subject == path(4));
  ASSERT_EQ(Got.Invocations[0].Arguments.size(), 2u);
  EXPECT_TRUE(Got.Invocations[0].Arguments[0] == path(0, step(ProjectionKind::Deref)));
  EXPECT_TRUE(Got.Invocations[0].Arguments[1] == path(2));
  ASSERT_EQ(Got.Invocations[1].Arguments.size(), 2u);
  EXPECT_TRUE(Got.Invocations[1].Arguments[1] == path(2));
  EXPECT_FALSE(Got.Invocations[0].OfCopies);
  EXPECT_TRUE(parsed("spawns(arg0) with arg1").Invocations.at(0).OfCopies);
  EXPECT_TRUE(parsed("runs(arg0)").Invocations.empty());
}

TEST(Words, MakesTellsTheArgumentsOfAConstructor) {
  CallEffects Got = parsed("makes(result.*) with arg0..2");
  EXPECT_TRUE(Got.Effects.empty());
  ASSERT_EQ(Got.Invocations.size(), 1u);
  EXPECT_TRUE(Got.Invocations[0].Makes);
  EXPECT_TRUE(Got.Invocations[0].Subject == path(EffectPath::Result, step(ProjectionKind::Deref)));
  EXPECT_EQ(Got.Invocations[0].Arguments.size(), 3u);
  EXPECT_EQ(refused("makes(this)"), "'makes(this)' needs 'with' and the arguments");
}

} // namespace
