//===- LoanUses.h - loans of a body's that outlive a lock, in words -------===//
//
// Says the answers of GuardEscape as other units can read them: of which field,
// under which lock of the same object, or which global one. For GuardInference,
// which knows what guards the field. Left out is what a declaration or the guard
// itself proves, since the rule says that where it is.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_LOANUSES_H
#define HOLDFAST_SUMMARY_LOANUSES_H

#include "analysis/Results.h"
#include "summary/UseTable.h"

namespace holdfast {

class LockUses;

std::vector<LoanUse> findLoanUses(const Program &Prog, const Results &R, LockUses &All);

} // namespace holdfast

#endif
