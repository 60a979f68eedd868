//===- channel_status.h - how an operation on a channel ended -------------===//
//
// Two enumerations, shared by the kinds of channel and by their ends.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_CHANNEL_STATUS_H
#define HOLDFAST_DETAIL_CHANNEL_STATUS_H

#include "holdfast/check.h"

namespace holdfast::inline HOLDFAST_BUILD {

/// `sent`: the value is gone. Otherwise it is still the caller's: `closed` when
/// no receiver is left, `full` when sending would have to wait, `timed_out`.
enum class send_status : unsigned char { sent, closed, full, timed_out };

/// `closed` when no sender is left and nothing is in the channel; `empty` when
/// receiving would have to wait.
enum class receive_status : unsigned char {
  received,
  closed,
  empty,
  timed_out
};

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_CHANNEL_STATUS_H
