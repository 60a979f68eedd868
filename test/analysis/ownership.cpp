// RUN: %holdfast --no-cache --dump=ownership %s -- -std=c++20 > %t
// RUN: FileCheck %s < %t
// Who has each variable, all along the text. A line "name in function" begins what is said of one, then follow its
// ranges, from line:column to line:column. Each case has a twin beside it, which differs in one word.

#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

void sink(std::unique_ptr<int>);
int look(const std::unique_ptr<int> &);
void add(std::vector<int> &, int);

// Moved in the branch, perhaps moved behind it, owned again with a new value.
void movedInOneBranch(bool c) {
  std::unique_ptr<int> p = std::make_unique<int>(1);
  if (c) {
    sink(std::move(p));
    look(p);
  }
  p = nullptr;
}
// CHECK: :[[@LINE-7]]:24: p in movedInOneBranch{{$}}
// CHECK-NEXT:  [[@LINE-8]]:25-[[@LINE-6]]:21 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-7]]:21-[[@LINE-5]]:4 moved: moved into 'sink' ([[@LINE-7]]:20){{$}}
// CHECK-NEXT:  [[@LINE-6]]:4-[[@LINE-5]]:14 maybe-moved: may have been moved into 'sink' ([[@LINE-8]]:20){{$}}
// CHECK-NEXT:  [[@LINE-6]]:14-[[@LINE-5]]:1 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-10]]:21 hint: moved{{$}}
// CHECK-NEXT:  [[@LINE-10]]:11 hint: moved{{$}}
// CHECK-EMPTY:
void lookedAtInOneBranch(bool c) {
  std::unique_ptr<int> p = std::make_unique<int>(1);
  if (c) {
    look(std::move(p));
    look(p);
  }
  p = nullptr;
}
// CHECK: :[[@LINE-7]]:24: p in lookedAtInOneBranch{{$}}
// CHECK-NEXT:  [[@LINE-8]]:25-[[@LINE-2]]:1 owned: owned{{$}}
// CHECK-EMPTY:

// Behind two branches that both move it, it is moved, and both are named.
void movedInBothBranches(bool c) {
  std::unique_ptr<int> q = std::make_unique<int>(1);
  if (c) {
    sink(std::move(q));
  } else {
    std::unique_ptr<int> other = std::move(q);
  }
  look(q);
}
// CHECK: :[[@LINE-8]]:24: q in movedInBothBranches{{$}}
// CHECK-NEXT:  [[@LINE-9]]:25-[[@LINE-7]]:21 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-8]]:21-[[@LINE-7]]:10 moved: moved into 'sink' ([[@LINE-8]]:20){{$}}
// CHECK-NEXT:  [[@LINE-8]]:10-[[@LINE-7]]:45 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-8]]:45-[[@LINE-5]]:1 moved: moved into 'other' ([[@LINE-8]]:44){{$}}
// CHECK-NEXT:  [[@LINE-8]]:4-[[@LINE-6]]:1 moved: moved into 'sink' ([[@LINE-11]]:20){{$}}
// CHECK-NEXT:  [[@LINE-12]]:21 hint: moved{{$}}
// CHECK-NEXT:  [[@LINE-11]]:45 hint: moved{{$}}
// CHECK-NEXT:  [[@LINE-10]]:9 hint: moved{{$}}
// CHECK-EMPTY:

