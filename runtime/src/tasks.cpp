//===- tasks.cpp - who is who, for the checked build ----------------------===//
//
// A goroutine's watch is in the goroutine, a thread's in its local storage,
// where it needs no destructor and so can be used to the end.
//
//===----------------------------------------------------------------------===//

#include "watch.h"

#if HOLDFAST_METRICS

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

std::string type_in(const char *function) {
  std::string text = function ? function : "";
  const std::size_t from = text.find(" = ");
  if (from != std::string::npos && text.back() == ']')
    text = text.substr(from + 3, text.size() - from - 4);
  return text;
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif

#if HOLDFAST_CHECKED

#include "fiber.h"

#include <atomic>
#include <new>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

/// Threads have numbers of their own, above those of goroutines.
task_id next_thread_id() noexcept {
  static std::atomic<task_id> last = task_id{1} << 63;
  // Relaxed: only that no two are equal.
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

/// The number and the stack of the calling thread.
void introduce(task_watch &mine) noexcept {
  mine.thread = syscall(SYS_gettid);
  mine.id = next_thread_id();
  pthread_attr_t about;
  if (pthread_getattr_np(pthread_self(), &about) != 0)
    return;
  void *lowest = nullptr;
  std::size_t size = 0;
  if (pthread_attr_getstack(&about, &lowest, &size) == 0) {
    mine.stack = static_cast<const std::byte *>(lowest);
    mine.stack_end = mine.stack + size;
  }
  pthread_attr_destroy(&about);
}

/// Not inlined: the address belongs to the thread of this moment.
[[gnu::noinline]] task_watch &this_thread() noexcept {
  static thread_local constinit task_watch mine;
  __asm__ __volatile__("" ::: "memory");
  return mine;
}

} // namespace

std::mutex &watch_lock() noexcept {
  alignas(std::mutex) static std::byte memory[sizeof(std::mutex)];
  static std::mutex *const the = [] {
    pthread_atfork(nullptr, nullptr, [] {
      new (memory) std::mutex;
      this_thread().id = 0; // it has another number
    });
    return new (memory) std::mutex;
  }();
  return *the;
}

task_watch &this_task() noexcept {
  if (goroutine *const self = current_goroutine())
    return goroutine_access::watch(*self).task;
  task_watch &mine = this_thread();
  if (mine.id == 0)
    introduce(mine);
  return mine;
}

std::string text_of(const place &where) {
  return std::string(where.file_name()) + ":" + std::to_string(where.line());
}

std::string name_of_task(const task_watch &task) {
  if (task.thread == 0)
    return "goroutine " + std::to_string(task.id) + ", " + type_in(task.name) +
           ",";
  return task.thread == getpid() ? "the main thread"
                                 : "thread " + std::to_string(task.thread);
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif
