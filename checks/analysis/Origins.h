//===- Origins.h - what was put into a value that hides it ----------------===//
//
// A std::function, a task or the result of std::bind hides the closure that it
// was made of. Answers, from the events of one body: which values went into a
// place as a whole, and which closures may a call of it run? Without regard to
// order or paths; a place that is filled in several ways has several answers.
// Who relies on it: rules that ask what goes along with a thread, or what that
// thread does.
//
// Not followed: what a function of the user's returns, members, containers.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_ORIGINS_H
#define HOLDFAST_ANALYSIS_ORIGINS_H

#include "ir/Body.h"

#include "llvm/ADT/ArrayRef.h"

#include <optional>
#include <vector>

namespace holdfast {

/// The places whose values went into `P` as a whole, or of which a library's
/// constructor has made it; in the order of the events.
std::vector<PlaceId> findOrigins(const Program &Prog, const Body &B, llvm::ArrayRef<Block> Blocks, PlaceId P);

/// What a call of a value runs, where that is one thing only.
struct Runnable {
  FunctionId Function;
  PlaceId Closure;             ///< invalid: a function by its name
  const Call *With = nullptr;  ///< std::bind or its kin: its arguments are behind the closure
};
std::optional<Runnable> findRunnable(const Program &Prog, const Body &B, llvm::ArrayRef<Block> Blocks, PlaceId P);

} // namespace holdfast

#endif
