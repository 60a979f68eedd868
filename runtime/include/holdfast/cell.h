//===- cell.h - change what is shared within one thread -------------------===//
//
// `cell<T>` hands values in and out and never a reference, so nothing can be
// changed under a reader. `borrow_cell<T>` hands out references by guards: many
// for reading or one for writing, which the checked build counts. Neither is
// Sync. Between threads: a mutex, or `atomic`.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_CELL_H
#define HOLDFAST_CELL_H

#include "holdfast/annotate.h"
#include "holdfast/send.h"

#include <atomic>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {

/// std::atomic with const operations: what threads share, as in an arc, is
/// const. Sync where T is Send. Orders are sequentially consistent unless said.
template <class T> class atomic {
  using order = std::memory_order;

public:
  atomic() = default;
  explicit atomic(T value) noexcept : value_(value) {}
  atomic(const atomic &) = delete;
  atomic &operator=(const atomic &) = delete;

  T load(order how = order::seq_cst) const noexcept { return value_.load(how); }
  void store(T value, order how = order::seq_cst) const noexcept {
    value_.store(value, how);
  }
  /// Puts a value in and returns the old one.
  T exchange(T value, order how = order::seq_cst) const noexcept {
    return value_.exchange(value, how);
  }
  /// Puts `value` in if `expected` is there; else fetches what is there.
  bool compare_exchange(T &expected, T value,
                        order how = order::seq_cst) const noexcept {
    return value_.compare_exchange_strong(expected, value, how);
  }
  /// These return the value before.
  T fetch_add(T by, order how = order::seq_cst) const noexcept
    requires std::is_integral_v<T>
  {
    return value_.fetch_add(by, how);
  }
  T fetch_sub(T by, order how = order::seq_cst) const noexcept
    requires std::is_integral_v<T>
  {
    return value_.fetch_sub(by, how);
  }
  T fetch_or(T bits, order how = order::seq_cst) const noexcept
    requires std::is_integral_v<T>
  {
    return value_.fetch_or(bits, how);
  }
  T fetch_and(T bits, order how = order::seq_cst) const noexcept
    requires std::is_integral_v<T>
  {
    return value_.fetch_and(bits, how);
  }

private:
  mutable std::atomic<T> value_{};
};

/// A value that is changed through const access, whole. Single-threaded.
///
///   const holdfast::cell<int> hits(0);
///   hits.set(hits.get() + 1);
template <class T> class cell {
public:
  cell() = default;
  explicit cell(T value) : value_(std::move(value)) {}
  cell(const cell &) = delete;
  cell &operator=(const cell &) = delete;

  /// A copy of the value.
  T get() const { return value_; }
  /// Puts a value in; the old one is destroyed after the new one is in place,
  /// so that its destructor may look at the cell.
  void set(T value) const { replace(std::move(value)); }
  /// Puts a value in and returns the old one.
  T replace(T value) const { return std::exchange(value_, std::move(value)); }
  /// Takes the value out and leaves T{}.
  T take() const { return replace(T{}); }

private:
  mutable T value_;
};

template <class T> class borrow_cell;

namespace detail {

/// How a borrow_cell is borrowed: writing, or how many read.
class borrow_count {
public:
#if HOLDFAST_CHECKED
  bool try_read() noexcept { return now_ != writing && ++now_; }
  bool try_write() noexcept { return now_ == 0 && (now_ = writing); }
  void end_read() noexcept { --now_; }
  void end_write() noexcept { now_ = 0; }
  bool is_free() const noexcept { return now_ == 0; }

private:
  static constexpr long writing = -1;
  long now_ = 0;
#else
  bool try_read() noexcept { return true; }
  bool try_write() noexcept { return true; }
  void end_read() noexcept {}
  void end_write() noexcept {}
  bool is_free() const noexcept { return true; }
#endif
};

} // namespace detail

/// A borrow of a borrow_cell's data, for reading if T is const. One pointer.
/// Can be moved, and is then empty.
template <class T>
class [[nodiscard("the borrow ends at once if nothing holds "
                  "it")]] HOLDFAST_GUARD HOLDFAST_NOT_SEND borrowed {
  using owner = borrow_cell<std::remove_const_t<T>>;

public:
  borrowed(borrowed &&other) noexcept
      : of_(std::exchange(other.of_, nullptr)) {}
  borrowed(const borrowed &) = delete;
  borrowed &operator=(borrowed) = delete;
  ~borrowed() {
    if (!of_)
      return;
    if constexpr (std::is_const_v<T>)
      of_->count_.end_read();
    else
      of_->count_.end_write();
  }

  /// The data. Precondition: not moved from.
  T &operator*() const HOLDFAST_LIFETIMEBOUND { return of_->value_; }
  T *operator->() const HOLDFAST_LIFETIMEBOUND { return &of_->value_; }

private:
  friend owner;
  explicit borrowed(const owner &of) noexcept : of_(&of) {}
  const owner *of_;
};

/// A value that is borrowed through const access: by many readers or by one
/// writer at a time. The checked build reports a breach, and the destruction of
/// what is borrowed; the release build counts nothing. Single-threaded.
///
///   const holdfast::borrow_cell<std::vector<int>> all;
///   all.write()->push_back(1);
///   use(all.read()->front());
template <class T> class borrow_cell {
public:
  borrow_cell() = default;
  explicit borrow_cell(T value) : value_(std::move(value)) {}
  borrow_cell(const borrow_cell &) = delete;
  borrow_cell &operator=(const borrow_cell &) = delete;
  ~borrow_cell() {
    if (!count_.is_free())
      detail::fail("a cell is destroyed while it is borrowed",
                   place::current());
  }

  /// Precondition: no borrow for writing is alive.
  borrowed<const T>
  read(place where = place::current()) const HOLDFAST_LIFETIMEBOUND {
    if (!count_.try_read())
      detail::fail("a cell is read while it is borrowed for writing", where);
    return borrowed<const T>(*this);
  }
  /// Precondition: no borrow is alive.
  borrowed<T>
  write(place where = place::current()) const HOLDFAST_LIFETIMEBOUND {
    if (!count_.try_write())
      detail::fail("a cell is written while it is borrowed", where);
    return borrowed<T>(*this);
  }

private:
  friend borrowed<T>;
  friend borrowed<const T>;
  [[no_unique_address]] mutable detail::borrow_count count_;
  mutable T value_{};
};

template <class T> struct send_rule<atomic<T>> {
  using type = when<sends<T>>;
};
template <class T> struct sync_rule<atomic<T>> {
  using type = when<sends<T>>;
};
template <class T> struct send_rule<cell<T>> {
  using type = when<sends<T>>;
};
template <class T> struct sync_rule<cell<T>> {
  using type = fixed<answer::no>;
};
template <class T> struct send_rule<borrow_cell<T>> {
  using type = when<sends<T>>;
};
template <class T> struct sync_rule<borrow_cell<T>> {
  using type = fixed<answer::no>;
};
template <class T> struct send_rule<borrowed<T>> {
  using type = fixed<answer::no>;
};

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_CELL_H
