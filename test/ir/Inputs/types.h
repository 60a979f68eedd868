// A type with every special member, and functions without a body.
namespace std {
template <class T> T &&move(T &t) { return static_cast<T &&>(t); }
} // namespace std

struct S {
  S();
  S(S &&);
  ~S();
  S &operator=(S &&);
  int n;
};

S make();
int index();
void take(S s);
void look(S &&s);
