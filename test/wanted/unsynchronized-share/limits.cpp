// Today's known wrong answers: FP_ functions are correct and reported, FN_
// functions are wrong and silent. Mending one moves it to reports or accepts.
//
// RUN: %clang -std=c++17 -fsyntax-only -I %S/../Inputs %s
// RUN: %clang -std=c++20 -fsyntax-only -I %S/../Inputs %s

#include "threads.h"
