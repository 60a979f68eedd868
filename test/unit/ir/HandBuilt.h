//===- HandBuilt.h - bodies written by hand, for unit tests ---------------===//
//
// A short way to write the places, events and blocks of a Body. Blocks 1 and 2
// are the exits, as everywhere; nothing is verified unless a test does so.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TEST_UNIT_HANDBUILT_H
#define HOLDFAST_TEST_UNIT_HANDBUILT_H

#include "ir/Body.h"

#include <initializer_list>

namespace holdfast {

struct HandBuilt {
  Program Prog;
  Body B;

  explicit HandBuilt(unsigned BlockCount = 3) {
    B.Name = "f";
    B.Blocks.resize(BlockCount);
  }

  PlaceId root(llvm::StringRef Name, RootKind Kind = RootKind::Local, bool IsReference = false) {
    return B.Places.makeRoot(Kind, Prog.Symbols.intern(Name, Name), B.Places.size(), TypeId(), IsReference);
  }
  PlaceId field(PlaceId P, llvm::StringRef Name) {
    return B.Places.project(P, {ProjectionKind::Field, Prog.Symbols.intern(Name, Name), 0, {}});
  }
  PlaceId deref(PlaceId P) { return B.Places.project(P, {ProjectionKind::Deref, {}, 0, {}}); }
  PlaceId element(PlaceId P, uint32_t Index) { return B.Places.project(P, {ProjectionKind::Element, {}, Index, {}}); }
  PlaceId elementAt(PlaceId P, PlaceId Index) { return B.Places.project(P, {ProjectionKind::Element, {}, 0, Index}); }

  TermId value(PlaceId P) { return B.Terms.value(P); }
  TermId constant(int64_t V) { return B.Terms.constant(V); }
  ConditionId condition(TermId Left, Comparison Op, TermId Right, int64_t Offset = 0) {
    return B.Terms.intern(Condition{Op, Left, Right, Offset});
  }
  ConditionId condition(PlaceId P, Comparison Op, int64_t V) { return condition(value(P), Op, constant(V)); }

  void edges(unsigned From, std::initializer_list<unsigned> To) {
    for (unsigned T : To)
      B.Blocks[From].Successors.push_back({BlockId(T), T <= From && T != 1 && T != 2 ? EdgeKind::Back : EdgeKind::Normal});
  }
  /// The index of the new event in its block.
  uint32_t add(unsigned Block, Event E) {
    B.Blocks[Block].Events.push_back(E);
    return uint32_t(B.Blocks[Block].Events.size() - 1);
  }
};

inline Event event(EventKind Kind, PlaceId Place = PlaceId(), PlaceId Other = PlaceId(), TermId Value = TermId()) {
  Event E;
  E.Kind = Kind;
  E.Place = Place;
  E.Other = Other;
  E.Value = Value;
  return E;
}

inline Event use(PlaceId P, UseKind Mode = UseKind::Read, TermId Value = TermId()) {
  Event E = event(EventKind::Use, P, PlaceId(), Value);
  E.Mode = Mode;
  return E;
}

inline Argument argument(PlaceId P, Passing How = Passing::ConstReference) {
  Argument A;
  A.Place = P;
  A.How = How;
  return A;
}

inline Event assume(ConditionId C, bool Negated = false) {
  Event E = event(EventKind::Assume);
  E.Assumed = C;
  E.Negated = Negated;
  return E;
}

} // namespace holdfast

#endif
