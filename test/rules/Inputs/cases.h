// What the cases of use-after-move call: functions without a body, so that
// only their declared types tell what they do.

#ifndef HOLDFAST_TEST_CASES_H
#define HOLDFAST_TEST_CASES_H

#include "std.h"

template <class T> void use(const T &value); // reads
void keep(std::string value);                // takes by value
void take(std::string &&value);              // takes by rvalue reference
void fill(std::string &value);               // an out-parameter
bool flip();                                 // an answer nobody can foresee
[[noreturn]] void fail();

struct Pair {
  std::string a, b;
};
void keepPair(Pair value);

struct Node {
  int value = 0;
  std::string name;
};
void keepNode(std::unique_ptr<Node> value);

#endif
