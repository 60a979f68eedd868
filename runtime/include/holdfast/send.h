//===- send.h - which types may cross or be shared by threads -------------===//
//
// Send: a value may be moved to another thread. Sync: one object may be used
// through `const T &` by several threads at once. Both are answered by yes, no
// or unknown: arithmetic types, enums, functions and aggregates by structure,
// the standard library by a table, other classes by what is declared for them.
// References and raw pointers are neither: they borrow what nobody keeps
// alive. "no" is an error where a value crosses threads; "unknown" (a class
// with private members, a closure with captures: C++20 cannot look inside) is
// left to the checker, and is an error too under HOLDFAST_STRICT_SEND.
//
// Not seen: the second and later members of an anonymous union, mutable
// members of an aggregate, and more than 24 members (then: unknown).
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SEND_H
#define HOLDFAST_SEND_H

#include "holdfast/check.h"

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {

/// What is known about a claim.
enum class answer : unsigned char { no, unknown, yes };

/// A claim about a type, as an ingredient of a rule: `sends<T>` or `syncs<T>`.
template <class T> struct sends {};
template <class T> struct syncs {};

/// A rule that holds when all of its ingredients hold: the weakest decides.
template <class... Claims> struct when {};
/// A rule without ingredients.
template <answer Known> struct fixed {};

/// Opt in or out for one type of your own:
///   template <>
///   inline constexpr auto holdfast::declared_send<engine> =
///       holdfast::answer::yes;
/// `unknown` means "not declared".
template <class T> inline constexpr answer declared_send = answer::unknown;
template <class T> inline constexpr answer declared_sync = answer::unknown;

/// The rule of a template, by partial specialisation (the `Enable` parameter
/// is for constraints):
///
///   template <class T> struct holdfast::send_rule<box<T>> {
///     using type = holdfast::when<holdfast::sends<T>>;
///   };
///
/// `void` means "by structure".
template <class T, class Enable = void> struct send_rule {
  using type = void;
};
template <class T, class Enable = void> struct sync_rule {
  using type = void;
};

namespace detail {

constexpr answer weaker(answer a, answer b) { return a < b ? a : b; }

/// The claims that are being answered: a type that contains itself, through a
/// pointer that owns, holds its own claim as given (the greatest fixpoint, as
/// for Rust's auto traits).
template <class... Claims> struct assumed {};

template <class Claim, class Assumed> constexpr answer judge();

/// Converts to whatever a member of an aggregate is, without throwing exactly
/// if the claim about that member is at least `Floor`. So `noexcept` of the
/// braced list tells what the members are; nothing of it ever runs.
template <template <class> class Claim, class Assumed, answer Floor>
struct member_probe {
  template <class M>
  operator M() const noexcept(judge<Claim<M>, Assumed>() >= Floor);
};

struct any_member {
  template <class M> operator M() const noexcept;
};

template <std::size_t> using any_at = any_member;

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wmissing-braces"
#endif

template <class T, std::size_t... I>
constexpr bool takes_members(std::index_sequence<I...>) {
  return requires { T{any_at<I>{}...}; };
}

inline constexpr std::size_t most_members = 24;

/// How many initialisers the aggregate takes; more than most_members where it
/// is too large, or takes none that the probe can be.
template <class T, std::size_t N = most_members + 1>
constexpr std::size_t count_members() {
  if constexpr (takes_members<T>(std::make_index_sequence<N>{}))
    return N;
  else if constexpr (N == 0)
    return most_members + 1;
  else
    return count_members<T, N - 1>();
}

template <class T, class Probe, std::size_t... I>
constexpr bool all_members(std::index_sequence<I...>) {
  return noexcept(::new (static_cast<void *>(nullptr))
                      T{(void(I), Probe{})...});
}

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

template <template <class> class Claim, class T, class Assumed>
constexpr answer judge_members() {
  // A probe could not tell a reference from a value; with one, there is neither
  // an assignment nor, without an initialiser of its own, a default.
  if constexpr (!std::is_move_assignable_v<T> &&
                !std::is_default_constructible_v<T>)
    return answer::unknown;
  else {
    constexpr std::size_t count = count_members<T>();
    if constexpr (count > most_members)
      return answer::unknown;
    else if constexpr (all_members<T,
                                   member_probe<Claim, Assumed, answer::yes>>(
                           std::make_index_sequence<count>{}))
      return answer::yes;
    else if constexpr (all_members<
                           T, member_probe<Claim, Assumed, answer::unknown>>(
                           std::make_index_sequence<count>{}))
      return answer::unknown;
    else
      return answer::no;
  }
}

template <template <class> class Claim, class T, class Assumed>
constexpr answer by_structure() {
  if constexpr (std::is_reference_v<T> || std::is_pointer_v<T>)
    return std::is_function_v<std::remove_pointer_t<T>> ? answer::yes
                                                        : answer::no;
  else if constexpr (std::is_scalar_v<T> || std::is_function_v<T> ||
                     std::is_void_v<T>)
    return answer::yes;
  else if constexpr (std::is_array_v<T>)
    return judge<Claim<std::remove_cv_t<std::remove_all_extents_t<T>>>,
                 Assumed>();
  else if constexpr (std::is_union_v<T>)
    return answer::unknown;
  else if constexpr (std::is_aggregate_v<T>)
    return judge_members<Claim, T, Assumed>();
  // No data: a closure without captures, a function object of the library.
  else if constexpr (std::is_empty_v<T> && std::is_trivially_copyable_v<T>)
    return answer::yes;
  else
    return answer::unknown;
}

template <class Rule, class Assumed> struct rule_value;
template <answer Known, class Assumed>
struct rule_value<fixed<Known>, Assumed> {
  static constexpr answer value = Known;
};
template <class... Claims, class Assumed>
struct rule_value<when<Claims...>, Assumed> {
  static constexpr answer get() {
    answer all = answer::yes;
    ((all = weaker(all, judge<Claims, Assumed>())), ...);
    return all;
  }
  static constexpr answer value = get();
};

template <class Claim> struct claim_parts;
template <class T> struct claim_parts<sends<T>> {
  using subject = T;
  using rule = typename send_rule<T>::type;
  static constexpr answer declared = declared_send<T>;
  template <class Assumed> static constexpr answer structure() {
    return by_structure<sends, T, Assumed>();
  }
};
template <class T> struct claim_parts<syncs<T>> {
  using subject = T;
  using rule = typename sync_rule<T>::type;
  static constexpr answer declared = declared_sync<T>;
  template <class Assumed> static constexpr answer structure() {
    return by_structure<syncs, T, Assumed>();
  }
};

template <class Claim> struct plain_claim {
  using type = Claim;
};
template <template <class> class Claim, class T> struct plain_claim<Claim<T>> {
  using type = Claim<std::remove_cv_t<T>>;
};

template <class Claim, class... Known>
constexpr answer judge_plain(assumed<Known...>) {
  using parts = claim_parts<Claim>;
  using deeper = assumed<Claim, Known...>;
  if constexpr ((std::is_same_v<Claim, Known> || ...))
    return answer::yes;
  else if constexpr (parts::declared != answer::unknown)
    return parts::declared;
  else if constexpr (!std::is_void_v<typename parts::rule>)
    return rule_value<typename parts::rule, deeper>::value;
  else
    return parts::template structure<deeper>();
}

template <class Claim, class Assumed> constexpr answer judge() {
  return judge_plain<typename plain_claim<Claim>::type>(Assumed{});
}

} // namespace detail

/// Whether a value of T may be moved to another thread.
template <class T>
inline constexpr answer send_of = detail::judge<sends<T>, detail::assumed<>>();
/// Whether an object of T may be used through const access by many threads.
template <class T>
inline constexpr answer sync_of = detail::judge<syncs<T>, detail::assumed<>>();

#ifdef HOLDFAST_STRICT_SEND
inline constexpr answer least_known = answer::yes;
#else
inline constexpr answer least_known = answer::unknown;
#endif

/// T may cross threads, as far as is known; see HOLDFAST_STRICT_SEND.
template <class T>
concept Send = send_of<T> >= least_known;
/// T may be shared by threads, as far as is known.
template <class T>
concept Sync = sync_of<T> >= least_known;

namespace detail {

/// Refuses, with one sentence, a T that must not cross threads.
template <class T> constexpr void require_send() {
  static_assert(
      !std::is_reference_v<T>,
      "holdfast: a reference must not cross threads: move or copy the value, "
      "share it in an arc, or borrow it inside a scope");
  static_assert(
      std::is_reference_v<T> || send_of<T> != answer::no,
      "holdfast: this type is not Send: its values must stay on their thread");
  static_assert(send_of<T> != answer::unknown || least_known == answer::unknown,
                "holdfast: nothing says that this type is Send "
                "(HOLDFAST_STRICT_SEND): pass its "
                "parts as arguments, or declare it with declared_send");
}

/// The same for what is shared.
template <class T> constexpr void require_sync() {
  static_assert(sync_of<T> != answer::no,
                "holdfast: this type is not Sync: it must not be used by two "
                "threads at once");
  static_assert(sync_of<T> != answer::unknown || least_known == answer::unknown,
                "holdfast: nothing says that this type is Sync "
                "(HOLDFAST_STRICT_SEND): declare it "
                "with declared_sync");
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#include "holdfast/detail/send_std.h"

#endif // HOLDFAST_SEND_H
