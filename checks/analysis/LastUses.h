//===- LastUses.h - is a borrower still to be used? -----------------------===//
//
// Answers, at each point of a body: is a local variable, a pointer, a reference
// or a closure say, used on some path from here on, before it has another
// value? A search backwards over the elaborated events, made when it is first
// asked of a variable. A destructor is a use. What is not a local is always
// still to be used. For who shows how long a borrow lasts; no rule relies on
// it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_LASTUSES_H
#define HOLDFAST_ANALYSIS_LASTUSES_H

#include "analysis/Results.h"

#include <map>

namespace holdfast {

class LastUses {
public:
  explicit LastUses(const Results &R) : R(R) {}
  /// `Root` is used by the event at `From`, or by one that may follow.
  bool isUsedFrom(PlaceId Root, EventRef From);

private:
  /// By block and event, and one more for the block's end.
  using Answers = std::vector<std::vector<bool>>;
  enum class Does : uint8_t { Nothing, Uses, Ends };
  Does whatDoes(const Event &E, PlaceId Root) const;
  Answers solve(PlaceId Root) const;

  const Results &R;
  std::map<PlaceId, Answers> Known;
};

} // namespace holdfast

#endif
