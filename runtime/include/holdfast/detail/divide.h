//===- divide.h - a range of indices, halved until pieces are small -------===//
//
// How a parallel loop is cut: always at the same places, which depend on the
// count alone, so that a reduction gives the same result with any number of
// threads; but only some of the cuts are forks. At first as many as keep all
// threads busy; whoever has stolen a piece forks again, as that is a sign that
// others have nothing to do. (The rule of rayon's splitter.) Where pieces are
// dear, only the forks are cuts: there are few pieces then, and how many
// depends on who stole.
//
// A piece that begins after something was thrown, or after a stop was asked
// for, is left out. Not handled: a stop in the midst of a piece, unless the
// body itself looks at its token.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_DIVIDE_H
#define HOLDFAST_DETAIL_DIVIDE_H

#include "holdfast/detail/fork.h"

#include <algorithm>
#include <stop_token>

namespace holdfast::inline HOLDFAST_BUILD {

/// Thrown by a parallel algorithm that was stopped before it had done all.
class cancelled : public std::exception {
public:
  const char *what() const noexcept override {
    return "holdfast: a parallel algorithm was stopped";
  }
};

/// What a parallel algorithm may be told.
struct parallel_options {
  /// The fewest elements that are worth a piece of their own; by default the
  /// number of pieces depends on the count alone: 256 or more, of at most 4096
  /// elements each.
  std::size_t grain = 1;
  /// Asks the algorithm to stop; it then throws `cancelled`.
  std::stop_token stop = {};
};

namespace detail {

/// What the pieces of one parallel algorithm share.
class bulk {
public:
  /// `has_token`: the body wants a stop token.
  bulk(const parallel_options &options, bool has_token)
      : outer_(options.stop),
        inner_(has_token ? std::stop_source()
                         : std::stop_source(std::nostopstate)),
        link_(has_token ? outer_ : std::stop_token(), request{&inner_}) {}

  /// Whether the pieces that have not begun are to be left out.
  bool is_over() noexcept {
    // Relaxed: only a piece's own fork and its end order what it does.
    if (has_failed_.load(std::memory_order_relaxed))
      return true;
    if (!outer_.stop_requested())
      return false;
    was_cut_.store(true, std::memory_order_relaxed);
    return true;
  }
  void fail() noexcept {
    has_failed_.store(true, std::memory_order_relaxed);
    inner_.request_stop();
  }
  /// Throws if a piece was left out for a stop. Called when all have ended.
  void expect_all() const {
    if (was_cut_.load(std::memory_order_relaxed))
      throw cancelled();
  }
  const std::stop_source &token_source() const noexcept { return inner_; }
  /// Null: the caller does all itself.
  slot *place() const noexcept { return place_.get(); }
  unsigned threads() const noexcept {
    return place() ? place()->pool->size() : 1;
  }

private:
  struct request {
    std::stop_source *of;
    void operator()() const noexcept { of->request_stop(); }
  };
  std::stop_token outer_;
  std::stop_source inner_;
  std::stop_callback<request> link_;
  std::atomic<bool> has_failed_ = false, was_cut_ = false;
  place_in_pool place_;
};

/// How many elements a piece of `count` has at most.
inline std::size_t piece_of(std::size_t count, std::size_t grain) noexcept {
  return std::max(std::clamp<std::size_t>(count / 256, 1, 4096), grain);
}

/// Where a loop is cut: in pieces of a size, or at its forks alone.
enum class cuts : unsigned char { pieces, forks };

/// leaf(first, last) for pieces of at most `piece` of [first, last), or for
/// what no fork divides, and join(left, right) for the results of neighbours;
/// leaf.skipped() is the result of a piece that is left out.
template <class Leaf, cuts Cuts = cuts::pieces> class divider {
public:
  using result = std::invoke_result_t<const Leaf &, std::size_t, std::size_t>;

  divider(bulk &of, const Leaf &leaf, std::size_t piece) noexcept
      : of_(of), leaf_(leaf), piece_(piece), threads_(of.threads()) {}

  result run(std::size_t count) const {
    return divide(0, count, of_.place() ? threads_ : 0);
  }

private:
  result divide(std::size_t first, std::size_t last, unsigned forks) const {
    if (last - first <= piece_ || (Cuts == cuts::forks && forks == 0))
      return piece(first, last);
    const std::size_t middle = first + (last - first) / 2;
    if (forks == 0) {
      result left = divide(first, middle, 0);
      return leaf_.join(std::move(left), divide(middle, last, 0));
    }
    auto both = fork(
        *current_slot(), [&] { return divide(first, middle, forks / 2); },
        [&](bool was_stolen) {
          return divide(middle, last,
                        was_stolen ? std::max(threads_, forks / 2) : forks / 2);
        });
    return leaf_.join(std::move(both.first), std::move(both.second));
  }
  result piece(std::size_t first, std::size_t last) const {
    if (of_.is_over())
      return leaf_.skipped();
    try {
      return leaf_(first, last);
    } catch (...) {
      of_.fail();
      throw;
    }
  }

  bulk &of_;
  const Leaf &leaf_;
  const std::size_t piece_;
  const unsigned threads_;
};

/// Divides `count` indices by the leaf.
template <cuts Cuts = cuts::pieces, class Leaf>
auto divide(bulk &of, std::size_t count, std::size_t grain, const Leaf &leaf) {
  auto result =
      divider<Leaf, Cuts>(of, leaf, piece_of(count, grain)).run(count);
  of.expect_all();
  return result;
}

/// A leaf that has no result.
template <class Body> struct plain_leaf {
  const Body &body;
  std::monostate operator()(std::size_t first, std::size_t last) const {
    body(first, last);
    return {};
  }
  std::monostate join(std::monostate, std::monostate) const noexcept {
    return {};
  }
  std::monostate skipped() const noexcept { return {}; }
};

/// body(first, last) for all pieces of `count`.
template <class Body>
void divide_plain(bulk &of, std::size_t count, std::size_t grain,
                  const Body &body) {
  divide(of, count, grain, plain_leaf<Body>{body});
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_DIVIDE_H
