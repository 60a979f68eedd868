// What the cases of the thread rules call: functions without a body, so that
// only their declared types tell what they do. With HOLDFAST_RUN they have
// bodies that a sanitizer watches, so that the same cases can be run (run.h).

#ifndef HOLDFAST_TEST_THREADS_H
#define HOLDFAST_TEST_THREADS_H

#ifdef HOLDFAST_RUN
#include "run.h"
#else
template <class T> void use(const T &value); // reads, a view's or a pointer's target too
bool flip();                                 // an answer nobody can foresee; wrong paths are those of `true`
#endif

#endif
