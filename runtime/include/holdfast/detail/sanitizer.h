//===- sanitizer.h - which sanitizer this is compiled with ----------------===//
//
// The sanitizers must be told of every change of stacks; fiber.h in src/ does.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_SANITIZER_H
#define HOLDFAST_DETAIL_SANITIZER_H

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define HOLDFAST_TSAN 1
#endif
#if __has_feature(address_sanitizer)
#define HOLDFAST_ASAN 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define HOLDFAST_TSAN 1
#endif
#if defined(__SANITIZE_ADDRESS__)
#define HOLDFAST_ASAN 1
#endif
#ifndef HOLDFAST_TSAN
#define HOLDFAST_TSAN 0
#endif
#ifndef HOLDFAST_ASAN
#define HOLDFAST_ASAN 0
#endif

/// Functions that touch what both sides of a switch use, in one thread.
#if HOLDFAST_TSAN
#define HOLDFAST_NO_TSAN __attribute__((no_sanitize("thread"), noinline))
#else
#define HOLDFAST_NO_TSAN
#endif

#endif // HOLDFAST_DETAIL_SANITIZER_H
