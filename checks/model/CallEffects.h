//===- CallEffects.h - what a call does -----------------------------------===//
//
// One type, two producers: a row of the catalog (model/) for library
// functions, inference from the body (summary/) for the user's. Analyses
// cannot tell which. Effects are said over paths that begin at a parameter,
// the object or the result.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_MODEL_CALLEFFECTS_H
#define HOLDFAST_MODEL_CALLEFFECTS_H

#include "ir/Place.h"

#include "llvm/ADT/SmallVector.h"

#include <optional>
#include <vector>

namespace holdfast {

/// In a row's Element step: the index is the value of argument
/// `Index - ElementAtArgument`, which lowering fills in.
inline constexpr uint32_t ElementAtArgument = 0x80000000;
/// In a row's Field step without a name: the part that template argument
/// `Index - PartAtTemplateArgument` of the callee numbers, as `std::get<1>`
/// and `std::get<T>` do; lowering fills it in.
inline constexpr uint32_t PartAtTemplateArgument = 0x80000000;

/// A parameter by position, the object, or the result; then steps.
struct EffectPath {
  static constexpr int Object = -1, Result = -2, None = -3, Global = -4;
  int Base = Object;
  llvm::SmallVector<Projection, 2> Steps;
  SymbolId Name = SymbolId(); ///< of a global

  friend bool operator==(const EffectPath &, const EffectPath &) = default;
};

enum class EffectKind : uint8_t {
  Reads,    ///< the value of Subject matters
  Asks,     ///< a question that is answered also after a move
  Writes,   ///< changes Subject in part, after using it
  Moves,    ///< moves the value out of Subject
  Reinits,  ///< gives Subject a fresh value, whatever it had
  Aliases,  ///< Subject (the result) denotes Target
  Borrows,  ///< Subject (the result, or what is stored) points to Target
  Flows,    ///< Target holds a copy of the pointers that Subject holds
  RunsNow,  ///< calls the closure Subject, any number of times, before returning
  Spawns,   ///< runs the closure Subject in another thread, held by Target
  Joins,    ///< the threads held by Subject have ended
  Detaches, ///< the threads held by Subject go on without a holder
  Abandons, ///< the program ends where Subject holds a running thread
  Keeps,    ///< stores the closure or pointer Subject beyond the call
  Locks,    ///< takes the lock Subject, or that of the guard Subject; guard Target holds it
  LocksShared, ///< the same, with other readers
  Defers,   ///< the guard Target knows the lock Subject, but does not take it
  Adopts,   ///< the guard Target takes over the lock Subject, which is held
  Unlocks,  ///< gives back the lock Subject, or what the guard Subject holds
  Disowns,  ///< the guard Subject forgets its lock, which stays held
  Waits,    ///< gives back the lock Subject, or that of the guard, and takes it again
  Needs,    ///< the lock Subject must be held
  NeedsShared, ///< the same, reading is enough
  Excludes, ///< the lock Subject must not be held
  TellsHeld, ///< the answer says whether the guard Subject holds its lock
};

/// An argument that the call has written as this constant.
struct GivenValue {
  int Argument = EffectPath::None;
  int64_t Value = 0;
  friend bool operator==(const GivenValue &, const GivenValue &) = default;
};

struct Effect {
  EffectKind Kind = EffectKind::Reads;
  EffectPath Subject;
  /// Aliases, Borrows, Flows, Spawns, of locks the guard; of Moves: where it went, if known.
  EffectPath Target{EffectPath::None, {}};
  bool May = false;            ///< only on some paths
  bool Detached = false;       ///< Spawns: nobody holds the thread
  bool OfReferent = false;     ///< Spawns: it borrows Subject itself, not just what Subject holds
  bool Once = false;           ///< RunsNow: not more than once
  bool Again = false;          ///< Moves: what an earlier move of the call has left, too; of a row's Locks: its holder may take it again
  bool IfTested = false;       ///< not where the caller tests the result
  bool OfSign = false;         ///< Joins: it waits for a flag or a counter, which holds no thread
  bool IfRvalue = false;       ///< just where Subject is bound to an rvalue reference
  /// Just where the call returned this; of Asks: a moved Subject answers this.
  std::optional<bool> WhenResult;
  GivenValue HereWhere = {};   ///< of a row's Spawns: then it may as well run in this thread
  GivenValue OnlyWhere = {};   ///< of a row's Spawns: else it does not
  friend bool operator==(const Effect &, const Effect &) = default;
};

/// With what a callee calls a closure that it is given, or makes an object.
/// Lowering alone asks, to instantiate templates; solvers do not.
struct Invocation {
  EffectPath Subject; ///< the closure; of Makes: what is constructed
  llvm::SmallVector<EffectPath, 2> Arguments;
  bool Makes = false;
  bool OfCopies = false; ///< closure and arguments were copied first, as for a thread
  friend bool operator==(const Invocation &, const Invocation &) = default;
};

/// Everything that a call does to what its caller can name, in order. A
/// parameter that no effect names is not touched.
struct CallEffects {
  std::vector<Effect> Effects;
  /// Several for one closure are alternatives: the first that its types allow holds.
  std::vector<Invocation> Invocations;
  bool NeverReturns = false;
  bool IsPure = false; ///< the same arguments give the same answer
  bool Blocks = false; ///< it may wait for something outside
  SymbolId BlocksIn = SymbolId(); ///< of a body: the function that waits
  friend bool operator==(const CallEffects &, const CallEffects &) = default;
};

} // namespace holdfast

#endif
