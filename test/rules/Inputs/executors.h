// Stand-ins for the libraries that run closures elsewhere: the names and the
// shapes that a program sees. A system header, as the real ones are: what a test
// sees of them is what the model's rows say. Bodies are only where a closure's
// type would make a bare declaration an error.

#ifndef HOLDFAST_TEST_EXECUTORS_H
#define HOLDFAST_TEST_EXECUTORS_H

#pragma clang system_header

#include <cstddef>
#include <functional>

namespace boost {
class thread {
public:
  thread() noexcept;
  template <class F, class... A> explicit thread(F f, A... arguments) {}
  thread(thread &&) noexcept;
  thread &operator=(thread &&) noexcept;
  ~thread(); // detaches by default
  void join();
  void detach();
  bool joinable() const noexcept;
};
class thread_group {
public:
  ~thread_group();
  template <class F> thread *create_thread(F f) { return nullptr; }
  void join_all();
};

namespace asio {
class io_context {
public:
  struct executor_type {
    io_context *context;
  };
  executor_type get_executor();
  ~io_context();
  std::size_t run();
  void stop();
};
class thread_pool {
public:
  explicit thread_pool(std::size_t threads = 2);
  ~thread_pool(); // stops and joins
  void join();
  void wait();
  void stop();
};
template <class Context, class F> void post(Context &context, F &&handler) {}
template <class F> void post(const io_context::executor_type &executor, F &&handler) {}
template <class Context, class F> void dispatch(Context &context, F &&handler) {}
template <class Context, class F> void defer(Context &context, F &&handler) {}
template <class Executor> class strand {
public:
  explicit strand(const Executor &executor);
};
strand<io_context::executor_type> make_strand(io_context &context);
template <class Executor> strand<Executor> make_strand(const Executor &executor);

template <class Clock> class basic_waitable_timer {
public:
  explicit basic_waitable_timer(io_context &context);
  ~basic_waitable_timer();
  template <class F> void async_wait(F &&handler) {}
  std::size_t cancel();
};
struct steady_clock;
using steady_timer = basic_waitable_timer<steady_clock>;

struct mutable_buffer {
  void *data;
  std::size_t size;
};
template <class Container> mutable_buffer buffer(Container &data);
template <class Pod, std::size_t Count> mutable_buffer buffer(Pod (&data)[Count], std::size_t size);
mutable_buffer buffer(void *data, std::size_t size);
template <class Protocol> class basic_stream_socket {
public:
  explicit basic_stream_socket(io_context &context);
  basic_stream_socket(basic_stream_socket &&other);
  ~basic_stream_socket();
  template <class Buffer, class F> void async_read_some(const Buffer &buffer, F &&handler) {}
  template <class Buffer, class Endpoint, class F>
  void async_receive_from(const Buffer &buffer, Endpoint &sender, F &&handler) {}
};
struct tcp;
using tcp_socket = basic_stream_socket<tcp>;
template <class Stream, class Buffer, class F> void async_write(Stream &stream, const Buffer &buffer, F &&handler) {}
} // namespace asio
} // namespace boost

namespace tbb {
namespace detail {
namespace d1 {
class task_group {
public:
  task_group();
  ~task_group(); // the group must have been waited for
  template <class F> void run(F &&f) {}
  template <class F> int run_and_wait(const F &f) { return {}; }
  int wait();
};
class task_arena {
public:
  task_arena();
  template <class F> void execute(F &&f) {} // runs now
  template <class F> void enqueue(F &&f) {} // some time
};
class graph {
public:
  graph();
  ~graph(); // waits
  void wait_for_all();
};
template <class In, class Out> class function_node {
public:
  template <class F> function_node(graph &g, std::size_t concurrency, F body) {}
  bool try_put(const In &value);
};
template <class Out> class continue_node {
public:
  template <class F> continue_node(graph &g, F body) {}
};
template <class F> void suspend(F f) {} // runs it now, on another stack
template <class I, class F> void parallel_for(I first, I last, const F &f) {}
template <class... F> void parallel_invoke(const F &...f) {}
} // namespace d1
} // namespace detail
inline namespace v1 {
using detail::d1::parallel_for;
using detail::d1::parallel_invoke;
using detail::d1::task_arena;
using detail::d1::task_group;
namespace flow {
using detail::d1::continue_node;
using detail::d1::function_node;
using detail::d1::graph;
} // namespace flow
namespace task {
using detail::d1::suspend;
} // namespace task
} // namespace v1
} // namespace tbb

namespace tf {
class Task {};
class Taskflow {
public:
  Taskflow();
  ~Taskflow();
  template <class F> Task emplace(F &&f) { return {}; }
};
template <class T> class Future {
public:
  ~Future(); // does not wait
  void wait() const;
  T get();
};
class Executor {
public:
  Executor();
  ~Executor(); // waits for all
  Future<void> run(Taskflow &flow);
  void wait_for_all();
  template <class F> void silent_async(F &&f) {}
  template <class F> Future<void> async(F &&f) { return {}; }
};
} // namespace tf

namespace Qt {
enum ConnectionType { AutoConnection, DirectConnection, QueuedConnection, BlockingQueuedConnection };
} // namespace Qt
class QObject {
public:
  virtual ~QObject();
  template <class Signal, class F>
  static int connect(const QObject *sender, Signal signal, const QObject *context, F &&slot,
                     Qt::ConnectionType type = Qt::AutoConnection) {
    return {};
  }
};
struct QMetaObject {
  template <class F>
  static bool invokeMethod(QObject *context, F function, Qt::ConnectionType type = Qt::AutoConnection, int *result = nullptr) {
    return {};
  }
};
class QTimer : public QObject {
public:
  void timeout();
  template <class F> static void singleShot(int milliseconds, F slot) {}
  template <class F> static void singleShot(int milliseconds, const QObject *context, F slot) {}
};
class QRunnable {
public:
  virtual ~QRunnable();
};
class QThreadPool : public QObject {
public:
  ~QThreadPool() override; // waits
  static QThreadPool *globalInstance();
  void start(std::function<void()> f);
  bool waitForDone(int milliseconds = -1);
};
class QThread : public QObject {
public:
  ~QThread() override;
  template <class F> static QThread *create(F &&f) { return nullptr; }
  void start();
  bool wait();
};
template <class T> class QFuture {
public:
  ~QFuture(); // does not wait
  void waitForFinished();
};
namespace QtConcurrent {
template <class F> QFuture<void> run(F &&f) { return {}; }
template <class S, class F> void blockingMap(S &sequence, F f) {}
} // namespace QtConcurrent

namespace folly {
class Executor {
public:
  virtual ~Executor();
  virtual void add(std::function<void()> f) = 0;
};
class CPUThreadPoolExecutor : public Executor {
public:
  explicit CPUThreadPoolExecutor(std::size_t threads);
  ~CPUThreadPoolExecutor() override; // stops, which joins
  void add(std::function<void()> f) override;
  void stop();
  void join();
};
template <class T> class Future {
public:
  ~Future(); // does not wait
  T get() &&;
  Future &wait() &;
};
template <class F> Future<int> via(Executor *executor, F &&f) { return {}; }
} // namespace folly

#endif
