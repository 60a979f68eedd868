// A move before an exception is seen in the handler, and one that the exception
// has skipped is not.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void mayThrow();
void cannotThrow() noexcept;
void inHandler(std::string s) {
  try {
    keep(std::move(s));
    mayThrow();
  } catch (int) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
  }
}
void localInHandler() {
  std::string s;
  try {
    keep(std::move(s));
    mayThrow();
  } catch (int) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
  }
}
void localInHandlerCopied() {
  std::string s;
  try {
    keep(s);
    mayThrow();
  } catch (int) {
    use(s);
  }
}
void inHandlerMovedByTheCall(std::string s) {
  try {
    take(std::move(s));
  } catch (int) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
  }
}
void inHandlerNothingThrown(std::string s) {
  try {
    use(s);
    mayThrow();
    std::string t = std::move(s);
    cannotThrow();
  } catch (int) {
    use(s);
  }
}
void afterHandlers(std::string s) {
  try {
    keep(std::move(s));
  } catch (int) {
    return;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void afterHandlersThatRefill(std::string s) {
  try {
    keep(std::move(s));
    return;
  } catch (int) {
    s = "x";
  }
  use(s);
}
void thrown(std::string s) {
  try {
    throw std::move(s);
  } catch (std::string &t) {
    use(t);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
  }
}
void thrownCopy(std::string s) {
  try {
    throw std::string(s);
  } catch (std::string &t) {
    use(t);
    use(s);
  }
}
