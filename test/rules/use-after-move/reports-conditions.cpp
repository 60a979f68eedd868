// Conditions that belong together are kept together: where every path from
// the move to the use contradicts itself there is no finding; where one does
// not, there is.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void dropFlag(std::string s) {
  bool moved = false;
  if (flip()) {
    keep(std::move(s));
    moved = true;
  }
  if (!moved)
    use(s);
}
void dropFlagReversed(std::string s) {
  bool moved = false;
  if (flip()) {
    keep(std::move(s));
    moved = true;
  }
  if (moved)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
}

void sameCondition(std::string s, bool c) {
  if (c)
    keep(std::move(s));
  if (!c)
    use(s);
}
void sameConditionTwice(std::string s, bool c) {
  if (c)
    keep(std::move(s));
  if (c)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
}
void conditionChanged(std::string s, bool c) {
  if (c)
    keep(std::move(s));
  c = flip();
  if (!c)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}
void conditionReturns(std::string s, bool c) {
  if (c)
    keep(std::move(s));
  if (c)
    return;
  use(s);
}
void conditionWithoutReturn(std::string s, bool c) {
  if (c)
    keep(std::move(s));
  if (c)
    flip();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}

void differentConstants(std::string s, int mode) {
  if (mode == 1)
    keep(std::move(s));
  if (mode == 3)
    use(s);
}
void sameConstant(std::string s, int mode) {
  if (mode == 1)
    keep(std::move(s));
  if (mode == 1)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
}
void constantAndItsOpposite(std::string s, int mode) {
  if (mode == 1)
    keep(std::move(s));
  if (mode != 1)
    use(s);
}
void differentRanges(std::string s, int n) {
  if (n > 10)
    keep(std::move(s));
  if (n < 5)
    use(s);
}
void overlappingRanges(std::string s, int n) {
  if (n > 10)
    keep(std::move(s));
  if (n > 5)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}
void countOfMoves(std::string s) {
  int moved = 0;
  if (flip()) {
    keep(std::move(s));
    ++moved;
  }
  if (moved == 0)
    use(s);
}
void countOfMovesReversed(std::string s) {
  int moved = 0;
  if (flip()) {
    keep(std::move(s));
    ++moved;
  }
  if (moved == 1)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
}
enum class Mode { Copy, Give };
void enumerators(std::string s, Mode mode) {
  if (mode == Mode::Give)
    keep(std::move(s));
  if (mode == Mode::Copy)
    use(s);
}
void switchedTwice(std::string s, int mode) {
  switch (mode) {
  case 1:
    keep(std::move(s));
    break;
  default:
    break;
  }
  switch (mode) {
  case 2:
    use(s);
    break;
  default:
    break;
  }
}
void switchedTwiceSameCase(std::string s, int mode) {
  switch (mode) {
  case 1:
    keep(std::move(s));
    break;
  default:
    break;
  }
  switch (mode) {
  case 1:
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
    break;
  default:
    break;
  }
}

void dropFlagInLoop(std::string s) {
  bool moved = false;
  while (flip()) {
    if (!moved) {
      keep(std::move(s));
      moved = true;
    }
  }
}
void dropFlagBesideAnother(std::vector<int> v, std::string s) {
  bool moved = false;
  for (int i : v) {
    if (!moved && s.size() > 1) {
      keep(std::move(s));
      moved = true;
    }
    use(i);
  }
}
void dropFlagBesideAnotherReversed(std::vector<int> v, std::string s) {
  bool moved = false;
  for (int i : v) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    if (s.size() > 1 && !moved) {
      keep(std::move(s));
      moved = true;
    }
    use(i);
  }
}
void flagForgotten(std::string s) {
  bool moved = false;
  while (flip()) {
    if (!moved)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
  }
}

void namedCondition(std::string s, int n) {
  const bool big = n > 10;
  if (big)
    keep(std::move(s));
  if (!big)
    use(s);
}
void conjunction(std::string s, bool c, bool d) {
  if (c && d)
    keep(std::move(s));
  if (!c)
    use(s);
}
void conjunctionOther(std::string s, bool c, bool d) {
  if (c && d)
    keep(std::move(s));
  if (!d || c)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}
void pointerTest(std::string s, int *p) {
  if (p)
    keep(std::move(s));
  if (p == nullptr)
    use(s);
}

struct Task {
  bool done = false;
  std::string text;
  void memberFlag() {
    if (done)
      keep(std::move(text));
    if (!done)
      use(text);
  }
  void refresh();
  void memberFlagChanged() {
    if (done)
      keep(std::move(text));
    done = flip();
    if (!done)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' may be used after it was moved [holdfast-use-after-move]
      use(text);
  }
};

bool tryConsume(std::string &s) {
  if (flip()) {
    keep(std::move(s));
    return true;
  }
  return false;
}
void helperTells(std::string s) {
  if (tryConsume(s))
    return;
  use(s);
}

void tryEmplaceTested(std::unordered_map<int, std::string> m, std::string s) {
  if (!m.try_emplace(1, std::move(s)).second)
    use(s);
}
void tryEmplaceTestedLater(std::unordered_map<int, std::string> m, std::string s) {
  auto result = m.try_emplace(1, std::move(s));
  if (!result.second)
    use(s);
}
void tryEmplaceTestedByBinding(std::unordered_map<int, std::string> m, std::string s) {
  auto [at, inserted] = m.try_emplace(1, std::move(s));
  if (!inserted)
    use(s);
}
