//===- UsePath.h - places and spots in words that outlive a unit ----------===//
//
// How the tables that units exchange (UseTable.h, OrderUse.h) name what a body
// touches. Names are of UseTable::Names.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_USEPATH_H
#define HOLDFAST_SUMMARY_USEPATH_H

#include "ir/Place.h"

#include <compare>
#include <vector>

namespace holdfast {

/// A place in words that outlive its body: from the object, a parameter or a
/// global down. Names are of UseTable::Names; base classes are no steps.
struct UsePath {
  static constexpr int Object = -1, Global = -4, Own = -5;
  int Base = Own; ///< Own: nobody else has a name for it
  SymbolId Name;  ///< of a global
  std::vector<Projection> Steps;

  /// True where this is `Outer` or a part of what it reaches.
  bool isWithin(const UsePath &Outer) const;
  friend auto operator<=>(const UsePath &, const UsePath &) = default;
};

/// Where something is written; the file is a name.
struct UseSpot {
  SymbolId File;
  uint32_t Line = 0, Column = 0, EndLine = 0, EndColumn = 0, Offset = 0, EndOffset = 0;

  bool isValid() const { return Line != 0; }
  friend auto operator<=>(const UseSpot &, const UseSpot &) = default;
};

/// A lock that is held. Of an access its path begins at the object that has the
/// field; of a call it is in the words of the callee.
struct UsedLock {
  UsePath Path;
  bool Shared = false;
  friend auto operator<=>(const UsedLock &, const UsedLock &) = default;
};

/// What the callee calls `Inner`, its caller calls `Outer`.
struct UseBinding {
  UsePath Inner, Outer;
};

} // namespace holdfast

#endif
