//===- name_of.h - a type's name, for messages ----------------------------===//
//
// The compiler's own words; type_in() of src/watch.h takes the name out.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_NAME_OF_H
#define HOLDFAST_DETAIL_NAME_OF_H

#include "holdfast/check.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// A text with the name of the type in it.
template <class T> constexpr const char *name_of() noexcept {
  return __PRETTY_FUNCTION__;
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_NAME_OF_H
