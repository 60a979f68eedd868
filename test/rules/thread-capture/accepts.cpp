// What is owned by the closure, lives as long as the program, or runs before
// the call returns is nobody's loan.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <algorithm>
#include <array>
#include <execution>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

// The program's own.

int global = 1;
static int fileStatic = 1;
const char *const text = "text";
constexpr int constant = 1;
struct Settings {
  static inline int level = 1;
  static constexpr std::string_view name = "name";
};
namespace {
std::string anonymous(40, 'x');
}
void globals() {
  std::thread([] { use(global), use(fileStatic), use(anonymous); }).detach();
}
void globalsByDefaultCapture() {
  std::thread([&] { use(global), use(fileStatic); }).detach();
}
void globalByRef() {
  std::thread([](int &x) { use(x); }, std::ref(global)).detach();
}
void globalThroughAReference() {
  int &r = global;
  std::thread([&r] { use(r); }).detach();
}
void staticMembers() {
  std::thread([p = &Settings::level] { use(*p), use(Settings::name); }).detach();
}
void literals() {
  std::thread([](const char *a, std::string_view b) { use(a), use(b); }, "a", "b").detach();
}
void literalInAVariable() {
  const char *p = "text";
  std::thread([p] { use(p); }).detach();
}
void literalByReference() {
  const auto &array = "text";
  std::thread([&array] { use(array); }).detach();
}
void constants() {
  constexpr int local = 2;
  std::thread([] { use(constant + local); }).detach();
}
void staticConstant() {
  static constexpr std::array<int, 3> table{1, 2, 3};
  std::thread([&] { use(table[1]); }).detach();
}
void functionPointer() {
  void (*f)() = globals;
  std::thread(f).detach();
}
std::string &singleton() {
  static std::string value(40, 'x');
  return value;
}
void singletonByReference() {
  auto &value = singleton();
  std::thread([&value] { use(value); }).detach();
}
void leakedOnPurpose() {
  auto &value = *new std::string(40, 'x');
  std::thread([&value] { use(value); }).detach();
}

// The closure's own.

void copies(std::string s, std::vector<int> v) {
  std::thread([s, v] { use(s), use(v); }).detach();
}
void moves(std::unique_ptr<int> p, std::vector<int> v) {
  std::thread([p = std::move(p), v = std::move(v)] { use(*p), use(v); }).detach();
}
void movedArgument(std::unique_ptr<int> p) {
  std::thread([](std::unique_ptr<int> q) { use(*q); }, std::move(p)).detach();
}
void sharedArgument(std::shared_ptr<int> p) {
  std::thread([](const std::shared_ptr<int> &q) { use(*q); }, p).detach();
}
void temporaryArgument() {
  std::thread([](const std::string &s) { use(s); }, std::string(40, 'x')).detach();
}
void pointerIntoWhatTheClosureOwns() {
  auto p = std::make_shared<std::string>(40, 'x');
  std::string *raw = p.get();
  std::thread([p, raw] { use(*raw); }).detach();
}
void aliasingSharedPointer() {
  auto p = std::make_shared<std::pair<int, int>>(1, 2);
  std::shared_ptr<int> second(p, &p->second);
  std::thread([second] { use(*second); }).detach();
}
void viewOfWhatTheClosureOwns() {
  std::string s(40, 'x');
  std::thread([s] {
    std::string_view v = s;
    use(v);
  }).detach();
}
void localOfTheThread() {
  std::thread([] {
    int x = 1;
    [&x] { use(x); }();
  }).detach();
}
void localOfTheThreadJoinedThere() {
  std::thread([] {
    int x = 1;
    std::thread([&x] { use(x); }).join();
  }).detach();
}

// Not spawned at all.

void calledInPlace(int x) {
  auto f = [&x] { use(x); };
  f();
}
void runByAlgorithms(std::vector<int> v, int x) {
  std::for_each(v.begin(), v.end(), [&x](int y) { use(x + y); });
  std::sort(v.begin(), v.end(), [&x](int a, int b) { return a - x < b - x; });
  (void)std::count_if(v.begin(), v.end(), [&](int y) { return y == x; });
}
void runByParallelAlgorithms(std::vector<int> v, int x) {
  std::for_each(std::execution::par, v.begin(), v.end(), [&x](int y) { use(x + y); });
}
void runOnce(int x) {
  static std::once_flag once;
  std::call_once(once, [&] { use(x); });
  std::invoke([&] { use(x); });
}
void keptInALocalFunction(int x) {
  std::function<void()> f = [&x] { use(x); };
  f();
}
void comparatorOfALocalSet(int x) {
  auto less = [&x](int a, int b) { return a % x < b % x; };
  std::set<int, decltype(less)> set(less);
  set.insert(1);
}
void taskThatIsRunHere(int x) {
  std::packaged_task<void()> task([&x] { use(x); });
  task();
}
void notEvaluated(int x) {
  auto f = [&x] { use(x); };
  using Thread = decltype(std::thread(f));
  static_assert(sizeof(Thread) == sizeof(std::thread));
}
void emptyHandleAndBorrow(int x) {
  std::thread t;
  auto f = [&x] { use(x); };
  f();
}

// Joined in ways that are easy to overlook.

void joinedInACondition(int x) {
  std::thread t([&x] { use(x); });
  if (t.joinable() && flip())
    t.join();
  else
    t.join();
}
void joinedBySwap(int x) {
  std::jthread t([&x] { use(x); });
  std::jthread().swap(t);
}
void joinedByAssignment(int x) {
  std::jthread t([&x] { use(x); });
  t = {};
}
void joinedInALambda(int x) {
  std::thread t([&x] { use(x); });
  [&] { t.join(); }();
}
void joinedInAnotherThread(int x) {
  std::thread t([&x] { use(x); });
  std::thread u([&t] { t.join(); });
  u.join();
}
void joinedThroughAPointer(int x) {
  std::thread t([&x] { use(x); });
  std::thread *p = &t;
  p->join();
}
void joinedAsAStructuredBinding(int x) {
  std::pair<int, std::thread> pair(1, std::thread([&x] { use(x); }));
  auto &[number, t] = pair;
  t.join();
}
void neverComesToItsEnd(int x) {
  std::thread([&x] { use(x); }).detach();
  for (;;)
    use(x);
}
