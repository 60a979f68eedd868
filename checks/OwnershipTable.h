//===- OwnershipTable.h - from solved states to ranges of the text --------===//
//
// Makes what an editor shows (report/Ownership.h) of what analysis/Ownership.h
// finds in each body: points of the text become ranges, ids become words.
//
// A point's facts are true up to the next point in the order of the text; where
// paths meet behind a statement, or a branch begins, there is a point. The ends
// of a range are so as exact as the tokens that do something.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_OWNERSHIPTABLE_H
#define HOLDFAST_OWNERSHIPTABLE_H

#include "analysis/InferredGuards.h"
#include "analysis/Results.h"
#include "report/Ownership.h"

namespace holdfast {

/// Of the bodies in the file `Only`, or in all where that is "".
OwnershipTable makeOwnershipTable(Program &Prog, const Summaries &Known,
                                  const SourceMap &Sources,
                                  llvm::ArrayRef<InferredGuard> Guards,
                                  llvm::StringRef Only);

} // namespace holdfast

#endif
