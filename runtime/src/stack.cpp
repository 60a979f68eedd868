//===- stack.cpp - slabs, lists of free stacks, and who ran over ----------===//
//
// Each thread keeps up to 64 free stacks; beyond that, and when it ends, they
// go to a common list. The tops of stacks lie at different lines of their
// page, since equal addresses within a page share few places of the cache.
//
// A fault in a guard page is reported as an overflow, on a stack of the signal
// handler's own; every other fault goes to whoever handled it before.
//
//===----------------------------------------------------------------------===//

#include "stack.h"

#include "holdfast/detail/sanitizer.h"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <sys/mman.h>

#if HOLDFAST_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/lsan_interface.h>
#endif

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

constexpr std::size_t page = 4096, canary_size = 64;

struct free_stacks {
  stack *first = nullptr;
  std::size_t count = 0;

  void push(stack &one) noexcept {
    one.next = first;
    first = &one;
    ++count;
  }
  stack *pop() noexcept {
    stack *const one = first;
    if (one) {
      first = one->next;
      --count;
    }
    return one;
  }
};

struct common_stacks {
  std::mutex lock;
  free_stacks free;
  // The address space of all slabs, for the handler of faults; one after the
  // other in this list, which only grows.
  struct slab {
    std::byte *begin;
    slab *next;
  };
  std::atomic<slab *> slabs = nullptr;
};

/// Never destroyed: goroutines may outlive main().
common_stacks &common() noexcept {
  alignas(common_stacks) static std::byte memory[sizeof(common_stacks)];
  static common_stacks *const the = new (memory) common_stacks;
  return *the;
}

/// A thread's own.
struct local_stacks {
  static constexpr std::size_t most = 64;
  free_stacks free;

  void move_to_common(std::size_t keep) noexcept {
    const std::lock_guard<std::mutex> guard(common().lock);
    while (free.count > keep)
      common().free.push(*free.pop());
  }
  ~local_stacks() { move_to_common(0); }
};

/// Not inlined: a caller that has changed threads must ask again.
[[gnu::noinline]] local_stacks &local() noexcept {
  static thread_local local_stacks mine;
  __asm__ __volatile__("" ::: "memory");
  return mine;
}

[[noreturn]] void fail_for_memory() noexcept {
  fail("there is no memory for the stack of a goroutine", place::current());
}

#if HOLDFAST_CHECKED

struct sigaction previous_segv, previous_bus;

bool is_in_guard(const std::byte *address) noexcept {
  // Acquire meets the release in map_slab().
  for (const auto *slab = common().slabs.load(std::memory_order_acquire); slab;
       slab = slab->next)
    if (address >= slab->begin &&
        address < slab->begin + slab_stacks * stack_size)
      return static_cast<std::size_t>(address - slab->begin) % stack_size <
             page;
  return false;
}

void on_fault(int number, siginfo_t *info, void *context) noexcept {
  if (is_in_guard(static_cast<const std::byte *>(info->si_addr)))
    fail("the stack of a goroutine has overflowed", place::current());
  const auto &previous = number == SIGSEGV ? previous_segv : previous_bus;
  if (previous.sa_flags & SA_SIGINFO)
    return previous.sa_sigaction(number, info, context);
  if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN)
    return previous.sa_handler(number);
  std::signal(number, SIG_DFL); // the instruction is tried again, and is fatal
}

void watch_faults() noexcept {
  struct sigaction action = {};
  action.sa_sigaction = &on_fault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGSEGV, &action, &previous_segv);
  sigaction(SIGBUS, &action, &previous_bus);
}

/// The handler cannot run on the stack that is full.
struct signal_stack {
  static constexpr std::size_t size = 64 * 1024;
  signal_stack() {
    stack_t now = {};
    if (sigaltstack(nullptr, &now) == 0 && !(now.ss_flags & SS_DISABLE))
      return; // a sanitizer's, or the program's
    memory = std::make_unique<std::byte[]>(size);
    now = {};
    now.ss_sp = memory.get();
    now.ss_size = size;
    sigaltstack(&now, nullptr);
  }
  ~signal_stack() {
    if (!memory)
      return;
    stack_t off = {};
    off.ss_flags = SS_DISABLE;
    sigaltstack(&off, nullptr);
  }
  std::unique_ptr<std::byte[]> memory;
};

#endif

/// The header of the stack that has this address space.
stack *place_stack(std::byte *begin, std::size_t number) noexcept {
  std::byte *const header =
      begin + stack_size - sizeof(stack) - (number % 8) * 2 * 64;
  auto *const at = new (reinterpret_cast<std::byte *>(
      reinterpret_cast<std::uintptr_t>(header) & ~std::uintptr_t(63))) stack;
  at->top = reinterpret_cast<std::byte *>(at);
  at->lowest = begin;
#if HOLDFAST_CHECKED
  // Fails when there are too many mappings: then the overflow is not caught at
  // once, but as in the release build.
  if (mprotect(begin, page, PROT_NONE) == 0)
    at->lowest += page;
#endif
  return at;
}

/// A slab more; one of its stacks is returned, the others become free.
stack &map_slab(common_stacks &all) noexcept {
  const std::size_t size = slab_stacks * stack_size;
  void *const memory =
      mmap(nullptr, size + page, PROT_READ | PROT_WRITE,
           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED)
    fail_for_memory();
  auto *const begin = static_cast<std::byte *>(memory) + page;
  mprotect(memory, page, PROT_NONE); // where it fails, there is no guard
  // A huge page would be 8 stacks' memory at the first touch.
  madvise(begin, size, MADV_NOHUGEPAGE);
#if HOLDFAST_ASAN
  __lsan_register_root_region(begin, size);
#endif
  for (std::size_t i = 1; i < slab_stacks; ++i)
    all.free.push(*place_stack(begin + (slab_stacks - i) * stack_size, i));
#if HOLDFAST_CHECKED
  if (!all.slabs.load(std::memory_order_relaxed))
    watch_faults();
#endif
  auto *const known = new (std::nothrow)
      common_stacks::slab{begin, all.slabs.load(std::memory_order_relaxed)};
  if (!known)
    fail_for_memory();
  // Release: the slab, to the handler.
  all.slabs.store(known, std::memory_order_release);
  return *place_stack(begin, 0);
}

} // namespace

stack &take_stack() noexcept {
#if HOLDFAST_CHECKED
  static thread_local signal_stack for_handlers;
#endif
  free_stacks &mine = local().free;
  if (stack *const one = mine.pop())
    return *one;
  common_stacks &all = common();
  const std::lock_guard<std::mutex> guard(all.lock);
  for (std::size_t i = 0; i < local_stacks::most / 2; ++i)
    if (stack *const one = all.free.pop())
      mine.push(*one);
    else
      break;
  if (stack *const one = mine.pop())
    return *one;
  return map_slab(all);
}

void give_back_stack(stack &unused) noexcept {
#if HOLDFAST_ASAN
  // The frames of the last user's that were left without a return.
  __asan_unpoison_memory_region(unused.lowest, unused.size());
#endif
  local_stacks &mine = local();
  mine.free.push(unused);
  if (mine.free.count > local_stacks::most)
    mine.move_to_common(local_stacks::most / 2);
}

void check_stack(const stack &used) noexcept {
  static constexpr std::byte zero[canary_size] = {};
  if (std::memcmp(used.lowest, zero, canary_size) != 0)
    fail("the stack of a goroutine has overflowed", place::current());
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
