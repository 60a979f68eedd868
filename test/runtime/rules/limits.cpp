// Today's known wrong answers about clients of the runtime: FN_ functions are wrong
// and nothing is said; the line "Right:" tells what should be. Mending one moves it
// to its rule's file.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,not-send,guard-escape,unsynchronized-share,blocking-under-lock' %s \
// RUN:   -- -std=c++20 -isystem %headers 2>&1 | count 0

#include <holdfast/arc.h>
#include <holdfast/channel.h>
#include <holdfast/go.h>
#include <holdfast/parallel.h>
#include <holdfast/thread.h>

#include <functional>
#include <ranges>

// Through a channel: values cross threads there too.

struct HOLDFAST_NOT_SEND Window {
  int handle = 0;
};
void FN_sendsWhatMustStay(const holdfast::sender<Window> &to) {
  // Right: error: 'Window' must not cross threads: 'Window' must stay in its thread
  (void)to.send(Window());
}
void FN_sendsAClosureThatMustStay(const holdfast::sender<std::function<void()>> &to) {
  Window window;
  // Right: error: 'window' must not cross threads: 'Window' must stay in its thread
  (void)to.send([window] { (void)window.handle; });
}
void FN_sendsAClosureThatBorrows(const holdfast::sender<std::function<void()>> &to) {
  int x = 1;
  // Right: error: closure passed to a thread borrows 'x', which dies while the thread may still run
  (void)to.send([&x] { ++x; });
}

// A class of an installed header whose member must stay.
void FN_rcIsCaptured() {
  auto shared = holdfast::rc<int>::make(1);
  // Right: error: 'shared' must not cross threads
  holdfast::spawn([shared] { (void)*shared; }).detach();
}

// What the closure of with() gives out, and waits for.

void FN_givenOutByWith(const holdfast::mutex<int> &value) {
  int *out = nullptr;
  value.with([&](int &number) { out = &number; });
  // Right: error: 'out', which leads to what 'value' guards, is used when 'value' is held no more
  ++*out;
}
void FN_receivesInsideOfWith(const holdfast::mutex<int> &value, const holdfast::receiver<int> &from) {
  // Right: warning: 'receive' waits while 'value' is held
  value.with([&](int &number) { number = from.receive() ? 1 : 0; });
}
// A part by map(), a function that no row describes.
void FN_mapped(const holdfast::mutex<std::pair<int, int>> &value) {
  int *out;
  {
    auto guard = holdfast::map(value.lock(), &std::pair<int, int>::first);
    out = &*guard;
  }
  // Right: error: 'out', which leads to what 'value' guards, is used when 'value' is held no more
  ++*out;
}

// The data without the lock.
void FN_besideTheLock() {
  holdfast::mutex<int> value(0);
  holdfast::scope([&](auto &threads) {
    threads.spawn([&] { ++*value.lock(); });
    // Right: warning: what 'value' guards is written here, and by a lambda at the same time
    ++value.get_mut();
  });
}

// Pieces of a parallel algorithm run at the same time.
void FN_piecesWriteOne() {
  int x = 0;
  // Right: warning: 'x' is written by the pieces of the loop at the same time
  holdfast::parallel_for(std::views::iota(0, 9), [&](int) { ++x; });
}
void FN_bothHalvesWriteOne() {
  int x = 0;
  // Right: warning: 'x' is written by both at the same time
  (void)holdfast::join([&] { return ++x; }, [&] { return ++x; });
}
