//===- Pools.h - what threads take their work from ------------------------===//
//
// A pool of a project's own is known by what its bodies do: a thread that is
// started here runs closures that it takes from a member (a queue, a map, one
// std::function), or from a global; or objects with a virtual function that it
// takes out of a container. What is put there later is as good as given to a
// thread. Finds these members from the bodies as lowered, without regard
// to order or paths; elaboration then takes each insertion as a Spawn.
//
// Not followed: a plain pointer to a function, jobs that are linked to each
// other, a queue that is a local of the starting function.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_POOLS_H
#define HOLDFAST_SUMMARY_POOLS_H

#include "ir/Body.h"

namespace holdfast {

/// Fills Prog.Drained. Costs nothing where no body starts a thread.
void findDrained(Program &Prog);

} // namespace holdfast

#endif
