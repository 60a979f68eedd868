//===- memory.cpp - lists of free blocks, by thread and in common ---------===//
//
// Bonwick and Adams's magazines ("Magazines and Vmem", 2001): a thread has two
// lists of up to 128 blocks of each size; where both are full, one goes to the
// common store as a whole, and where both are empty, one comes from there. So
// the store's lock is taken once in 128 times at most, whichever threads take
// and give back.
//
//===----------------------------------------------------------------------===//

#include "holdfast/detail/memory.h"

#include "holdfast/detail/sanitizer.h"

#include <mutex>
#include <new>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

constexpr std::size_t line = 64, classes = 16, magazine_size = 128;

/// A free block: at least one line.
struct block {
  block *next;
  // In the first of a magazine that is in the store:
  block *next_magazine;
  std::size_t count;
};

/// A list of blocks, the last one first.
struct magazine {
  block *first = nullptr;
  std::size_t count = 0;
};

/// Full magazines of one size, and some that were not full when their thread
/// ended.
class store {
public:
  void put(magazine some) noexcept {
    if (!some.first)
      return;
    some.first->count = some.count;
    const std::lock_guard<std::mutex> guard(lock_);
    some.first->next_magazine = std::exchange(first_, some.first);
  }
  /// Empty where there is none.
  magazine take() noexcept {
    const std::lock_guard<std::mutex> guard(lock_);
    block *const some = first_;
    if (!some)
      return {};
    first_ = some->next_magazine;
    return {some, some->count};
  }

private:
  std::mutex lock_;
  block *first_ = nullptr;
};

/// Never destroyed: goroutines may outlive main().
store &store_of(std::size_t size_class) noexcept {
  alignas(store) static std::byte memory[classes * sizeof(store)];
  static store *const all = [] {
    for (std::size_t i = 0; i < classes; ++i)
      new (memory + i * sizeof(store)) store;
    return std::launder(reinterpret_cast<store *>(memory));
  }();
  return all[size_class];
}

struct two_magazines {
  magazine current, other;
};

/// What the calling thread has. Not inlined: a caller that has changed threads
/// must ask again.
[[gnu::noinline]] two_magazines &local(std::size_t size_class) noexcept {
  static thread_local constinit two_magazines mine[classes];
  __asm__ __volatile__("" ::: "memory");
  return mine[size_class];
}

/// Gives everything to the store when the thread ends. What comes later is
/// lost.
struct at_end_of_thread {
  ~at_end_of_thread() {
    for (std::size_t i = 0; i < classes; ++i) {
      two_magazines mine = std::exchange(local(i), {});
      store_of(i).put(mine.current);
      store_of(i).put(mine.other);
    }
  }
};
[[gnu::noinline]] void register_thread() noexcept {
  static thread_local at_end_of_thread mine;
  (void)mine;
}

/// A magazine's worth of new blocks, in the order of their addresses.
[[gnu::noinline]] magazine make_blocks(std::size_t size_class) {
  const std::size_t size = (size_class + 1) * line;
  auto *const memory = static_cast<std::byte *>(
      ::operator new(magazine_size * size, std::align_val_t(line)));
  magazine all;
  for (std::size_t i = magazine_size; i-- > 0; ++all.count)
    all.first = new (memory + i * size) block{all.first, nullptr, 0};
  return all;
}

[[gnu::noinline]] void refill(std::size_t size_class) {
  register_thread();
  two_magazines &mine = local(size_class);
  std::swap(mine.current, mine.other);
  if (!mine.current.first)
    mine.current = store_of(size_class).take();
  if (!mine.current.first)
    mine.current = make_blocks(size_class);
}

[[gnu::noinline]] void make_room(std::size_t size_class) noexcept {
  register_thread();
  two_magazines &mine = local(size_class);
  std::swap(mine.current, mine.other);
  if (mine.current.count == magazine_size)
    store_of(size_class).put(std::exchange(mine.current, {}));
}

bool is_pooled(std::size_t size, std::size_t alignment) noexcept {
#if HOLDFAST_ASAN || HOLDFAST_TSAN
  (void)size, (void)alignment;
  return false;
#else
  return size <= classes * line && alignment <= line;
#endif
}
std::size_t class_of(std::size_t size) noexcept { return (size - 1) / line; }

} // namespace

void *take_memory(std::size_t size, std::size_t alignment) {
  if (!is_pooled(size, alignment))
    return ::operator new(size, std::align_val_t(alignment));
  const std::size_t size_class = class_of(size);
  if (!local(size_class).current.first) [[unlikely]]
    refill(size_class);
  magazine &from = local(size_class).current;
  --from.count;
  return std::exchange(from.first, from.first->next);
}

void give_back_memory(void *memory, std::size_t size,
                      std::size_t alignment) noexcept {
  if (!is_pooled(size, alignment))
    return ::operator delete(memory, std::align_val_t(alignment));
  const std::size_t size_class = class_of(size);
  if (local(size_class).current.count == magazine_size) [[unlikely]]
    make_room(size_class);
  magazine &to = local(size_class).current;
  to.first = new (memory) block{to.first, nullptr, 0};
  ++to.count;
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
