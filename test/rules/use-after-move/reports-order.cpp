// The order of evaluation is the language's: fixed in braces and since C++17
// around operators, not fixed among a call's arguments; a parameter by
// reference takes nothing before the call itself.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++17 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void byValue(std::string, std::size_t);
void byReference(std::string &&, std::size_t);
void sizeFirst(std::size_t, std::string);
std::size_t length(const std::string &);
std::string give(std::string);
bool has(std::string);

void unsequenced(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used and moved in one call, in no fixed order [holdfast-use-after-move]
  byValue(std::move(s), s.size());
}
void movedInsideTheCall(std::string s) {
  byReference(std::move(s), s.size());
}
void unsequencedOtherWay(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used and moved in one call, in no fixed order [holdfast-use-after-move]
  sizeFirst(s.size(), std::move(s));
}
void copied(std::string s) {
  sizeFirst(s.size(), s);
}
void usedAfterTheCall(std::string s) {
  byReference(std::move(s), s.size());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}

// Braces are evaluated from left to right.

struct Sized {
  std::string text;
  std::size_t size;
};
struct SizedFirst {
  std::size_t size;
  std::string text;
};
void aggregateMoveFirst(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  Sized x{std::move(s), s.size()};
}
void aggregateMoveLast(std::string s) {
  SizedFirst x{s.size(), std::move(s)};
}
struct Made {
  Made(std::string, std::size_t);
};
struct MadeByReference {
  MadeByReference(std::string &&, std::size_t);
};
void constructorInBraces(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  Made x{std::move(s), s.size()};
}
void constructorInParentheses(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used and moved in one call, in no fixed order [holdfast-use-after-move]
  Made x(std::move(s), s.size());
}
void constructorByReferenceInBraces(std::string s) {
  MadeByReference x{std::move(s), s.size()};
}
void constructorByReference(std::string s) {
  MadeByReference x(std::move(s), s.size());
}

// Forwarding calls move inside.

void emplaced(std::unordered_map<std::string, std::string> m, std::string s) {
  m.emplace(s, std::move(s));
}
void emplacedOtherWay(std::vector<Sized> v, std::string s) {
  v.emplace_back(std::move(s), s.size());
}
void emplacedThenUsed(std::vector<Sized> v, std::string s) {
  v.emplace_back(std::move(s), s.size());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}

// Operators.

void comma(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  keep(std::move(s)), use(s);
}
void commaReversed(std::string s) {
  use(s), keep(std::move(s));
}
void assignedFirst(std::unordered_map<std::string, std::string> m, std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  m[s] = give(std::move(s));
}
void assignedInside(std::unordered_map<std::string, std::string> m, std::string s) {
  m[s] = std::move(s);
}
void toItself(std::string s) {
  s = give(std::move(s));
  use(s);
}

struct Job {
  void run(std::unique_ptr<Job> self, int n);
  int weight();
};
void objectFirst(std::unique_ptr<Job> j) {
  j->run(std::move(j), 1);
}
void argumentBeside(std::unique_ptr<Job> j) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'j' is used and moved in one call, in no fixed order [holdfast-use-after-move]
  j->run(std::move(j), j->weight());
}

struct Log {
  Log &operator<<(std::string);
  Log &operator<<(std::size_t);
};
void chain(Log log, std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  log << std::move(s) << s.size();
}
void chainReversed(Log log, std::string s) {
  log << s.size() << std::move(s);
}

void twoStatements(std::string s) {
  std::size_t n = s.size();
  byValue(std::move(s), n);
}
void condition(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  if (has(std::move(s)) && length(s))
    flip();
}
void conditionReversed(std::string s) {
  if (length(s) && has(std::move(s)))
    flip();
}

// Default arguments are evaluated at each call.
std::string &shared();
void withDefault(std::string, int = 1);
void defaultArgument(std::string s) {
  withDefault(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again after it was moved [holdfast-use-after-move]
  withDefault(std::move(s));
}
void defaultArgumentCopied(std::string s) {
  withDefault(s);
  withDefault(std::move(s));
}
