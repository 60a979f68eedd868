// What a std::function, a task or std::bind hides is known where it was put in;
// and a guard is as its events say, however it was made.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,not-send' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

struct [[clang::annotate("holdfast::not_send")]] Window {
  int handle = 0;
};
struct Picture {
  int handle = 0;
};
std::mutex mutex;

void insideAFunction(Window window, Picture picture) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  std::function<void()> shows = [window] { use(window.handle); };
  std::function<void()> draws = [picture] { use(picture.handle); };
  std::thread(shows).join();
  std::thread(draws).join();
}
void insideATask(Window window, Picture picture) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  std::packaged_task<void()> shows([window] { use(window.handle); });
  std::packaged_task<void()> draws([picture] { use(picture.handle); });
  std::thread(std::move(shows)).join();
  std::thread(std::move(draws)).join();
}
void bound(Window window, Picture picture) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  std::thread(std::bind([](const Window &w) { use(w.handle); }, window)).join();
  std::thread(std::bind([](const Picture &p) { use(p.handle); }, picture)).join();
}
void deferredTask(Window window) {
  auto done = std::async(std::launch::deferred, [window] { use(window.handle); });
  done.get();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  std::async(std::launch::async, [window] { use(window.handle); }).get();
}

void madeUnlockedAndLockedLater() {
  std::unique_lock<std::mutex> lock(mutex, std::defer_lock);
  lock.lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'lock' must be released by the thread that took it: 'std::unique_lock<std::mutex>' must not cross threads [holdfast-not-send]
  std::thread([lock = std::move(lock)] { use(lock.owns_lock()); }).join();
}
void madeUnlockedAndNeverLocked() {
  std::unique_lock<std::mutex> lock(mutex, std::defer_lock);
  std::thread([lock = std::move(lock)] { use(lock.owns_lock()); }).join();
}
void madeLockedAndUnlocked() {
  std::unique_lock<std::mutex> lock(mutex);
  lock.unlock();
  std::thread([lock = std::move(lock)] { use(lock.owns_lock()); }).join();
}
void unlockedOnOnePath(bool quiet) {
  std::unique_lock<std::mutex> lock(mutex);
  if (quiet)
    lock.unlock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'lock' must be released by the thread that took it: 'std::unique_lock<std::mutex>' must not cross threads [holdfast-not-send]
  std::thread([lock = std::move(lock)] { use(lock.owns_lock()); }).join();
}
