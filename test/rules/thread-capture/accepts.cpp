// Code that looks like thread-capture and is right is silent.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,thread-capture %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "cases.h"
