// Today's known wrong answers in strict mode: uses of a moved-from value that
// are not reported there.
//
// RUN: %holdfast --no-cache --quiet --strict %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "cases.h"

struct Entry {
  std::string text;
  int number;
};
void keepEntry(Entry value);

// What a move leaves as it is. Right would be "'e.number' is used after 'e' was
// moved".
void FN_leftByTheMove(Entry e) {
  keepEntry(std::move(e));
  use(e.number);
}
