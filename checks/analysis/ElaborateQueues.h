//===- ElaborateQueues.h - what is put where a thread finds its work ------===//
//
// A part of Elaborate.cpp: of a place that threads empty (Program::Drained), each
// insertion is a Spawn, held by that place: a store, a library's or an unknown
// function's argument, what a callee of the user's hands on.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_ELABORATEQUEUES_H
#define HOLDFAST_ANALYSIS_ELABORATEQUEUES_H

#include "analysis/CallEvents.h"

namespace holdfast {

/// True for what may have a closure in it.
bool mayRun(const CallEvents &In, PlaceId P);
/// A closure that is assigned to what a thread calls.
void queueStored(CallEvents &Out, const Event &E);
/// What a library's container, or an unknown one (`Row` is null), is given.
void queueInserted(CallEvents &Out, const Call &C, const CallEffects *Row);
/// What the callee's body hands on by `Each` of its effects `Said`; if that is
/// a queue for the callee too, its own effects say so.
void queueHandedOn(CallEvents &Out, const CallEffects &Said, const Effect &Each, const Call &C);

} // namespace holdfast

#endif