// What the last round has moved is perhaps moved where the loop begins; with a new value in each, it is not.
void movedInTheLastRound(int n) {
  std::unique_ptr<int> w = std::make_unique<int>(1);
  for (int i = 0; i < n; ++i) {
    look(w);
    sink(std::move(w));
  }
}
// CHECK: :[[@LINE-6]]:24: w in movedInTheLastRound{{$}}
// CHECK-NEXT:  [[@LINE-7]]:25-[[@LINE-6]]:19 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-7]]:19-[[@LINE-5]]:21 maybe-moved: may have been moved into 'sink' ([[@LINE-5]]:20){{$}}
// CHECK-NEXT:  [[@LINE-6]]:21-[[@LINE-5]]:4 moved: moved into 'sink' ([[@LINE-6]]:20){{$}}
// CHECK-NEXT:  [[@LINE-6]]:4-[[@LINE-5]]:1 maybe-moved: may have been moved into 'sink' ([[@LINE-7]]:20){{$}}
// CHECK-NEXT:  [[@LINE-9]]:11 hint: maybe moved{{$}}
// CHECK-NEXT:  [[@LINE-9]]:21 hint: moved{{$}}
// CHECK-EMPTY:
void movedInEachRound(int n) {
  for (int i = 0; i < n; ++i) {
    std::unique_ptr<int> w = std::make_unique<int>(1);
    look(w);
    sink(std::move(w));
  }
}
// CHECK: :[[@LINE-5]]:26: w in movedInEachRound{{$}}
// CHECK-NEXT:  [[@LINE-6]]:27-[[@LINE-4]]:21 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-5]]:21-[[@LINE-4]]:3 moved: moved into 'sink' ([[@LINE-5]]:20){{$}}
// CHECK-NEXT:  [[@LINE-6]]:21 hint: moved{{$}}
// CHECK-EMPTY:

// A part is moved, its neighbour is not; with the whole both are.
struct Pair {
  std::unique_ptr<int> left, right;
};
void movedInPart() {
  Pair pair;
  sink(std::move(pair.left));
  look(pair.right);
}
// CHECK: :[[@LINE-4]]:8: pair in movedInPart{{$}}
// CHECK-NEXT:  [[@LINE-5]]:12-[[@LINE-2]]:1 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-5]]:27-[[@LINE-3]]:1 partly-moved: its part 'pair.left' was moved into 'sink' ([[@LINE-5]]:18){{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-7]]:23: pair.left in movedInPart{{$}}
// CHECK-NEXT:  [[@LINE-9]]:12-[[@LINE-8]]:27 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-9]]:27-[[@LINE-7]]:1 moved: moved into 'sink' ([[@LINE-9]]:18){{$}}
// CHECK-NEXT:  [[@LINE-10]]:27 hint: moved{{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-11]]:13: pair.right in movedInPart{{$}}
// CHECK-NEXT:  [[@LINE-14]]:12-[[@LINE-11]]:1 owned: owned{{$}}
// CHECK-EMPTY:
void movedAsAWhole() {
  Pair pair;
  Pair other = std::move(pair);
  look(pair.right);
}
// CHECK: :[[@LINE-4]]:8: pair in movedAsAWhole{{$}}
// CHECK-NEXT:  [[@LINE-5]]:12-[[@LINE-4]]:30 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-5]]:30-[[@LINE-3]]:1 moved: moved into 'other' ([[@LINE-5]]:26){{$}}
// CHECK-NEXT:  [[@LINE-6]]:30 hint: moved{{$}}
// CHECK-NEXT:  [[@LINE-6]]:12 hint: moved{{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-8]]:13: pair.right in movedAsAWhole{{$}}
// CHECK-NEXT:  [[@LINE-11]]:12-[[@LINE-10]]:30 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-11]]:30-[[@LINE-9]]:1 moved: moved into 'other' ([[@LINE-11]]:26){{$}}
// CHECK-NEXT:  [[@LINE-12]]:30 hint: moved{{$}}
// CHECK-NEXT:  [[@LINE-12]]:18 hint: moved{{$}}
// CHECK-EMPTY:

// An iterator borrows until it is used last; a copy of an element does not borrow.
int borrowedByIterator() {
  std::vector<int> v{1, 2};
  auto it = v.begin();
  add(v, 3);
  int first = *it;
  add(v, 4);
  return first;
}
// CHECK: :[[@LINE-7]]:20: v in borrowedByIterator{{$}}
// CHECK-NEXT:  [[@LINE-8]]:21-[[@LINE-3]]:15 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-8]]:22-[[@LINE-6]]:18 borrowed: borrowed by 'it' ([[@LINE-8]]:13){{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-10]]:8: it in borrowedByIterator{{$}}
// CHECK-NEXT:  [[@LINE-11]]:10-[[@LINE-7]]:15 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-12]]:22-[[@LINE-10]]:18 borrows: borrows 'v' ([[@LINE-12]]:13){{$}}
// CHECK-EMPTY:
int copiedElement() {
  std::vector<int> v{1, 2};
  auto it = *v.begin();
  add(v, 3);
  int first = it;
  add(v, 4);
  return first;
}
// CHECK: :[[@LINE-7]]:20: v in copiedElement{{$}}
// CHECK-NEXT:  [[@LINE-8]]:21-[[@LINE-3]]:15 owned: owned{{$}}
// CHECK-EMPTY:

