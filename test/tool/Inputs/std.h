// A stand-in for the little of the standard library that the tool's tests need.
#pragma once

namespace std {
template <class T> struct remove_reference { using type = T; };
template <class T> struct remove_reference<T &> { using type = T; };
template <class T> struct remove_reference<T &&> { using type = T; };
template <class T>
constexpr typename remove_reference<T>::type &&move(T &&value) noexcept {
  return static_cast<typename remove_reference<T>::type &&>(value);
}
} // namespace std

struct Text {
  Text();
  Text(const Text &);
  Text(Text &&) noexcept;
  Text &operator=(Text &&) noexcept;
  ~Text();
  int size() const;
};

int consume(Text);
