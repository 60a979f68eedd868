// "May" is said just where some feasible path to the use is without the move.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void bothArms(std::string s, bool c) {
  if (c)
    keep(std::move(s));
  else
    take(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void oneArm(std::string s, bool c) {
  if (c)
    keep(std::move(s));
  else
    take(std::string(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}

void oppositeConditions(std::string s, bool c) {
  if (c)
    keep(std::move(s));
  if (!c)
    keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void unrelatedConditions(std::string s, bool c, bool d) {
  if (c)
    keep(std::move(s));
  if (!d)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be moved again after it was moved [holdfast-use-after-move]
    keep(std::move(s));
}

void narrowerRange(std::string s, int n) {
  if (n > 3)
    keep(std::move(s));
  if (n > 5)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
}
void widerRange(std::string s, int n) {
  if (n > 3)
    keep(std::move(s));
  if (n > 2)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}

void conjunction(std::string s, bool c, bool d) {
  if (c)
    keep(std::move(s));
  if (c && d)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
}
void disjunction(std::string s, bool c, bool d) {
  if (c)
    keep(std::move(s));
  if (c || d)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}

void leftByFlag(std::string s, bool c) {
  bool moved = false;
  if (c) {
    keep(std::move(s));
    moved = true;
  }
  if (!moved)
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void leftByFlagOfAnother(std::string s, bool c, bool d) {
  bool moved = d;
  if (c) {
    keep(std::move(s));
    moved = true;
  }
  if (!moved)
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}

void everyCase(std::string s, int k) {
  switch (k) {
  case 1:
    keep(std::move(s));
    break;
  case 2:
    take(std::move(s));
    break;
  default:
    return;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void oneCase(std::string s, int k) {
  switch (k) {
  case 1:
    keep(std::move(s));
    break;
  case 2:
    take(std::string(s));
    break;
  default:
    return;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}

void otherArmFails(std::string s, bool c) {
  if (c)
    keep(std::move(s));
  else
    fail();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void otherArmReturns(std::string s, bool c) {
  if (c)
    keep(std::move(s));
  else
    flip();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}

void loopThatRuns(std::string s) {
  for (;;) {
    keep(std::move(s));
    break;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void loopThatMayRun(std::string s) {
  for (; flip();) {
    keep(std::move(s));
    break;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}

void refilledElsewhere(std::string s, bool c) {
  keep(std::move(s));
  if (c)
    s = "x";
  if (!c)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
}
void refilledPerhaps(std::string s, bool c) {
  keep(std::move(s));
  if (c)
    s = "x";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void refilledHere(std::string s, bool c) {
  keep(std::move(s));
  if (c)
    s = "x";
  if (c)
    use(s);
}