// A reference borrows until it is named last; a copy does not.
int borrowedByReference(int n) {
  int &r = n;
  r = 2;
  return n;
}
// CHECK: :[[@LINE-5]]:29: n in borrowedByReference{{$}}
// CHECK-NEXT:  [[@LINE-6]]:30-[[@LINE-3]]:11 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-6]]:9-[[@LINE-5]]:4 borrowed: borrowed by 'r' ([[@LINE-6]]:8){{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-8]]:8: r in borrowedByReference{{$}}
// CHECK-NEXT:  [[@LINE-9]]:9-[[@LINE-8]]:4 borrows: borrows 'n' ([[@LINE-9]]:8){{$}}
// CHECK-EMPTY:
int copied(int n) {
  int r = n;
  r = 2;
  return n;
}
// CHECK: :[[@LINE-5]]:16: n in copied{{$}}
// CHECK-NEXT:  [[@LINE-6]]:17-[[@LINE-3]]:11 owned: owned{{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-7]]:7: r in copied{{$}}
// CHECK-NEXT:  [[@LINE-8]]:8-[[@LINE-6]]:11 owned: owned{{$}}
// CHECK-EMPTY:

// A closure that captures by reference borrows, one that captures a copy owns that.
int borrowedByClosure() {
  std::string s;
  auto more = [&s] { s += "x"; };
  more();
  s.clear();
  return 1;
}
// CHECK: :[[@LINE-6]]:15: s in borrowedByClosure{{$}}
// CHECK-NEXT:  [[@LINE-7]]:16-[[@LINE-3]]:11 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-7]]:33-[[@LINE-6]]:9 borrowed: borrowed by 'more' ([[@LINE-7]]:17){{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-9]]:22: s in borrowedByClosure::(lambda)::operator(){{$}}
// CHECK-NEXT:  [[@LINE-10]]:18-[[@LINE-10]]:33 borrows: borrowed from where the closure is made{{$}}
// CHECK-EMPTY:
int heldByClosure() {
  std::string s;
  auto more = [s]() mutable { s += "x"; };
  more();
  s.clear();
  return 1;
}
// CHECK: :[[@LINE-6]]:15: s in heldByClosure{{$}}
// CHECK-NEXT:  [[@LINE-7]]:16-[[@LINE-3]]:11 owned: owned{{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-8]]:31: s in heldByClosure::(lambda)::operator(){{$}}
// CHECK-NEXT:  [[@LINE-9]]:21-[[@LINE-9]]:42 owned: owned by the closure{{$}}
// CHECK-EMPTY:

// A join ends the share; a detached thread keeps it.
void joined(std::string &text) {
  std::thread t([&] { text += "x"; });
  look(nullptr);
  t.join();
  look(nullptr);
}
// CHECK: :[[@LINE-6]]:26: text in joined{{$}}
// CHECK-NEXT:  [[@LINE-7]]:30-[[@LINE-2]]:2 borrows: borrowed from the caller{{$}}
// CHECK-NEXT:  [[@LINE-7]]:38-[[@LINE-5]]:11 shared: shared with the thread of 't' ([[@LINE-7]]:17){{$}}
// CHECK-EMPTY:
void detached(std::string &text) {
  std::thread t([&] { text += "x"; });
  look(nullptr);
  t.detach();
  look(nullptr);
}
// CHECK: :[[@LINE-6]]:28: text in detached{{$}}
// CHECK-NEXT:  [[@LINE-7]]:32-[[@LINE-2]]:2 borrows: borrowed from the caller{{$}}
// CHECK-NEXT:  [[@LINE-7]]:38-[[@LINE-5]]:13 shared: shared with the thread of 't' ([[@LINE-7]]:17){{$}}
// CHECK-NEXT:  [[@LINE-6]]:13-[[@LINE-4]]:2 shared: shared with a detached thread ([[@LINE-8]]:17){{$}}
// CHECK-EMPTY:

