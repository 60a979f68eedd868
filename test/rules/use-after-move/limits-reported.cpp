// Today's known wrong answers: FP_ functions are correct and reported. Mending
// one moves it to reports or accepts.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

// Two questions with one answer are two terms.
void FP_emptyAndSize(std::vector<int> v, std::string s) {
  if (v.empty())
    keep(std::move(s));
  if (v.size() > 0)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}
void FP_hasValueAndBool(std::optional<int> o, std::string s) {
  if (o)
    keep(std::move(s));
  if (!o.has_value())
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}

// A loop in which the condition holds only once, by reasons of the data.
void FP_onlyOneMatches(std::vector<int> v, int id, std::string s) {
  for (int i : v)
    if (i == id)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}

// A loop in which the condition holds only once, by bounds that held before the
// move: only the conditions behind it are known there.
void FP_firstByBound(std::string s, int n) {
  for (int i = 0; i < n; ++i)
    if (i < 1)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}
void FP_endOfLoopSet(std::string s, int n) {
  for (int i = 0; i < n; ++i)
    if (i > 2) {
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
      n = 0;
    }
}

// An answer that is no bool says whether the callee has moved, and the next one
// asks it before it moves.
enum class Status { sent, full };
Status trySend(std::string &value) {
  if (flip())
    return Status::full;
  keep(std::move(value));
  return Status::sent;
}
void keepUnlessSent(Status status, std::string &value) {
  if (status != Status::sent)
    keep(std::move(value));
}
void FP_whatWasNotSent(std::string s) {
  const Status status = trySend(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be moved again after it was moved [holdfast-use-after-move]
  keepUnlessSent(status, s);
}
