// Code that looks like unjoined-thread and is right is silent.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,unjoined-thread %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "cases.h"
