//===- Makers.h - what an object keeps of what it is made with ------------===//
//
// Answers: a library function that makes an object of the user's, as
// std::make_unique does, runs its constructor; which pointers and references
// does the object hold then? By the constructor's summary, in words of the call's
// arguments. For Elaborate.cpp.
//
// Not told: the threads that the constructor starts, since whether the object
// ends with its smart pointer is not followed. Nothing is told where no thread
// takes its work from a place of the project's: nobody else asks.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_MAKERS_H
#define HOLDFAST_ANALYSIS_MAKERS_H

#include "analysis/Elaborate.h"

namespace holdfast {

/// Flows and Borrows from arguments of `C` into parts of the object that it makes.
std::vector<Effect> keptByMaker(const Program &Prog, const Summaries &Known, const Call &C);

} // namespace holdfast

#endif
