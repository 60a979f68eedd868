//===- Term.h - values as far as conditions need them ---------------------===//
//
// Terms name values: a constant, what a place holds, or the result of a pure
// call (a const member function without visible side effects). Conditions
// compare two terms with a constant offset. Both are interned, so that the
// same question asked twice has the same id.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_IR_TERM_H
#define HOLDFAST_IR_TERM_H

#include "support/Ids.h"

#include <compare>
#include <map>
#include <vector>

namespace holdfast {

enum class TermKind : uint8_t { Constant, Value, Pure };

struct Term {
  TermKind Kind = TermKind::Constant;
  int64_t Constant = 0;
  PlaceId Place;            ///< Value
  SymbolId Function;        ///< Pure
  std::vector<TermId> Args; ///< Pure
  friend auto operator<=>(const Term &, const Term &) = default;
};

enum class Comparison : uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

/// `Left Op Right + Offset`.
struct Condition {
  Comparison Op = Comparison::NotEqual;
  TermId Left;
  TermId Right;
  int64_t Offset = 0;
  friend auto operator<=>(const Condition &, const Condition &) = default;
};

class TermTable {
public:
  TermId intern(Term T) {
    auto [It, New] = TermIds.try_emplace(T, TermId(uint32_t(Terms.size())));
    if (New)
      Terms.push_back(std::move(T));
    return It->second;
  }
  TermId constant(int64_t V) { return intern({TermKind::Constant, V, {}, {}, {}}); }
  TermId value(PlaceId P) { return intern({TermKind::Value, 0, P, {}, {}}); }
  TermId pure(SymbolId F, std::vector<TermId> Args) {
    return intern({TermKind::Pure, 0, {}, F, std::move(Args)});
  }
  ConditionId intern(Condition C) {
    auto [It, New] = ConditionIds.try_emplace(C, ConditionId(uint32_t(Conditions.size())));
    if (New)
      Conditions.push_back(C);
    return It->second;
  }
  const Term &operator[](TermId T) const { return Terms[T.index()]; }
  const Condition &operator[](ConditionId C) const { return Conditions[C.index()]; }
  uint32_t conditionCount() const { return uint32_t(Conditions.size()); }

private:
  std::vector<Term> Terms;
  std::vector<Condition> Conditions;
  std::map<Term, TermId> TermIds;
  std::map<Condition, ConditionId> ConditionIds;
};

} // namespace holdfast

#endif
