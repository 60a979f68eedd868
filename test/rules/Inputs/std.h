// A stand-in for the standard library: the names, the shapes and the value
// categories that the rules' tests need, on a few screens. It is a system
// header, as the real one is: what a test sees of the library is what the
// model's rows say of it. Bodies are only where a closure's type would make a
// bare declaration an error. Not the place for helpers of a rule: see cases.h.

#ifndef HOLDFAST_TEST_STD_H
#define HOLDFAST_TEST_STD_H

#pragma clang system_header

namespace std {

using size_t = decltype(sizeof(0));
using nullptr_t = decltype(nullptr);
struct nothrow_t {};

template <class T> struct remove_reference { using type = T; };
template <class T> struct remove_reference<T &> { using type = T; };
template <class T> struct remove_reference<T &&> { using type = T; };
template <class T>
using remove_reference_t = typename remove_reference<T>::type;
template <class T> struct remove_cv { using type = T; };
template <class T> struct remove_cv<const T> { using type = T; };
template <class T> using decay_t = typename remove_cv<remove_reference_t<T>>::type;
template <bool B, class T = void> struct enable_if {};
template <class T> struct enable_if<true, T> { using type = T; };
template <class A, class B> struct is_same { static constexpr bool value = false; };
template <class A> struct is_same<A, A> { static constexpr bool value = true; };
template <class Self, class T>
using not_self = typename enable_if<!is_same<decay_t<T>, Self>::value>::type;

template <class T>
constexpr remove_reference_t<T> &&move(T &&value) noexcept {
  return static_cast<remove_reference_t<T> &&>(value);
}
template <class T>
constexpr T &&forward(remove_reference_t<T> &value) noexcept {
  return static_cast<T &&>(value);
}
template <class T>
constexpr T &&forward(remove_reference_t<T> &&value) noexcept {
  return static_cast<T &&>(value);
}
template <class T, class U = T> T exchange(T &object, U &&value);
template <class T> void swap(T &a, T &b) noexcept;
template <class T> T &&declval() noexcept;
template <class T> constexpr const T &as_const(T &value) noexcept;
template <class T> T *addressof(T &value) noexcept;

template <class T> class initializer_list {
  const T *first;
  size_t count;

public:
  constexpr initializer_list() noexcept : first(nullptr), count(0) {}
  constexpr const T *begin() const noexcept { return first; }
  constexpr const T *end() const noexcept { return first + count; }
  constexpr size_t size() const noexcept { return count; }
};

// Strings and containers.

class string {
public:
  string();
  string(const char *text);
  string(size_t count, char c);
  string(const string &);
  string(string &&) noexcept;
  ~string();
  string &operator=(const string &);
  string &operator=(string &&) noexcept;
  string &operator=(const char *text);
  string &operator+=(const string &);
  string &append(const string &);
  string &assign(const char *text);
  void push_back(char c);
  void clear() noexcept;
  void swap(string &) noexcept;
  void resize(size_t count);
  bool empty() const noexcept;
  size_t size() const noexcept;
  const char *c_str() const noexcept;
  char &operator[](size_t i);
  const char &operator[](size_t i) const;
  char *begin();
  char *end();
  const char *begin() const;
  const char *end() const;
};
string operator+(const string &, const string &);
string operator+(string &&, const string &);
bool operator==(const string &, const string &);
bool operator<(const string &, const string &);
string to_string(int value);
struct istream {};
istream &getline(istream &, string &);

template <class T> class vector {
public:
  using value_type = T;
  using iterator = T *;
  vector();
  explicit vector(size_t count);
  vector(initializer_list<T>);
  vector(const vector &);
  vector(vector &&) noexcept;
  ~vector();
  vector &operator=(const vector &);
  vector &operator=(vector &&) noexcept;
  vector &operator=(initializer_list<T>);
  void push_back(const T &);
  void push_back(T &&);
  template <class... A> T &emplace_back(A &&...);
  iterator insert(iterator, const T &);
  iterator insert(iterator, T &&);
  iterator erase(iterator);
  void pop_back();
  void assign(size_t count, const T &);
  void clear() noexcept;
  void resize(size_t count);
  void swap(vector &) noexcept;
  bool empty() const noexcept;
  size_t size() const noexcept;
  T &operator[](size_t i);
  const T &operator[](size_t i) const;
  T &at(size_t i);
  T &front();
  T &back();
  T *data();
  T *begin();
  T *end();
  const T *begin() const;
  const T *end() const;
};

template <class A, class B> struct pair {
  A first;
  B second;
  pair();
  template <class U, class V> pair(U &&, V &&);
  pair(const pair &) = default;
  pair(pair &&) = default;
  pair &operator=(const pair &) = default;
  pair &operator=(pair &&) = default;
};
template <class A, class B> pair<decay_t<A>, decay_t<B>> make_pair(A &&, B &&);

template <class K, class V> class unordered_map {
public:
  using value_type = pair<const K, V>;
  struct iterator {
    value_type &operator*() const;
    value_type *operator->() const;
    iterator &operator++();
    bool operator==(iterator) const;
    bool operator!=(iterator) const;
  };
  unordered_map();
  unordered_map(const unordered_map &);
  unordered_map(unordered_map &&) noexcept;
  ~unordered_map();
  unordered_map &operator=(const unordered_map &);
  unordered_map &operator=(unordered_map &&) noexcept;
  V &operator[](const K &);
  V &operator[](K &&);
  V &at(const K &);
  iterator begin();
  iterator end();
  iterator find(const K &);
  template <class... A> pair<iterator, bool> try_emplace(const K &, A &&...);
  template <class... A> pair<iterator, bool> try_emplace(K &&, A &&...);
  template <class... A> pair<iterator, bool> emplace(A &&...);
  template <class T> pair<iterator, bool> insert_or_assign(const K &, T &&);
  void clear() noexcept;
  bool empty() const noexcept;
  size_t size() const noexcept;
};
template <class K, class V> using map = unordered_map<K, V>;

// Tuples.

template <class... T> class tuple {
public:
  tuple();
  template <class... U> tuple(U &&...);
  tuple(const tuple &) = default;
  tuple(tuple &&) = default;
  tuple &operator=(const tuple &);
  tuple &operator=(tuple &&);
  template <class... U> const tuple &operator=(const tuple<U...> &) const;
  template <class... U> tuple &operator=(tuple<U...> &&);
  template <class A, class B> tuple &operator=(pair<A, B> &&);
};
template <class T> struct tuple_size;
template <size_t I, class T> struct tuple_element;
template <class... T> struct tuple_size<tuple<T...>> {
  static constexpr size_t value = sizeof...(T);
};
template <class H, class... T> struct tuple_element<0, tuple<H, T...>> {
  using type = H;
};
template <size_t I, class H, class... T>
struct tuple_element<I, tuple<H, T...>> : tuple_element<I - 1, tuple<T...>> {};
template <size_t I, class... T>
typename tuple_element<I, tuple<T...>>::type &get(tuple<T...> &) noexcept;
template <size_t I, class... T>
typename tuple_element<I, tuple<T...>>::type &&get(tuple<T...> &&) noexcept;
template <class... T> tuple<T &...> tie(T &...) noexcept;
template <class... T> tuple<decay_t<T>...> make_tuple(T &&...);

// Handles.

template <class T> class unique_ptr {
public:
  using element_type = T;
  unique_ptr() noexcept;
  unique_ptr(nullptr_t) noexcept;
  explicit unique_ptr(T *) noexcept;
  unique_ptr(unique_ptr &&) noexcept;
  unique_ptr(const unique_ptr &) = delete;
  ~unique_ptr();
  unique_ptr &operator=(unique_ptr &&) noexcept;
  unique_ptr &operator=(nullptr_t) noexcept;
  T &operator*() const;
  T *operator->() const noexcept;
  T *get() const noexcept;
  T *release() noexcept;
  void reset(T *p = nullptr) noexcept;
  void swap(unique_ptr &) noexcept;
  explicit operator bool() const noexcept;
};
template <class T> bool operator==(const unique_ptr<T> &, nullptr_t) noexcept;
template <class T> bool operator!=(const unique_ptr<T> &, nullptr_t) noexcept;
template <class T>
bool operator==(const unique_ptr<T> &, const unique_ptr<T> &) noexcept;
template <class T, class... A> unique_ptr<T> make_unique(A &&...);

template <class T> class shared_ptr {
public:
  using element_type = T;
  shared_ptr() noexcept;
  shared_ptr(nullptr_t) noexcept;
  explicit shared_ptr(T *);
  shared_ptr(const shared_ptr &) noexcept;
  shared_ptr(shared_ptr &&) noexcept;
  ~shared_ptr();
  shared_ptr &operator=(const shared_ptr &) noexcept;
  shared_ptr &operator=(shared_ptr &&) noexcept;
  T &operator*() const noexcept;
  T *operator->() const noexcept;
  T *get() const noexcept;
  void reset() noexcept;
  void swap(shared_ptr &) noexcept;
  long use_count() const noexcept;
  explicit operator bool() const noexcept;
};
template <class T> bool operator==(const shared_ptr<T> &, nullptr_t) noexcept;
template <class T> bool operator!=(const shared_ptr<T> &, nullptr_t) noexcept;
template <class T, class... A> shared_ptr<T> make_shared(A &&...);

struct nullopt_t {
  explicit constexpr nullopt_t(int) {}
};
constexpr nullopt_t nullopt(0);
template <class T> class optional {
public:
  using value_type = T;
  optional() noexcept;
  optional(nullopt_t) noexcept;
  optional(const T &);
  optional(T &&);
  optional(const optional &);
  optional(optional &&);
  ~optional();
  optional &operator=(nullopt_t) noexcept;
  optional &operator=(const T &);
  optional &operator=(T &&);
  optional &operator=(const optional &);
  optional &operator=(optional &&);
  T &operator*() & noexcept;
  const T &operator*() const & noexcept;
  T &&operator*() && noexcept;
  T *operator->() noexcept;
  T &value() &;
  const T &value() const &;
  T &&value() &&;
  template <class U> T value_or(U &&) const &;
  template <class... A> T &emplace(A &&...);
  void reset() noexcept;
  void swap(optional &);
  bool has_value() const noexcept;
  explicit operator bool() const noexcept;
};

template <class... T> class variant {
public:
  variant();
  template <class U, class = not_self<variant, U>> variant(U &&);
  variant(const variant &);
  variant(variant &&);
  ~variant();
  variant &operator=(const variant &);
  variant &operator=(variant &&);
  template <class U, class... A> U &emplace(A &&...);
  size_t index() const noexcept;
  bool valueless_by_exception() const noexcept;
};
template <class T, class... U> T &get(variant<U...> &);

template <class> class function;
template <class R, class... A> class function<R(A...)> {
public:
  function() noexcept;
  function(nullptr_t) noexcept;
  function(const function &);
  function(function &&) noexcept;
  template <class F, class = not_self<function, F>> function(F &&) {}
  ~function();
  function &operator=(const function &);
  function &operator=(function &&);
  function &operator=(nullptr_t) noexcept;
  R operator()(A...) const;
  void swap(function &) noexcept;
  explicit operator bool() const noexcept;
};

// Threads.

class mutex {
public:
  mutex();
  mutex(const mutex &) = delete;
  void lock();
  void unlock();
};
template <class M> class unique_lock {
public:
  unique_lock() noexcept;
  explicit unique_lock(M &);
  unique_lock(unique_lock &&) noexcept;
  unique_lock(const unique_lock &) = delete;
  ~unique_lock();
  unique_lock &operator=(unique_lock &&) noexcept;
  void lock();
  void unlock();
  bool owns_lock() const noexcept;
  M *mutex() const noexcept;
  explicit operator bool() const noexcept;
};
class thread {
public:
  thread() noexcept;
  template <class F, class... A, class = not_self<thread, F>>
  explicit thread(F &&, A &&...) {}
  thread(thread &&) noexcept;
  thread(const thread &) = delete;
  ~thread();
  thread &operator=(thread &&) noexcept;
  void join();
  void detach();
  bool joinable() const noexcept;
};
template <class T> class future {
public:
  future() noexcept;
  future(future &&) noexcept;
  future(const future &) = delete;
  ~future();
  future &operator=(future &&) noexcept;
  T get();
  void wait() const;
  bool valid() const noexcept;
};
template <class T> class promise {
public:
  promise();
  promise(promise &&) noexcept;
  promise(const promise &) = delete;
  ~promise();
  promise &operator=(promise &&) noexcept;
  future<T> get_future();
  void set_value(const T &);
};
template <class> class packaged_task;
template <class R, class... A> class packaged_task<R(A...)> {
public:
  packaged_task() noexcept;
  packaged_task(packaged_task &&) noexcept;
  packaged_task(const packaged_task &) = delete;
  ~packaged_task();
  packaged_task &operator=(packaged_task &&) noexcept;
  void operator()(A...);
  bool valid() const noexcept;
  future<R> get_future();
};

// Algorithms.

template <class I, class O> O move(I first, I last, O out);
template <class I, class O> O copy(I first, I last, O out);
template <class I, class F> F for_each(I first, I last, F f) {
  for (; first != last; ++first)
    f(*first);
  return f;
}
template <class I, class F> bool any_of(I first, I last, F f) {
  for (; first != last; ++first)
    if (f(*first))
      return true;
  return false;
}
template <class I, class F> void sort(I, I, F) {}

[[noreturn]] void abort() noexcept;
[[noreturn]] void terminate() noexcept;

} // namespace std

#endif
