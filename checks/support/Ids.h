//===- Ids.h - typed indices ----------------------------------------------===//
//
// An Id is an index into one table, typed so that a place can never be used
// where an event is meant. Everything after lowering refers to things by Id,
// given in source order, so that the same input gives the same output.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUPPORT_IDS_H
#define HOLDFAST_SUPPORT_IDS_H

#include <compare>
#include <cstdint>

namespace holdfast {

/// An index into a table of `Tag`s; a default-constructed one means "none".
template <class Tag> class Id {
public:
  constexpr Id() = default;
  constexpr explicit Id(uint32_t Index) : Value(Index) {}

  constexpr bool isValid() const { return Value != None; }
  constexpr explicit operator bool() const { return isValid(); }
  constexpr uint32_t index() const { return Value; }
  friend constexpr auto operator<=>(Id, Id) = default;

private:
  static constexpr uint32_t None = ~uint32_t(0);
  uint32_t Value = None;
};

using PlaceId = Id<struct PlaceTag>;         ///< in one body's PlaceTable
using TermId = Id<struct TermTag>;           ///< in one body's TermTable
using ConditionId = Id<struct ConditionTag>; ///< in one body's TermTable
using BlockId = Id<struct BlockTag>;         ///< in one body
using CallId = Id<struct CallTag>;           ///< in one body
using FunctionId = Id<struct FunctionTag>;   ///< a lowered body of one unit
using CalleeId = Id<struct CalleeTag>;       ///< what a call may name, per unit
using SymbolId = Id<struct SymbolTag>;       ///< in one unit's SymbolTable
using TypeId = Id<struct TypeTag>;           ///< in one unit's TypeTable

} // namespace holdfast

#endif
