// What a timer, a socket, a strand, a graph or an event loop runs later: the
// handler and the buffers are lent until the context that these were made with
// has run it.
//
// RUN: %clang -std=c++14 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "executors.h"
#include "threads.h"

#include <memory>
#include <string>

using boost::asio::async_write;
using boost::asio::buffer;
using boost::asio::io_context;
using boost::asio::make_strand;
using boost::asio::post;
using boost::asio::steady_timer;
using boost::asio::strand;
using boost::asio::tcp_socket;
using boost::asio::thread_pool;

// The messages.

void timer(io_context &context) {
  int x = 1;
  steady_timer timer(context);
  // CHECK: :[[@LINE+4]]:22: error: closure that runs later borrows 'x', which dies before that [holdfast-thread-capture]
  // CHECK: :[[@LINE+3]]:20: note: it is given away here, and nothing waits for it before that
  // CHECK: :[[@LINE+3]]:1: note: 'x' dies here, when 'timer' returns
  // CHECK: help: capture it by value
  timer.async_wait([&x](int) { use(x); });
}
void timerCopied(io_context &context) {
  int x = 1;
  steady_timer timer(context);
  timer.async_wait([x](int) { use(x); });
}
void readIntoALocal(tcp_socket &socket) {
  char data[64];
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: an operation that ends later borrows 'data', which dies before that [holdfast-thread-capture]
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: it is given away here, and nothing waits for it before that
  // CHECK: :[[@LINE+3]]:1: note: 'data' dies here, when 'readIntoALocal' returns
  // CHECK: help: let a member or a shared pointer keep 'data' alive until the operation has ended
  socket.async_read_some(buffer(data), [](int, std::size_t) {});
}
void readIntoAStatic(tcp_socket &socket) {
  static char data[64];
  socket.async_read_some(buffer(data), [](int, std::size_t) {});
}

// Timers and sockets.

void timerOfAContextThatRunsHere(io_context &context) {
  int x = 1;
  steady_timer timer(context);
  timer.async_wait([&x](int) { use(x); });
  context.run();
}
void timerIsOnlyCancelled(io_context &context) {
  int x = 1;
  steady_timer timer(context);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  timer.async_wait([&x](int) { use(x); });
  timer.cancel();
}
void twoWaitsOfOneTimer(io_context &context) {
  int x = 1, y = 1;
  steady_timer timer(context);
  timer.async_wait([&x](int) { use(x); });
  timer.async_wait([&y](int) { use(y); });
  context.run();
}
void writeOfALocal(tcp_socket &socket) {
  std::string line = "x";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'line', {{.*}} [holdfast-thread-capture]
  async_write(socket, buffer(line), [](int, std::size_t) {});
}
void writeOfWhatTheHandlerKeeps(tcp_socket &socket) {
  auto line = std::make_shared<std::string>("x");
  async_write(socket, buffer(*line), [line](int, std::size_t) {});
}
void writeThatEndsHere() {
  io_context context;
  tcp_socket socket(context);
  std::string line = "x";
  async_write(socket, buffer(line), [](int, std::size_t) {});
  context.run();
}
void writeOfAnArray(tcp_socket &socket) {
  char line[64] = "x";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'line', {{.*}} [holdfast-thread-capture]
  async_write(socket, buffer(line, 10), [](int, std::size_t) {});
}
void readIntoAnArrayByPointer(tcp_socket &socket) {
  char data[64];
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'data[0]', {{.*}} [holdfast-thread-capture]
  socket.async_read_some(buffer(static_cast<void *>(data), 10), [](int, std::size_t) {});
}
void readIntoAStaticByPointer(tcp_socket &socket) {
  static char data[64];
  socket.async_read_some(buffer(static_cast<void *>(data), 10), [](int, std::size_t) {});
}
void writeOfWhatIsPointedTo(tcp_socket &socket, char *line) {
  char *pointer = line;
  async_write(socket, buffer(pointer, 10), [](int, std::size_t) {});
}
void theSenderIsNotMoved(tcp_socket &socket, std::string &sender) {
  static char data[64];
  socket.async_receive_from(buffer(data), sender, [](int, std::size_t) {});
  sender.clear();
}
struct Session : std::enable_shared_from_this<Session> {
  explicit Session(tcp_socket &&given) : socket(std::move(given)), timer(context) {}
  void read() {
    auto self = shared_from_this();
    socket.async_read_some(buffer(data), [this, self](int, std::size_t) { read(); });
  }
  void arm() { // the object's own timer
    timer.async_wait([this](int) { read(); });
  }
  void armForALocal() {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    timer.async_wait([&x](int) { use(x); });
  }
  void armForALocalAndRun() {
    int x = 1;
    timer.async_wait([&x](int) { use(x); });
    context.run();
  }
  io_context context;
  tcp_socket socket;
  steady_timer timer;
  char data[64];
};

