//===- Event.h - what a body does, step by step ---------------------------===//
//
// Events are the only thing that solvers read. docs/ir.md states each of them
// with its rule. A Call is followed, once its callee's effects are known, by
// the plain events that they stand for (analysis/Elaborate.h).
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_IR_EVENT_H
#define HOLDFAST_IR_EVENT_H

#include "support/Ids.h"
#include "support/Span.h"

namespace holdfast {

enum class EventKind : uint8_t {
  Init,        ///< Place gets a fresh value (Value: the term, where it is known)
  Move,        ///< the value of Place goes into Other, or into the callee
  Use,         ///< Place is used; see UseKind
  Borrow,      ///< Other, a pointer or reference, now denotes Place
  Flow,        ///< Other gets a copy of what Place holds, loans included
  Drop,        ///< the destructor of Place runs
  StorageDead, ///< the storage of Place ends
  Acquire,     ///< lock Place, or the lock of guard Place, is taken; Other: by this guard
  Release,     ///< lock Place, or what guard Place holds, is given back
  Wait,        ///< lock Place, or that of guard Place, is given back and taken again
  Need,        ///< lock Place must be held here, in this mode (where Negated: must not be)
  Spawn,       ///< closure Place runs in another thread, held by Other, if any
  Join,        ///< thread held by Place has ended
  Detach,      ///< thread held by Place is on its own
  Abandon,     ///< the program ends here where Place holds a running thread
  Call,        ///< see Body::Calls
  Invalidate,  ///< what container Place has handed out is no longer valid
  Escape,      ///< Place is reachable from where no event tells
  Return,      ///< the function returns; Value: the term, where it is known
  Assume,      ///< Assumed holds (or does not, where Negated)
  Suspend,     ///< a coroutine may be left here and resumed later
};

enum class UseKind : uint8_t {
  Read,   ///< its value matters
  Write,  ///< changed in part: what it held before is lost or merged
  CallOn, ///< a member function that may do anything to the object
  Ask,    ///< a question that its type answers also after a move
};

/// How a lock is taken, or let go.
enum class Taking : uint8_t {
  Exclusive,
  Shared,
  Deferred, ///< Acquire: a guard knows the lock, but does not hold it yet
  Adopted,  ///< Acquire: it is held already, and now by the guard
  Disowned, ///< Release: the guard forgets its lock, which stays held
};

struct Event {
  EventKind Kind = EventKind::Use;
  UseKind Mode = UseKind::Read;
  Taking How = Taking::Exclusive;
  bool Negated = false;     ///< Assume, Need
  bool MayNotHappen = false;///< the effect of a callee that has other paths
  bool IsFresh = false;     ///< Init: a declaration, not an assignment
  bool Unsequenced = false; ///< no fixed order to its sibling arguments
  bool IfTested = false;    ///< Move: undone where the call's result is tested; Acquire: undone where it says so
  bool OfDestructor = false; ///< what the destructor does of that which a Drop ends
  bool IsOwn = false;       ///< Join: of what Place itself holds, no wait for a sign
  bool IsRestored = false;  ///< Release, Acquire: a callee gives the lock back and takes it again
  bool OfSign = false;      ///< Join: in a callee, of a flag or a counter, which holds no thread
  Span Where;               ///< the use, the moved operand, the declaration
  Span Whole;               ///< the spelled std::move() around it, if any
  PlaceId Place;
  PlaceId Other;
  CallId From;              ///< the call itself, or the one that has the effect
  TermId Value;
  ConditionId Assumed;      ///< Assume; of a Move or Acquire: holds where it happened
};

} // namespace holdfast

#endif
