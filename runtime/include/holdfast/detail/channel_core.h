//===- channel_core.h - what the ends of a channel share ------------------===//
//
// One of three kinds of channel, how many ends of each side there are, and the
// operations that block. The last end of a side closes the channel; the last
// side frees it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_CHANNEL_CORE_H
#define HOLDFAST_DETAIL_CHANNEL_CORE_H

#include "holdfast/detail/array_channel.h"
#include "holdfast/detail/block.h"
#include "holdfast/detail/list_channel.h"
#include "holdfast/detail/meeting_channel.h"

#include <variant>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

template <class T> class channel_core {
public:
  template <class Kind, class... Args>
  explicit channel_core(place where, std::in_place_type_t<Kind> kind,
                        Args... args)
      : watch(where), kind_(kind, args...) {}

  [[no_unique_address]] channel_watch watch;
  /// Whether send() may have to wait.
  bool has_bound() const noexcept {
    return !std::holds_alternative<list_channel<T>>(kind_);
  }

  bool is_meeting() const noexcept {
    return std::holds_alternative<meeting_channel<T>>(kind_);
  }

  send_status try_send(T &value) {
    return with_kind([&](auto &kind) { return kind.try_send(value); });
  }
  receive_status try_receive(std::optional<T> &into) {
    return with_kind([&](auto &kind) { return kind.try_receive(into); });
  }
  bool enlist_sender(wait_entry &entry) noexcept {
    return with_kind([&](auto &kind) { return kind.enlist_sender(entry); });
  }
  bool enlist_receiver(wait_entry &entry) noexcept {
    return with_kind([&](auto &kind) { return kind.enlist_receiver(entry); });
  }
  void delist_sender(wait_entry &entry) noexcept {
    with_kind([&](auto &kind) { kind.delist_sender(entry); });
  }
  void delist_receiver(wait_entry &entry) noexcept {
    with_kind([&](auto &kind) { kind.delist_receiver(entry); });
  }

  /// Relaxed: who copies an end has one, which keeps the count above 0.
  void add_sender() noexcept {
    senders_.fetch_add(1, std::memory_order_relaxed);
  }
  void add_receiver() noexcept {
    receivers_.fetch_add(1, std::memory_order_relaxed);
  }
  // Acquire and release, in all three: the last one sees what the others did.
  void drop_sender() noexcept {
    if (senders_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      with_kind([](auto &kind) { kind.close_by_senders(); });
      drop_side();
    }
  }
  void drop_receiver() noexcept {
    if (receivers_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      with_kind([](auto &kind) { kind.close_by_receivers(); });
      drop_side();
    }
  }

private:
  void drop_side() noexcept {
    if (sides_.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete this;
  }

  template <class Body> decltype(auto) with_kind(Body body) {
    if (auto *kind = std::get_if<array_channel<T>>(&kind_))
      return body(*kind);
    if (auto *kind = std::get_if<list_channel<T>>(&kind_))
      return body(*kind);
    return body(*std::get_if<meeting_channel<T>>(&kind_));
  }

  std::variant<array_channel<T>, list_channel<T>, meeting_channel<T>> kind_;
  std::atomic<std::size_t> senders_ = 1, receivers_ = 1;
  std::atomic<int> sides_ = 2;
};

/// A send that may block. The value is moved from only when it is sent.
template <class T> class send_operation final : public operation {
public:
  send_operation(channel_core<T> &of, T &value) noexcept
      : of_(&of), value_(&value) {
#if HOLDFAST_CHECKED
    this->channel = &of.watch;
    this->waits_at = channel_side::senders;
#endif
  }
  bool attempt() override {
    status = of_->try_send(*value_);
    if (status == send_status::sent)
      count(counter::sends);
    return status != send_status::full;
  }
  bool enlist(wait_entry &entry) noexcept override {
    entry.packet = value_;
    return of_->enlist_sender(entry);
  }
  void delist(wait_entry &entry) noexcept override {
    of_->delist_sender(entry);
  }
  void was_done() noexcept override {
    status = send_status::sent;
    count(counter::sends);
  }
  bool is_meeting() const noexcept override { return of_->is_meeting(); }
  send_status status = send_status::full;

private:
  channel_core<T> *of_;
  T *value_;
};

/// A receive that may block.
template <class T> class receive_operation final : public operation {
public:
  explicit receive_operation(channel_core<T> &of) noexcept : of_(&of) {
#if HOLDFAST_CHECKED
    this->channel = &of.watch;
    this->waits_at = channel_side::receivers;
#endif
  }
  bool attempt() override {
    status = of_->try_receive(value);
    if (status == receive_status::received)
      count(counter::receives);
    return status != receive_status::empty;
  }
  bool enlist(wait_entry &entry) noexcept override {
    entry.packet = &value;
    return of_->enlist_receiver(entry);
  }
  void delist(wait_entry &entry) noexcept override {
    of_->delist_receiver(entry);
  }
  void was_done() noexcept override {
    status = receive_status::received;
    count(counter::receives);
  }
  bool is_meeting() const noexcept override { return of_->is_meeting(); }
  std::optional<T> value;
  receive_status status = receive_status::empty;

private:
  channel_core<T> *of_;
};

/// Blocks for one operation that was not possible; false when `until` passed
/// first.
inline bool block_for(operation &one, deadline until, place where) {
  operation *const all[] = {&one};
  wait_entry entries[1];
  return block(all, entries, until, where) == 0;
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_CHANNEL_CORE_H
