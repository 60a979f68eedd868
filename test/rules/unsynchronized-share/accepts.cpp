// What happens before, what is behind a lock or an atomic, and what nobody
// writes is silent.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,unsynchronized-share %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "group.h"
#include "threads.h"

#include <atomic>
#include <condition_variable>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void promiseCarriesTheValue() {
  int x = 1;
  std::promise<void> promise;
  std::future<void> done = promise.get_future();
  std::thread t([&x, &promise] {
    ++x;
    promise.set_value();
  });
  done.wait();
  use(x);
  t.join();
}
void latchOrdersTheTwo() {
  int x = 1;
  std::latch done(1);
  std::thread t([&] {
    ++x;
    done.count_down();
  });
  done.wait();
  ++x;
  t.join();
}
void conditionOrdersTheTwo() {
  int x = 1;
  bool ready = false;
  std::mutex m;
  std::condition_variable changed;
  std::thread t([&] {
    ++x;
    std::lock_guard<std::mutex> lock(m);
    ready = true;
    changed.notify_one();
  });
  {
    std::unique_lock<std::mutex> lock(m);
    changed.wait(lock, [&] { return ready; });
  }
  use(x);
  t.join();
}
void atomicFlagOrdersTheTwo() {
  int x = 1;
  std::atomic<bool> ready{false};
  std::thread t([&] {
    ++x;
    ready.store(true, std::memory_order_release);
  });
  while (!ready.load(std::memory_order_acquire))
    std::this_thread::yield();
  use(x);
  t.join();
}
void readersAndWritersUnderASharedLock() {
  int x = 1;
  std::shared_mutex m;
  std::thread t([&] {
    std::unique_lock lock(m);
    ++x;
  });
  {
    std::shared_lock lock(m);
    use(x);
  }
  t.join();
}
void bothWithScopedLock() {
  int x = 1;
  std::mutex m;
  std::thread t([&] {
    std::scoped_lock lock(m);
    ++x;
  });
  {
    std::scoped_lock lock(m);
    ++x;
  }
  t.join();
}
void onceOnly() {
  int x = 1;
  std::once_flag once;
  std::thread t([&] { std::call_once(once, [&] { ++x; }); });
  std::call_once(once, [&] { ++x; });
  t.join();
}
void constantFromAllSides() {
  const std::string text(40, 'x');
  std::thread t([&text] { use(text.size()); });
  use(text.size());
  t.join();
}
void readOnlyFromAllSides() {
  std::string text(40, 'x');
  std::thread t([&text] { use(text.size()); });
  use(text.size());
  t.join();
}
void movedIntoTheThread() {
  std::string text(40, 'x');
  std::thread t([text = std::move(text)]() mutable { text += "y"; });
  text = "z";
  t.join();
}
void disjointHalves() {
  std::vector<int> values(4);
  std::thread t([&] {
    for (int i = 0; i < 2; ++i)
      ++values[i];
  });
  for (int i = 2; i < 4; ++i)
    ++values[i];
  t.join();
}
void wholeThenParts() {
  std::vector<int> values;
  values.push_back(1);
  std::thread t([&values] { use(values[0]); });
  t.join();
  values.push_back(2);
}
void nextThreadAfterTheFirst() {
  int x = 1;
  std::jthread t([&x] { ++x; });
  t = std::jthread();
  std::jthread u([&x] { ++x; });
}
void lockedBeforeTheThreadStarts() {
  int x = 1;
  std::mutex m;
  std::thread t;
  {
    std::lock_guard<std::mutex> lock(m);
    t = std::thread([&] {
      std::lock_guard<std::mutex> inner(m);
      ++x;
    });
    ++x;
  }
  t.join();
}
struct MadeOnce {
  int count;
  MadeOnce() { count = 1; }
};
int onceMade() {
  static MadeOnce object;
  return object.count;
}
void staticObjectIsMadeOnce() {
  std::thread t([] { use(onceMade()); });
  use(onceMade());
  t.join();
}
void elementsByPointer() {
  int values[3] = {};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([](int *value) { ++*value; }, &values[i]);
  int others[3] = {};
  int *begin = others;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([](int *value) { ++*value; }, begin + i);
  for (std::thread &t : threads)
    t.join();
}
void ownObjectInEachRound() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    auto own = std::make_shared<int>(i);
    threads.emplace_back([own] { ++*own; });
  }
  for (std::thread &t : threads)
    t.join();
}
void startedAtMostOnce(int rounds) {
  int x = 1;
  bool started = false;
  std::thread t;
  for (int i = 0; i < rounds; ++i)
    if (!started) {
      started = true;
      t = std::thread([&x] { ++x; });
    }
  if (started)
    t.join();
}
void deferredTaskRunsWhereItIsWaitedFor() {
  int x = 1;
  auto done = std::async(std::launch::deferred, [&x] { ++x; });
  ++x;
  done.get();
}
void eachAnElementOfItsOwn() {
  int done[4] = {};
  std::vector<std::thread> threads;
  for (int &mine : done)
    threads.emplace_back([&mine] { mine = 1; });
  for (std::thread &t : threads)
    t.join();
  use(done[0]);
}
void aPointerThatWalksOverTheElements() {
  int done[4] = {};
  std::vector<std::thread> threads;
  for (int *mine = done; mine != done + 4; ++mine)
    threads.emplace_back([mine] { *mine = 1; });
  for (std::thread &t : threads)
    t.join();
}

void theGroupOfItsTokenIsWaitedFor() {
  int x = 0;
  std::jthread t;
  Group group;
  t = std::jthread([&x, token = group.token()]() mutable {
    x = 1;
    Group::Token last = std::move(token);
  });
  group.wait();
  use(x);
}
