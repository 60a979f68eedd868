//===- LockTakes.h - what a body waits for, and holding what --------------===//
//
// For one body, from its Results: each lock that it surely waits for, with those
// that it surely holds there, and the calls that may wait for more. For
// LockOrder. Which of two objects comes first, by their addresses or by what
// they hold, is noted where a condition asks for it.
//
// Left out: attempts, which wait for nothing; locks of objects that nobody else
// can reach; what is taken together by one call, as by std::lock; what is held on
// some paths only; virtual calls, since nobody knows which body runs.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_LOCKTAKES_H
#define HOLDFAST_SUMMARY_LOCKTAKES_H

#include "analysis/Results.h"
#include "summary/OrderUse.h"

namespace holdfast {

class LockUses;

OrderUse findTakes(const Program &Prog, const Results &R, LockUses &All);

} // namespace holdfast

#endif