// Executors and strands, by value.

void executor(io_context &context) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  post(context.get_executor(), [&x] { use(x); });
}
void executorOfAContextThatRunsHere(io_context &context) {
  int x = 1;
  post(context.get_executor(), [&x] { use(x); });
  context.run();
}
void strandOfAContext(io_context &context) {
  int x = 1;
  auto ordered = make_strand(context);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  post(ordered, [&x] { use(x); });
}
void strandOfAContextThatRunsHere(io_context &context) {
  int x = 1;
  auto ordered = make_strand(context);
  post(ordered, [&x] { use(x); });
  context.run();
}
void strandOfAnExecutor(io_context &context) {
  int x = 1;
  strand<io_context::executor_type> ordered(context.get_executor());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  post(ordered, [&x] { use(x); });
}
void strandOfAnExecutorThatRunsHere(io_context &context) {
  int x = 1;
  strand<io_context::executor_type> ordered(context.get_executor());
  post(ordered, [&x] { use(x); });
  context.run();
}

// oneTBB.

void graphDiesLast() {
  tbb::flow::graph graph;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  tbb::flow::function_node<int, int> node(graph, 1, [&x](int given) { return x + given; });
  node.try_put(1);
}
void graphIsOthers(tbb::flow::graph &graph) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  tbb::flow::continue_node<int> node(graph, [&x] { return x; });
}
void graphIsOthersAndIsWaitedFor(tbb::flow::graph &graph) {
  int x = 1;
  tbb::flow::continue_node<int> node(graph, [&x] { return x; });
  graph.wait_for_all();
}
void graphIsWaitedFor() {
  tbb::flow::graph graph;
  int x = 1;
  tbb::flow::function_node<int, int> node(graph, 1, [&x](int given) { return x + given; });
  node.try_put(1);
  graph.wait_for_all();
}
void graphDiesFirst() {
  int x = 1;
  tbb::flow::graph graph;
  tbb::flow::function_node<int, int> node(graph, 1, [&x](int given) { return x + given; });
  node.try_put(1);
}

// Qt.

void queuedConnection(QTimer *sender, QObject *context) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  QObject::connect(sender, &QTimer::timeout, context, [&x] { use(x); }, Qt::QueuedConnection);
}
void directConnection(QTimer *sender, QObject *context) {
  int x = 1;
  QObject::connect(sender, &QTimer::timeout, context, [&x] { use(x); }, Qt::DirectConnection);
}
void queuedCall(QObject *context) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  QMetaObject::invokeMethod(context, [&x] { use(x); }, Qt::QueuedConnection);
}
void queuedCallThatIsAwaited(QObject *context) {
  int x = 1;
  QMetaObject::invokeMethod(context, [&x] { use(x); }, Qt::BlockingQueuedConnection);
}
void singleShot() {
  int x = 1;
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: closure that runs later borrows 'x', which dies before that [holdfast-thread-capture]
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: note: it is given away here, and nothing waits for it
  QTimer::singleShot(100, [&x] { use(x); });
}
void singleShotCopied() {
  int x = 1;
  QTimer::singleShot(100, [x] { use(x); });
}
struct Window : QObject {
  void later() {
    // CHECK: :[[@LINE+2]]:{{[0-9]+}}: warning: closure that runs later borrows 'this', whose object may die before that [holdfast-thread-capture]
    // CHECK: help: keep the object alive with the closure, or wait for it before the object dies
    QTimer::singleShot(100, [this] { draw(); });
  }
  void laterWhileItLives() {
    QTimer::singleShot(100, this, [this] { draw(); });
  }
  void draw();
  int width = 0;
};
