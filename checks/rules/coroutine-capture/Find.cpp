//===- Find.cpp - coroutine-capture: which events meet --------------------===//
//
// Each call of a coroutine that may outlive what it lends is one finding for
// its closure, and one for each parameter.
//
//===----------------------------------------------------------------------===//

#include "rules/coroutine-capture/Rule.h"

using namespace holdfast;
using namespace holdfast::coroutine_capture;

std::vector<Violation> coroutine_capture::find(RuleContext &C) { return findOutlived(C.Prog, C.Answers); }
