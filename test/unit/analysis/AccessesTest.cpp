// What a body reads and writes, under which locks, what it waits for and
// signals, and how its caller would say it.

#include "analysis/Accesses.h"
#include "ir/HandBuilt.h"
#include "ir/Print.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

const Summaries NoSummaries;
const ReachOf NobodyKnows = [](FunctionId) -> const FunctionReach * { return nullptr; };

/// One block of events between the entry and the exit, over data and locks.
struct AccessBody : HandBuilt {
  TypeId Data, Other;

  AccessBody() : HandBuilt(4) {
    TypeInfo Plain;
    Plain.InThreads = Sharing::Data;
    Data = Prog.Types.add(Plain);
    Other = Prog.Types.add(TypeInfo());
    edges(0, {3});
    edges(3, {1});
  }
  PlaceId make(llvm::StringRef Name, RootKind Kind, TypeId T, bool IsReference) {
    uint32_t Ordinal = Kind == RootKind::Param ? uint32_t(B.Params.size()) : B.Places.size();
    PlaceId P = B.Places.makeRoot(Kind, Prog.Symbols.intern(Name, Name), Ordinal, T, IsReference);
    if (Kind == RootKind::Param)
      B.Params.push_back(P);
    return P;
  }
  PlaceId param(llvm::StringRef Name) { return make(Name, RootKind::Param, Data, true); }
  PlaceId lock(llvm::StringRef Name) { return make(Name, RootKind::Param, Other, true); }
  PlaceId local(llvm::StringRef Name) { return make(Name, RootKind::Local, Data, false); }
  void unknownCall() {
    B.Calls.emplace_back();
    Event E = event(EventKind::Call);
    E.From = CallId(uint32_t(B.Calls.size() - 1));
    add(3, E);
  }

  std::string places(const std::set<PlaceId> &All) const {
    std::string Out;
    for (PlaceId P : All)
      Out += " " + (P ? printPlace(Prog, B, P) : std::string("anything"));
    return Out;
  }
  /// Each access as "write x under m".
  std::string all() {
    Results R(Prog, B, NoSummaries, true);
    Accesses Found(Prog, R, NobodyKnows);
    std::string Out;
    for (const Access &A : Found.all())
      Out += std::string(Out.empty() ? "" : ", ") + (A.IsWrite ? "write " : "read ") + printPlace(Prog, B, A.Place) +
             (A.Held.empty() ? "" : " under" + places(A.Held));
    return Out;
  }
  /// What stands before and after the first access.
  std::string around() {
    Results R(Prog, B, NoSummaries, true);
    Accesses Found(Prog, R, NobodyKnows);
    const Access &First = Found.all().front();
    return "before:" + places(Found.before(First)) + " after:" + places(Found.after(First));
  }
  FunctionReach outside() {
    Results R(Prog, B, NoSummaries, true);
    return Accesses(Prog, R, NobodyKnows).forCaller();
  }
};

TEST(Accesses, DataIsReadAndWritten) {
  AccessBody X;
  PlaceId A = X.param("a"), C = X.param("c");
  X.add(3, use(A));
  X.add(3, use(C, UseKind::Write));
  EXPECT_EQ(X.all(), "read a, write c");
}

TEST(Accesses, WhatMayOrderThreadsIsNoAccess) {
  AccessBody X;
  X.add(3, use(X.lock("m")));
  EXPECT_EQ(X.all(), "");
}

TEST(Accesses, AQuestionIsNone) {
  AccessBody X;
  X.add(3, use(X.param("a"), UseKind::Ask));
  EXPECT_EQ(X.all(), "");
}

TEST(Accesses, AnIncrementIsOneWrite) {
  AccessBody X;
  PlaceId A = X.param("a");
  X.add(3, use(A));
  X.add(3, use(A, UseKind::Write, X.constant(1)));
  EXPECT_EQ(X.all(), "write a");
}

TEST(Accesses, ALockIsHeldUntilItIsGivenBack) {
  AccessBody X;
  PlaceId A = X.param("a"), M = X.lock("m");
  X.add(3, event(EventKind::Acquire, M));
  X.add(3, use(A, UseKind::Write));
  X.add(3, event(EventKind::Release, M));
  X.add(3, use(A));
  EXPECT_EQ(X.all(), "write a under m, read a");
}

TEST(Accesses, ALockOfOnePathIsNotHeld) {
  AccessBody X;
  PlaceId A = X.param("a"), M = X.lock("m");
  X.B.Blocks.resize(5);
  X.B.Blocks[0].Successors.clear();
  X.edges(0, {3, 4});
  X.edges(4, {3});
  X.add(4, event(EventKind::Acquire, M));
  X.add(3, use(A));
  EXPECT_EQ(X.all(), "read a");
}

TEST(Accesses, AnUnknownCallMaySignalAnything) {
  AccessBody X;
  X.add(3, use(X.param("a")));
  EXPECT_EQ(X.around(), "before: after:");
  X.unknownCall();
  EXPECT_EQ(X.around(), "before: after: anything");
}

TEST(Accesses, AnUnknownCallMayHaveWaitedForAnything) {
  AccessBody X;
  X.unknownCall();
  X.add(3, use(X.param("a")));
  EXPECT_EQ(X.around(), "before: anything after:");
}

TEST(Accesses, ALoopComesBeforeAndAfterItself) {
  AccessBody X;
  X.unknownCall();
  X.add(3, use(X.param("a")));
  X.edges(3, {3});
  EXPECT_EQ(X.around(), "before: anything after: anything");
}

TEST(Accesses, TheCallerSeesItsOwn) {
  AccessBody X;
  PlaceId A = X.param("a"), M = X.lock("m"), L = X.local("l");
  PlaceId V = X.make("v", RootKind::Param, X.Data, false), G = X.make("g", RootKind::Global, X.Data, false);
  X.add(3, event(EventKind::Acquire, M));
  for (PlaceId P : {A, L, V, G})
    X.add(3, use(P, UseKind::Write));
  FunctionReach Out = X.outside();
  ASSERT_EQ(Out.Accesses.size(), 2u);
  EXPECT_EQ(Out.Accesses[0].Path.Base, 0);
  ASSERT_EQ(Out.Accesses[0].Held.size(), 1u);
  EXPECT_EQ(Out.Accesses[0].Held.begin()->Base, 1);
  EXPECT_EQ(Out.Accesses[1].Path.Base, ReachPath::Global);
}

TEST(Accesses, APointerWithANewValueLeadsNowhere) {
  for (bool Changes : {false, true}) {
    AccessBody X;
    PlaceId P = X.make("p", RootKind::Param, X.Data, false);
    PlaceId Target = X.B.Places.project(P, {ProjectionKind::Deref, {}, 0, {}}, X.Data);
    if (Changes)
      X.add(3, event(EventKind::Init, P));
    X.add(3, use(Target, UseKind::Write));
    EXPECT_EQ(X.outside().Accesses.size(), Changes ? 0u : 1u);
  }
}

} // namespace
