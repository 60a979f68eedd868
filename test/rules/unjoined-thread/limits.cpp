// Today's known wrong answers of unjoined-thread: FP_ functions are correct and reported,
// FN_ functions are wrong and silent. Mending one moves it to reports or
// accepts. With the first FP_, the run below gets its CHECK lines.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,unjoined-thread %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "cases.h"
