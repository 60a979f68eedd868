// A callee that moves on some of its paths may tell by its result, or by a flag
// that it sets, whether it has: where that is asked, a use is silent, though what
// the answer means is not known. In strict mode it is reported.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet --strict %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefixes=CHECK,STRICT --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

class Status {
public:
  Status(int code) : code(code) {}
  bool isOk() const { return code == 0; }

private:
  int code;
};

Status putStatus(std::string &&s) {
  Status result = 0;
  if (flip())
    result = 1;
  else
    keep(std::move(s));
  return result;
}
void statusAsked(std::string s) {
  Status result = 0;
  result = putStatus(std::move(s));
  // STRICT: :[[@LINE+2]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  if (!result.isOk())
    use(s);
}
void statusIgnored(std::string s) {
  Status result = 0;
  result = putStatus(std::move(s));
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  if (!flip())
    use(s);
}
void statusAskedInALoop(std::string s) {
  Status result = putStatus(std::move(s));
  while (!result.isOk())
    // STRICT: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be moved again after it was moved [holdfast-use-after-move]
    result = putStatus(std::move(s));
}

// What surely moves tells nothing of it.
Status putSurely(std::string &&s) {
  Status result = flip();
  keep(std::move(s));
  return result;
}
void sureMoveAsked(std::string s) {
  Status result = putSurely(std::move(s));
  if (!result.isOk())
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
}

void putFlag(std::string &s, bool &failed) {
  if (!flip())
    return;
  failed = true;
  keep(std::move(s));
}
void flagAsked(std::string s) {
  bool failed = false;
  putFlag(s, failed);
  if (failed)
    return;
  // STRICT: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void anotherAsked(std::string s, bool other) {
  bool failed = false;
  putFlag(s, failed);
  if (other)
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}

template <class F> void each(F f) {
  if (flip())
    f(1);
  if (flip())
    f(2);
}
void flagOfAClosure(std::string s) {
  bool failed = false;
  each([&](int n) {
    if (n == 2)
      return;
    failed = true;
    keep(std::move(s));
  });
  if (failed)
    return;
  // STRICT: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void flagOfAClosureIgnored(std::string s) {
  bool failed = false;
  each([&](int n) {
    if (n == 2)
      return;
    failed = true;
    keep(std::move(s));
  });
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}

// A queue that its moves leave empty may be filled again; what is in it may not
// be asked for.

struct Link {
  Link *next = nullptr;
};
struct Chain {
  Link *first = nullptr;
  int size = 0;
  Chain() = default;
  Chain(Chain &&o) : first(o.first), size(o.size) {
    o.first = nullptr;
    o.size = 0;
  }
  void push(Link *l) {
    l->next = first;
    first = l;
    ++size;
  }
  int count() const { return size; }
};
void refill(Chain &c, Link *l) {
  if (flip())
    c.push(l);
}
void refilled(Chain c, Link *l) {
  Chain d = std::move(c);
  // STRICT: :[[@LINE+1]]:{{[0-9]+}}: error: 'c' is used after it was moved [holdfast-use-after-move]
  c.push(l);
}
void counted(Chain c) {
  Chain d = std::move(c);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'c' is used after it was moved [holdfast-use-after-move]
  use(c.count());
}
void refilledInALoop(Chain c, Link *l) {
  while (flip()) {
    // STRICT: :[[@LINE+1]]:{{[0-9]+}}: error: 'c' may be used after it was moved [holdfast-use-after-move]
    refill(c, l);
    Chain d = std::move(c);
  }
}

// The assignment, which nobody calls, has no body.
template <class T> struct Buffer {
  T *first = nullptr;
  unsigned long size = 0;
  Buffer(Buffer &&o) : first(o.first), size(o.size) {
    o.first = nullptr;
    o.size = 0;
  }
  Buffer &operator=(Buffer &&o) {
    first = o.first;
    o.first = nullptr;
    return *this;
  }
  void grow(unsigned long to) {
    if (size < to)
      size = to;
  }
  unsigned long count() const { return size; }
};
void grown(Buffer<int> b) {
  Buffer<int> d = std::move(b);
  // STRICT: :[[@LINE+1]]:{{[0-9]+}}: error: 'b' is used after it was moved [holdfast-use-after-move]
  b.grow(2);
}
void countedBuffer(Buffer<int> b) {
  Buffer<int> d = std::move(b);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'b' is used after it was moved [holdfast-use-after-move]
  use(b.count());
}

// Its move takes the text and leaves what it likes.
struct Text {
  std::string text;
  int size = 0;
  Text(Text &&o) : text(std::move(o.text)), size(o.size) { o.size = 0; }
  void push(const std::string &s) {
    text += s;
    ++size;
  }
};
void refilledText(Text t, std::string s) {
  Text d = std::move(t);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
  t.push(s);
}
