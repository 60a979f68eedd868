//===- Place.h - interned access paths ------------------------------------===//
//
// A place is a root (a local, a parameter, the object, a global, ...) followed
// by projections. `p.a`, `*ptr` and `v[i]` are places. They are interned in a
// table per body, parents before children, so that two spellings of one path
// have one PlaceId.
//
// A reference denotes what it refers to: the root of a local `T &r` stands
// for the referent. Pointers are values, and `*p` is the projection Deref.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_IR_PLACE_H
#define HOLDFAST_IR_PLACE_H

#include "support/Ids.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <compare>
#include <map>
#include <vector>

namespace holdfast {

enum class RootKind : uint8_t { Local, Param, This, Global, Temporary, Heap, Return };

enum class ProjectionKind : uint8_t {
  Field,   ///< Name
  Base,    ///< Name: the class
  Deref,   ///< through a pointer, smart pointer, iterator
  Element, ///< Index: see ElementKey
  Payload, ///< of an optional or a variant
  Capture, ///< Index: position in the closure
};

/// One step of a path. For Element, Name tells the kind of index: invalid and
/// Index == UnknownElement is an unknown one, `IndexPlace` valid is "the
/// element at the value of that place", else Index is a constant. A Field
/// without a Name is a numbered part, as of a tuple: Index is its number, or
/// PartOfType and the id of a type that no other part has.
struct Projection {
  static constexpr uint32_t UnknownElement = ~uint32_t(0);
  static constexpr uint32_t PartOfType = 0x40000000;

  ProjectionKind Kind = ProjectionKind::Field;
  SymbolId Name;
  uint32_t Index = 0;
  PlaceId IndexPlace;
  friend auto operator<=>(const Projection &, const Projection &) = default;
};

/// How two places of one body lie to each other.
enum class Relation : uint8_t {
  Disjoint,
  Equal,
  Inside,     ///< the first is part of the second
  Contains,   ///< the second is part of the first
  MayOverlap, ///< elements at unknown indices
};

class PlaceTable {
public:
  struct Node {
    PlaceId Parent; ///< invalid for a root
    RootKind Root = RootKind::Local;
    Projection Step;      ///< for a projection
    SymbolId Name;        ///< for a root: the name as written, if it has one
    uint32_t Ordinal = 0; ///< for a root: parameter number, or order of making
    uint32_t Depth = 0;
    TypeId Type;
    bool IsReference = false; ///< a root that denotes its referent
    PlaceId FirstPart, NextPart; ///< of all that project() made of one place
    uint32_t Parts = 0;          ///< how many these are
  };

  /// A new root. Parameters, This and Return are made once by the caller.
  PlaceId makeRoot(RootKind Kind, SymbolId Name, uint32_t Ordinal, TypeId Type,
                   bool IsReference = false);
  /// The root of a global, made where there is none.
  PlaceId globalRoot(SymbolId Name, TypeId Type);
  /// The place one step below `Parent`, or invalid where nobody has made it.
  PlaceId findPart(PlaceId Parent, const Projection &Step) const;
  /// The same, made where there is none. `Type` is kept from the first call.
  PlaceId project(PlaceId Parent, Projection Step, TypeId Type = TypeId());

  const Node &operator[](PlaceId P) const { return Nodes[P.index()]; }
  uint32_t size() const { return uint32_t(Nodes.size()); }
  PlaceId rootOf(PlaceId P) const;
  /// True where `Outer` is `P` or a prefix of it.
  bool isWithin(PlaceId P, PlaceId Outer) const;
  Relation compare(PlaceId A, PlaceId B) const;
  /// True where the steps from `Outer` down to `P` include a step through a
  /// pointer or into an element: then a move of `P` is not a partial move of
  /// `Outer`. Requires isWithin(P, Outer).
  bool leavesObject(PlaceId P, PlaceId Outer) const;
  /// True where the path goes through an element at an index nobody knows.
  bool isUnknownElement(PlaceId P) const;
  /// Replaces the prefix `From` of `P` by `To`. Requires isWithin(P, From).
  PlaceId rebase(PlaceId P, PlaceId From, PlaceId To);
  /// True for what a closure that is an argument has captured: only the caller
  /// has a name for it.
  bool isCapturedByArgument(PlaceId P) const;
  /// True where some element on the path is known by a place's value.
  bool hasIndexPlace(PlaceId P) const;
  /// True where the path mentions `Index` as the index of an element.
  bool isIndexedBy(PlaceId P, PlaceId Index) const;

private:
  static constexpr uint32_t Crowd = 16; ///< a list of so many parts is slower to look through than a map
  std::vector<Node> Nodes;
  std::map<std::pair<PlaceId, Projection>, PlaceId> Crowded; ///< the parts of places that have many
};

} // namespace holdfast

#endif
