// A finding points at the use and names the place as the user wrote it; its
// notes point at the move, the call that moved and the loop's back edge.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void straight() {
  std::string s;
  keep(std::move(s));
  // CHECK: reports-messages.cpp:[[@LINE+1]]:7: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
  // CHECK: reports-messages.cpp:[[@LINE-3]]:{{[0-9]+}}: note: moved here{{$}}
}

void may() {
  std::string s;
  if (flip())
    keep(std::move(s));
  // CHECK: :[[@LINE+1]]:7: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
  // CHECK: :[[@LINE-3]]:{{[0-9]+}}: note: moved here{{$}}
}

void byCall() {
  std::string s;
  take(std::move(s));
  // CHECK: :[[@LINE+1]]:7: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
  // CHECK: :[[@LINE-3]]:{{[0-9]+}}: note: moved here, in the call of 'take'{{$}}
}

void drain(std::string &s) { keep(std::move(s)); }
void byHelper() {
  std::string s;
  drain(s);
  // CHECK: :[[@LINE+1]]:7: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
  // CHECK: :[[@LINE-3]]:{{[0-9]+}}: note: moved here, in the call of 'drain'{{$}}
}

void again() {
  std::string s;
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again after it was moved [holdfast-use-after-move]
  keep(std::move(s));
  // CHECK: :[[@LINE-3]]:{{[0-9]+}}: note: moved here{{$}}
}
void mayAgain() {
  std::string s;
  if (flip())
    keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be moved again after it was moved [holdfast-use-after-move]
  keep(std::move(s));
  // CHECK: :[[@LINE-3]]:{{[0-9]+}}: note: moved here{{$}}
}

void loop() {
  std::string s;
  while (flip()) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
    keep(std::move(s));
  }
  // CHECK: :[[@LINE-4]]:{{[0-9]+}}: note: the loop comes back here{{$}}
}
void loopUse() {
  std::string s;
  while (flip()) {
    // CHECK: :[[@LINE+1]]:9: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
    keep(std::move(s));
  }
  // CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: moved here{{$}}
  // CHECK: :[[@LINE-6]]:{{[0-9]+}}: note: the loop comes back here{{$}}
}

void partAfterWhole(Pair p) {
  keepPair(std::move(p));
  // CHECK: :[[@LINE+1]]:{{7|9}}: error: 'p.a' is used after 'p' was moved [holdfast-use-after-move]
  use(p.a);
  // CHECK: :[[@LINE-3]]:{{[0-9]+}}: note: moved here{{$}}
}
void partMayBeAfterWhole(Pair p) {
  if (flip())
    keepPair(std::move(p));
  // CHECK: :[[@LINE+1]]:{{7|9}}: error: 'p.a' may be used after 'p' was moved [holdfast-use-after-move]
  use(p.a);
  // CHECK: :[[@LINE-3]]:{{[0-9]+}}: note: moved here{{$}}
}
void wholeAfterPart(Pair p) {
  keep(std::move(p.a));
  // CHECK: :[[@LINE+1]]:7: error: 'p' is used after its part 'p.a' was moved [holdfast-use-after-move]
  use(p);
  // CHECK: :[[@LINE-3]]:{{[0-9]+}}: note: moved here{{$}}
}

void byValue(std::string, std::size_t);
void oneCall(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used and moved in one call, in no fixed order [holdfast-use-after-move]
  byValue(std::move(s), s.size());
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: note: moved here{{$}}
}

// The name is as written: a member through this, a pointer, an element.
struct Named {
  std::string text;
  Named *next = nullptr;
  void names(std::string *p, std::vector<std::string> v, int i) {
    keep(std::move(text));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
    use(text);
    keep(std::move(next->text));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'next->text' is used after it was moved [holdfast-use-after-move]
    use(next->text);
    keep(std::move(*p));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*p' is used after it was moved [holdfast-use-after-move]
    use(*p);
    keep(std::move(v[i]));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v[i]' is used after it was moved [holdfast-use-after-move]
    use(v[i]);
  }
};

// A macro's argument is where it is written.
#define USE(x) use(x)
void inMacro(std::string s) {
  keep(std::move(s));
  // CHECK: reports-messages.cpp:[[@LINE+1]]:7: error: 's' is used after it was moved
  USE(s);
}
