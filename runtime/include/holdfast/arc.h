//===- arc.h - shared ownership, between threads or within one ------------===//
//
// `arc<T>` and `weak<T>` count atomically, `rc<T>` and `weak_rc<T>` do not and
// must stay on one thread. What is shared is const: change needs a mutex, a
// cell or an atomic inside. All are one pointer to one allocation that holds
// both counts and the value.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ARC_H
#define HOLDFAST_ARC_H

#include "holdfast/annotate.h"
#include "holdfast/send.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// A count that threads share.
class atomic_count {
public:
  struct owner {};
  explicit atomic_count(std::uint32_t from) noexcept : n_(from) {}
  /// Relaxed: who adds has a share already, which keeps the object alive.
  void add() noexcept { check(n_.fetch_add(1, std::memory_order_relaxed)); }
  /// Adds unless nothing is left.
  bool add_if_any() noexcept {
    std::uint32_t seen = n_.load(std::memory_order_relaxed);
    while (seen != 0)
      // Acquire meets the release of drop(): what other shares wrote before.
      if (n_.compare_exchange_weak(seen, seen + 1, std::memory_order_acquire,
                                   std::memory_order_relaxed)) {
        check(seen);
        return true;
      }
    return false;
  }
  /// Whether that was the last.
  bool drop() noexcept {
    // Release: this share's uses come before the end of the object.
    if (n_.fetch_sub(1, std::memory_order_release) != 1)
      return false;
    // Acquire meets those releases: a load, as ThreadSanitizer knows no fences.
    (void)n_.load(std::memory_order_acquire);
    return true;
  }
  /// Acquire: with a result of 1, what former shares did is over and seen.
  std::uint32_t get() const noexcept {
    return n_.load(std::memory_order_acquire);
  }

private:
  static void check(std::uint32_t before) noexcept {
    if (before > 0x7fffffff) [[unlikely]]
      fail("an object has too many owners", place::current());
  }
  std::atomic<std::uint32_t> n_;
};

/// A count of one thread.
class plain_count {
public:
  /// A part of each share: what the checker sees, where types see send_rule.
  struct HOLDFAST_NOT_SEND owner {};
  explicit plain_count(std::uint32_t from) noexcept : n_(from) {}
  void add() noexcept { ++n_; }
  bool add_if_any() noexcept { return n_ != 0 && ++n_; }
  bool drop() noexcept { return --n_ == 0; }
  std::uint32_t get() const noexcept { return n_; }

private:
  std::uint32_t n_;
};

/// The allocation. The strong shares together hold one weak share, so the
/// memory goes with the last weak one.
template <class T, class Count> struct shared_block {
  template <class... Args>
  explicit shared_block(Args &&...args) : value(std::forward<Args>(args)...) {}
  ~shared_block() {}

  void drop_strong() noexcept {
    if (strong.drop()) {
      std::destroy_at(&value);
      drop_weak();
    }
  }
  void drop_weak() noexcept {
    if (weak.drop())
      delete this;
  }

  Count strong{1}, weak{1};
  union {
    T value;
  };
};

template <class T, class Count> class weak_share;

/// A share in an object; empty only after a move.
template <class T, class Count> class share {
  using block = shared_block<T, Count>;

public:
  using value_type = T;

  /// A new object, constructed from the arguments. Throws: std::bad_alloc, and
  /// what the constructor throws.
  template <class... Args> static share make(Args &&...args) {
    return share(new block(std::forward<Args>(args)...));
  }

  share(const share &other) noexcept : block_(other.block_) {
    if (block_)
      block_->strong.add();
  }
  share(share &&other) noexcept
      : block_(std::exchange(other.block_, nullptr)) {}
  share &operator=(share other) noexcept {
    std::swap(block_, other.block_);
    return *this;
  }
  ~share() {
    if (block_)
      block_->drop_strong();
  }

  /// The object. Precondition: not moved from (reported by the checked build).
  const T &operator*() const HOLDFAST_LIFETIMEBOUND { return existing().value; }
  const T *operator->() const HOLDFAST_LIFETIMEBOUND {
    return &existing().value;
  }

  /// How many shares there are; another thread may change it at any time.
  std::uint32_t use_count() const noexcept {
    return block_ ? block_->strong.get() : 0;
  }
  /// Whether two shares are of one object.
  bool is_same(const share &other) const noexcept {
    return block_ == other.block_;
  }
  /// A share that does not keep the object.
  weak_share<T, Count> downgrade() const;
  /// False after a move.
  explicit operator bool() const noexcept { return block_ != nullptr; }

private:
  friend weak_share<T, Count>;
  explicit share(block *of) noexcept : block_(of) {}
  block &existing() const {
    if constexpr (is_checked)
      if (!block_)
        fail("a share is used after it was moved", place::current());
    return *block_;
  }
  block *block_;
  [[no_unique_address]] typename Count::owner owner_;
};

/// Remembers an object without keeping it. Default: of nothing.
template <class T, class Count> class weak_share {
  using block = shared_block<T, Count>;

public:
  weak_share() = default;
  weak_share(const weak_share &other) noexcept : block_(other.block_) {
    if (block_)
      block_->weak.add();
  }
  weak_share(weak_share &&other) noexcept
      : block_(std::exchange(other.block_, nullptr)) {}
  weak_share &operator=(weak_share other) noexcept {
    std::swap(block_, other.block_);
    return *this;
  }
  ~weak_share() {
    if (block_)
      block_->drop_weak();
  }

  /// A share in the object, if it still exists.
  [[nodiscard]] std::optional<share<T, Count>> upgrade() const {
    if (block_ && block_->strong.add_if_any())
      return share<T, Count>(block_);
    return std::nullopt;
  }

private:
  friend share<T, Count>;
  explicit weak_share(block *of) noexcept : block_(of) {}
  block *block_ = nullptr;
  [[no_unique_address]] typename Count::owner owner_;
};

template <class T, class Count>
weak_share<T, Count> share<T, Count>::downgrade() const {
  existing().weak.add();
  return weak_share<T, Count>(block_);
}

} // namespace detail

/// Shared ownership between threads. Different objects of type arc may be used
/// by different threads at once, one of them as any value. Copy: an atomic
/// increment; end: an atomic decrement.
///
///   auto state = holdfast::arc<holdfast::mutex<int>>::make(0);
///   ++*state->lock();
template <class T> using arc = detail::share<T, detail::atomic_count>;
template <class T> using weak = detail::weak_share<T, detail::atomic_count>;

/// Shared ownership within one thread; cheaper, and not Send.
template <class T> using rc = detail::share<T, detail::plain_count>;
template <class T> using weak_rc = detail::weak_share<T, detail::plain_count>;

// Several threads read the object, and any of them may destroy it.
template <class T> struct send_rule<arc<T>> {
  using type = when<sends<T>, syncs<T>>;
};
template <class T> struct sync_rule<arc<T>> : send_rule<arc<T>> {};
template <class T> struct send_rule<weak<T>> : send_rule<arc<T>> {};
template <class T> struct sync_rule<weak<T>> : send_rule<arc<T>> {};
template <class T> struct send_rule<rc<T>> {
  using type = fixed<answer::no>;
};
template <class T> struct sync_rule<rc<T>> {
  using type = fixed<answer::no>;
};
template <class T> struct send_rule<weak_rc<T>> {
  using type = fixed<answer::no>;
};
template <class T> struct sync_rule<weak_rc<T>> {
  using type = fixed<answer::no>;
};

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_ARC_H
