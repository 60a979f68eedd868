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

// The rest of a container, or of what a pointer owns, handed on. Right would be
// "'v' is used after its part 'v[0]' was moved", as for a class.
void keepAll(std::vector<std::string> value);
void FN_restOfContainer(std::vector<std::string> v) {
  keep(std::move(v[0]));
  keepAll(std::move(v));
}
void FN_restOfPointee(std::unique_ptr<Node> p) {
  keep(std::move(p->name));
  keepNode(std::move(p));
}