// Which lock guards a member, by how many of its uses, and where that is held.
class Counter {
public:
  void reset() {
    std::lock_guard<std::mutex> g(mu_);
    n_ = 0;
  }
  int get() {
    mu_.lock();
    int n = n_;
    mu_.unlock();
    return n;
  }
  void step() {
    std::lock_guard<std::mutex> g(mu_);
    ++n_;
  }
  int peek() { return n_ + alone_; }

private:
  std::mutex mu_;
  int n_ = 0;
  int alone_ = 0;
};
// CHECK: :[[@LINE-20]]:33: g in Counter::reset{{$}}
// CHECK-NEXT:  [[@LINE-21]]:34-[[@LINE-19]]:3 owned: owned{{$}}
// CHECK-NEXT:  [[@LINE-22]]:39-[[@LINE-20]]:3 guarded: 'mu_' is held ([[@LINE-22]]:35){{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-24]]:35: mu_ in Counter::reset{{$}}
// CHECK-NEXT:  [[@LINE-26]]:3-[[@LINE-23]]:4 owned: owned by the object{{$}}
// CHECK-NEXT:  [[@LINE-26]]:39-[[@LINE-24]]:4 guarded: held ([[@LINE-26]]:35){{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-27]]:5: n_ in Counter::reset{{$}}
// CHECK-NEXT:  guarded by 'mu_': 3 of 4 accesses hold it{{$}}
// CHECK-NEXT:  [[@LINE-31]]:3-[[@LINE-28]]:4 owned: owned by the object{{$}}
// CHECK-NEXT:  [[@LINE-31]]:39-[[@LINE-29]]:4 guarded: 'mu_' is held ([[@LINE-31]]:35){{$}}
// CHECK-NEXT:  [[@LINE-31]]:7 hint: guarded by mu_, 3 of 4{{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-29]]:13: n_ in Counter::get{{$}}
// CHECK-NEXT:  guarded by 'mu_': 3 of 4 accesses hold it{{$}}
// CHECK-NEXT:  [[@LINE-33]]:3-[[@LINE-29]]:13 owned: owned by the object{{$}}
// CHECK-NEXT:  [[@LINE-33]]:15-[[@LINE-31]]:17 guarded: 'mu_' is held ([[@LINE-33]]:5){{$}}
// CHECK-NEXT:  [[@LINE-33]]:15 hint: guarded by mu_, 3 of 4{{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-27]]:23: n_ in Counter::peek{{$}}
// CHECK-NEXT:  guarded by 'mu_': 3 of 4 accesses hold it{{$}}
// CHECK-NEXT:  [[@LINE-29]]:3-[[@LINE-29]]:34 owned: owned by the object{{$}}
// CHECK-NEXT:  [[@LINE-30]]:25 hint: guarded by mu_, 3 of 4{{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-32]]:28: alone_ in Counter::peek{{$}}
// CHECK-NEXT:  [[@LINE-33]]:3-[[@LINE-33]]:34 owned: owned by the object{{$}}
// CHECK-EMPTY:

// By declaration, too.
struct Declared {
  std::mutex m;
  int data __attribute__((guarded_by(m))) = 0;
  int other = 0;
  void set() {
    m.lock();
    data = 1;
    other = 1;
    m.unlock();
    look(nullptr);
  }
};
// CHECK: :[[@LINE-6]]:5: data in Declared::set{{$}}
// CHECK-NEXT:  declared to be guarded by 'm'{{$}}
// CHECK-NEXT:  [[@LINE-10]]:3-[[@LINE-4]]:4 owned: owned by the object{{$}}
// CHECK-NEXT:  [[@LINE-10]]:13-[[@LINE-7]]:15 guarded: 'm' is held ([[@LINE-10]]:5){{$}}
// CHECK-NEXT:  [[@LINE-10]]:9 hint: guarded by m{{$}}
// CHECK-EMPTY:
// CHECK: :[[@LINE-11]]:5: other in Declared::set{{$}}
// CHECK-NEXT:  [[@LINE-15]]:3-[[@LINE-9]]:4 owned: owned by the object{{$}}
// CHECK-EMPTY:
