//===- Closure.h - what a lambda captures, as it is written ---------------===//
//
// The events of a body tell what a closure holds; this tells how its capture
// list says so, and what else the list could say. For messages and fix-its: no
// solver reads it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_IR_CLOSURE_H
#define HOLDFAST_IR_CLOSURE_H

#include "support/Ids.h"
#include "support/Span.h"

#include "llvm/ADT/SmallVector.h"

namespace holdfast {

/// A variable, or the object, that a closure holds by reference.
struct Capture {
  PlaceId Into;   ///< its place in the closure, which a Borrow gives a loan
  SymbolId Name;  ///< of the variable; none for the object
  Span Where;     ///< the entry; of an implied one, the default: `&` or `=`
  Span FirstUse;  ///< where the lambda's body names it first; none: it does not
  bool IsImplied = false; ///< by a default
  bool IsInit = false;    ///< `r = std::ref(x)`, `&r = x`: has words of its own
  bool IsOnlyRead = false;///< the body would compile with a constant copy
  bool CanCopy = false;   ///< a copy is the same value: not sliced, and the language has it
  bool CanMove = false;   ///< the variable owns a value, which can be moved from
};

enum class CaptureDefault : uint8_t { None, ByReference, ByValue };

/// One lambda expression with captures by reference.
struct Closure {
  Span List; ///< from `[` to `]`
  CaptureDefault Default = CaptureDefault::None;
  llvm::SmallVector<Capture, 2> Captures;
};

} // namespace holdfast

#endif
