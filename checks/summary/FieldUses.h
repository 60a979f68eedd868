//===- FieldUses.h - what a body touches, and which locks it holds there --===//
//
// For one body, from its Results: the accesses to fields of classes that have a
// lock and to globals, with the locks of the same object, and the global ones,
// that are held there; and the calls, with what is held in the callee's words.
// For GuardInference.
//
// Left out: what is behind a pointer of the object's, data whose type may be
// shared as it is (atomics, locks), what nobody else can reach, and what is done
// before the body has started a thread, or after it has joined one.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_FIELDUSES_H
#define HOLDFAST_SUMMARY_FIELDUSES_H

#include "analysis/Results.h"
#include "summary/UseTable.h"

namespace holdfast {

class LockUses;

/// Adds to `Into` the accesses and the calls.
void findFieldUses(const Program &Prog, const Results &R, LockUses &All, FunctionUse &Into);

} // namespace holdfast

#endif
