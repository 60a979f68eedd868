// RUN: %holdfast --no-cache --dump=ir %s -- -std=c++20 -fopenmp | FileCheck %s
// A directive's body stands where the directive does. A task holds what it shares
// by reference and what it copies by value, and what waits joins the region that
// has started it.

#include "Inputs/types.h"

void work(int);
