//===- annotate.h - what the library says about itself --------------------===//
//
// One vocabulary of macros that tell a checker what a function does with its
// arguments and with locks. Clang's own warnings (-Wdangling, -Wthread-safety)
// read the first two groups, Holdfast those and of the third `guard`, `blocks`
// and `not_send` (the others it is told in rows, docs/runtime.md); another
// compiler sees nothing. They change neither code nor types, and clients may
// use them too.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANNOTATE_H
#define HOLDFAST_ANNOTATE_H

#if defined(__clang__)
#define HOLDFAST_GNU_ATTRIBUTE(...) __attribute__((__VA_ARGS__))
#define HOLDFAST_ANNOTATE(text) [[clang::annotate(text)]]
/// The result (or the constructed object) borrows from this parameter, or,
/// behind a member function's parameters, from the object.
#define HOLDFAST_LIFETIMEBOUND [[clang::lifetimebound]]
/// The pointer or the closure is not kept beyond the call.
#define HOLDFAST_NOESCAPE HOLDFAST_GNU_ATTRIBUTE(noescape)
#else
#define HOLDFAST_GNU_ATTRIBUTE(...)
#define HOLDFAST_ANNOTATE(text)
#define HOLDFAST_LIFETIMEBOUND
#define HOLDFAST_NOESCAPE
#endif

// Locks, in the words of Clang's thread safety analysis.

/// The class is a lock; `kind` appears in messages.
#define HOLDFAST_CAPABILITY(kind) HOLDFAST_GNU_ATTRIBUTE(capability(kind))
/// The class is a guard: it holds a lock as long as it lives.
#define HOLDFAST_SCOPED_CAPABILITY HOLDFAST_GNU_ATTRIBUTE(scoped_lockable)
#define HOLDFAST_ACQUIRE(...)                                                  \
  HOLDFAST_GNU_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define HOLDFAST_ACQUIRE_SHARED(...)                                           \
  HOLDFAST_GNU_ATTRIBUTE(acquire_shared_capability(__VA_ARGS__))
#define HOLDFAST_RELEASE(...)                                                  \
  HOLDFAST_GNU_ATTRIBUTE(release_capability(__VA_ARGS__))
#define HOLDFAST_EXCLUDES(...)                                                 \
  HOLDFAST_GNU_ATTRIBUTE(locks_excluded(__VA_ARGS__))
/// The body is not analysed: it implements what its declaration promises.
#define HOLDFAST_NO_THREAD_SAFETY_ANALYSIS                                     \
  HOLDFAST_GNU_ATTRIBUTE(no_thread_safety_analysis)

/// The function or move constructor makes a guard out of another one. Clang's
/// analysis takes it for a new guard as soon as there is any attribute at all;
/// the first guard's end then counts as the release.
#define HOLDFAST_PASSES_GUARD HOLDFAST_ANNOTATE("holdfast::passes_guard")

// What Holdfast's rules look for.

/// The function runs its closure on another thread, which may outlive the call.
#define HOLDFAST_SPAWN HOLDFAST_ANNOTATE("holdfast::spawn")
/// What the closure spawns has ended when the function returns.
#define HOLDFAST_SCOPED HOLDFAST_ANNOTATE("holdfast::scoped")
/// The closure runs now, with the object's lock held, on the data it is given.
#define HOLDFAST_WITH HOLDFAST_ANNOTATE("holdfast::with")
/// The class is a guard: what is borrowed through it ends with it.
#define HOLDFAST_GUARD HOLDFAST_ANNOTATE("holdfast::guard")
/// The call may block.
#define HOLDFAST_BLOCKS HOLDFAST_ANNOTATE("holdfast::blocks")
/// Values of the class must stay on their thread.
///
///   struct HOLDFAST_NOT_SEND window {
///     int handle = 0;
///   };
#define HOLDFAST_NOT_SEND HOLDFAST_ANNOTATE("holdfast::not_send")

#endif // HOLDFAST_ANNOTATE_H
