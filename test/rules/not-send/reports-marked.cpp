// What a class says of itself is believed: annotations, and Clang's attribute
// of guards; a class that is marked 'send' is not looked into.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,not-send' %s \
// RUN:   -- -std=c++17 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <memory>
#include <thread>
#include <vector>

struct [[clang::annotate("holdfast::not_send")]] Window {
  int handle = 0;
};
struct Picture {
  int handle = 0;
};
void markedGoes() {
  Window window;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  std::thread([window] { use(window.handle); }).join();
}
void unmarkedGoes() {
  Picture window;
  std::thread([window] { use(window.handle); }).join();
}
void markedAsAnArgument() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'Window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  std::thread([](const Window &w) { use(w.handle); }, Window()).join();
}
void unmarkedAsAnArgument() { std::thread([](const Picture &w) { use(w.handle); }, Picture()).join(); }
void markedByReference() {
  Window window;
  std::thread([&window] { use(window.handle); }).join();
}
void markedByPointer() {
  Window window;
  std::thread([p = &window] { use(p->handle); }).join();
}
void markedIsMadeThere() {
  std::thread([] {
    Window window;
    use(window.handle);
  }).join();
}

template <class T> struct [[clang::annotate("holdfast::not_send")]] Handle {
  T value{};
};
template <class T> struct PlainHandle {
  T value{};
};
struct Scene {
  std::vector<Handle<int>> all;
};
struct PlainScene {
  std::vector<PlainHandle<int>> all;
};
void markedTemplateInAVector() {
  auto scene = std::make_shared<Scene>();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'scene' must not cross threads: 'std::shared_ptr<Scene>' -> 'Scene' -> 'all' -> 'std::vector<Handle<int>>' -> 'Handle<int>' [holdfast-not-send]
  std::thread([scene] { use(scene->all.size()); }).join();
}
void unmarkedTemplateInAVector() {
  auto scene = std::make_shared<PlainScene>();
  std::thread([scene] { use(scene->all.size()); }).join();
}

struct [[clang::annotate("holdfast::send")]] Sealed {
  std::vector<Handle<int>> all; // the class knows what it does
};
void markedAsSendable() {
  Sealed sealed;
  std::thread([sealed] { use(sealed.all.size()); }).join();
}

struct __attribute__((capability("mutex"))) Lock {
  void lock() __attribute__((acquire_capability()));
  void unlock() __attribute__((release_capability()));
};
struct __attribute__((scoped_lockable)) Held {
  explicit Held(Lock &l) __attribute__((acquire_capability(l)));
  ~Held() __attribute__((release_capability()));
  Lock *lock;
};
Lock lock;
void guardOfTheProject() {
  auto held = std::make_unique<Held>(lock);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'held' must not cross threads: 'std::unique_ptr<Held>' -> 'Held' [holdfast-not-send]
  std::thread([held = std::move(held)] { use(held->lock); }).join();
}
void guardOfTheProjectStays() {
  auto held = std::make_unique<Held>(lock);
  std::thread([] { use(lock); }).join();
}
