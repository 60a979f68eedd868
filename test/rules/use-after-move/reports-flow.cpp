// A move counts wherever control can go from it, and nowhere else; "may" is
// said just where some path to the use is safe.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

// Branches.

void oneArm(std::string s) {
  if (flip())
    keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void oneArmThatLeaves(std::string s) {
  if (flip()) {
    keep(std::move(s));
    return;
  }
  use(s);
}
void bothArms(std::string s) {
  if (flip())
    keep(std::move(s));
  else
    take(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void otherArm(std::string s) {
  if (flip())
    keep(std::move(s));
  else
    use(s);
}

// Loops: the second iteration.

void movedEveryTime(std::string s) {
  while (flip())
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
    keep(std::move(s));
}
void refilledEveryTime(std::string s) {
  while (flip()) {
    keep(std::move(s));
    s = "x";
  }
}
void freshEveryTime() {
  while (flip()) {
    std::string s;
    keep(std::move(s));
  }
}
void movedOnce(std::string s) {
  while (flip()) {
    keep(std::move(s));
    break;
  }
}
void usedBeforeTheMove(std::string s) {
  for (int i = 0; i < 3; ++i) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
    keep(std::move(s));
  }
}
void usedBeforeTheMoveThatLeaves(std::string s) {
  for (int i = 0; i < 3; ++i) {
    use(s);
    keep(std::move(s));
    return;
  }
}
void doLoop(std::string s) {
  do {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
    keep(std::move(s));
  } while (flip());
}
void doLoopOnce(std::string s) {
  do {
    keep(std::move(s));
  } while (false);
}
void rangeLoop(std::vector<int> v, std::string s) {
  for (int i : v) {
    use(i);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
    keep(std::move(s));
  }
}
void rangeLoopElements(std::vector<std::string> v) {
  for (std::string &s : v)
    keep(std::move(s));
}
void rangeLoopElementUsed(std::vector<std::string> v) {
  for (std::string &s : v) {
    keep(std::move(s));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
  }
}
void rangeLoopElementUsedBefore(std::vector<std::string> v) {
  for (std::string &s : v) {
    use(s);
    keep(std::move(s));
  }
}
void rangeLoopCopy(std::vector<std::string> v) {
  for (std::string s : v) {
    keep(std::move(s));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
  }
}
void afterRangeLoop(std::vector<std::string> v, std::string s) {
  for (std::string &t : v) {
    use(t);
    if (flip()) {
      keep(std::move(s));
      break;
    }
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void loopCondition(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  while (s.size() > 1)
    keep(std::move(s));
}
void loopConditionRefilled(std::string s) {
  while (s.size() > 1) {
    keep(std::move(s));
    s.clear();
  }
}
void continued(std::string s) {
  while (flip()) {
    if (flip())
      continue;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
    keep(std::move(s));
  }
}
void leftInstead(std::string s) {
  while (flip()) {
    if (flip())
      continue;
    keep(std::move(s));
    break;
  }
}

// Switch.

void fallsThrough(std::string s, int n) {
  switch (n) {
  case 1:
    keep(std::move(s));
    [[fallthrough]];
  case 2:
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
    break;
  }
}
void breaksInstead(std::string s, int n) {
  switch (n) {
  case 1:
    keep(std::move(s));
    break;
  case 2:
    use(s);
    break;
  }
}
void afterSwitch(std::string s, int n) {
  switch (n) {
  case 1:
    keep(std::move(s));
    break;
  default:
    take(std::move(s));
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void afterSwitchWithoutDefault(std::string s, int n) {
  switch (n) {
  case 1:
    keep(std::move(s));
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}

// Goto.

void backwards(std::string s) {
again:
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
  keep(std::move(s));
  if (flip())
    goto again;
}
void backwardsRefilled(std::string s) {
again:
  use(s);
  keep(std::move(s));
  s = "x";
  if (flip())
    goto again;
}
void forwards(std::string s) {
  if (flip()) {
    keep(std::move(s));
    goto end;
  }
  return;
end:
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void forwardsPast(std::string s) {
  keep(std::move(s));
  goto end;
  use(s);
end:;
}

// Short circuits and ternaries.

bool consume(std::string s);
void rightOfAnd(std::string s) {
  if (flip() && consume(std::move(s)))
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void rightOfAndTaken(std::string s) {
  if (flip() && consume(s))
    return;
  use(s);
}
void leftOfAnd(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  if (consume(std::move(s)) && s.size() > 1)
    return;
}
void leftOfAndReversed(std::string s) {
  if (s.size() > 1 && consume(std::move(s)))
    return;
}
void leftOfOr(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  if (consume(std::move(s)) || s.size() > 1)
    return;
}
void guardedByOr(std::string s) {
  if (flip() || consume(std::move(s)))
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void ternaryArm(std::string s) {
  std::string t = flip() ? std::move(s) : std::string("x");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void ternaryArms(std::string s) {
  std::string t = flip() ? std::move(s) : s;
  use(t);
}
void ternaryCondition(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  std::string t = consume(std::move(s)) ? s : std::string("x");
}

// What never returns.

void afterNoreturn(std::string s) {
  if (flip()) {
    keep(std::move(s));
    fail();
  }
  use(s);
}
void afterReturning(std::string s) {
  if (flip()) {
    keep(std::move(s));
    flip();
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void failAlways() { fail(); }
void afterHelperThatNeverReturns(std::string s) {
  if (flip()) {
    keep(std::move(s));
    failAlways();
  }
  use(s);
}
void afterThrow(std::string s) {
  if (flip()) {
    keep(std::move(s));
    throw 1;
  }
  use(s);
}
void unreachable(std::string s) {
  keep(std::move(s));
  return;
  use(s);
}
void constantCondition(std::string s) {
  if (false)
    keep(std::move(s));
  use(s);
}

// The destructor of a local uses what was moved before it runs.
struct AtExit {
  std::string &text;
  ~AtExit() { use(text); }
};
void inDestructor(std::string s) {
  AtExit e{s};
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:1: error: 's' is used after it was moved [holdfast-use-after-move]
}
void inDestructorOfCopy(std::string s, std::string t) {
  AtExit e{t};
  keep(std::move(s));
}
