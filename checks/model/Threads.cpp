//===- Threads.cpp - rows of threads, futures, tasks, pools ---------------===//
//
// Who runs a closure in another thread, who holds that thread, and what ends
// it: `joins`, `detaches` and `abandons`, of calls and of destructors. A pool
// holds the threads of all that was given to it. For the catalog. Not said
// here: OpenMP, whose tasks are statements (lower/OpenMP.cpp).
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

using namespace holdfast;

#define TASKS "std::future,std::shared_future,std::packaged_task,boost::future,boost::unique_future," \
              "boost::shared_future,boost::packaged_task"
#define THREADS "std::thread,std::jthread,boost::thread"
#define ASIO "{asio,boost::asio}"
#define WAITERS "basic_waitable_timer,basic_deadline_timer,basic_socket,basic_stream_socket,basic_datagram_socket," \
                "basic_raw_socket,basic_socket_acceptor,ip::basic_resolver,basic_signal_set,signal_set"
#define OPERATIONS "async_wait,async_connect,async_accept,async_read_some,async_write_some," \
                   "async_send,async_send_to,async_receive,async_receive_from"
#define COMPOSED "async_read,async_read_at,async_read_until,async_write,async_write_at,async_connect"
#define TBB "{tbb,tbb::detail::d1,tbb::detail::d2}"
#define POOLS "folly::CPUThreadPoolExecutor,folly::IOThreadPoolExecutor,folly::ThreadPoolExecutor"

static const ModelRow Rows[] = {
    // Futures and tasks: a moved one has no shared state, and says so.
    {"{" TASKS "}::valid", "asks(this) when false; pure"},
    {"{" TASKS "}::operator=", "reinit(this)"},
    {"{" TASKS ",std::promise,boost::promise}::swap", "reinit(this); reinit(arg0)"},
    {"{std::future,boost::future,boost::unique_future}::get", "writes(this); joins(this)"},
    {"{std::future,boost::future,boost::unique_future}::share", "writes(this)"},
    // That of std::async waits, and no other holds a thread.
    {"{std,boost}::{future,shared_future}::(destructor)", "joins(this)"},
    {"{std,boost}::shared_future::get", "reads(this); joins(this)"},
    {"{" TASKS "}::wait", "writes(this); joins(this)"},
    {"{" TASKS "}::{wait_for,wait_until,reset,make_ready_at_thread_exit}", "writes(this)"},
    {"{std,boost}::packaged_task::get_future", "writes(this); borrow(this)"},
    {"{std,boost}::promise::get_future", "writes(this); borrow(this)"},
    {"{std,boost}::promise::{set_value,set_exception,set_value_at_thread_exit,"
     "set_exception_at_thread_exit}", "writes(this)"},
    {"{std,boost}::promise::operator=", "reinit(this)"},

    // Threads: a moved one is not joinable.
    {"{" THREADS "}::joinable", "asks(this) when false; pure"},
    {"{" THREADS "}::get_id", "asks(this); pure"},
    {"{" THREADS "}::native_handle", "asks(this)"},
    {"std::jthread::{request_stop,get_stop_source,get_stop_token}", "asks(this)"},
    {"{" THREADS "}::join", "writes(this); joins(this)"},
    {"{" THREADS "}::detach", "writes(this); detaches(this)"},
    // An assignment ends the old value as the destructor does.
    {"{" THREADS "}::operator=", "reinit(this)"},
    {"std::thread::(destructor)", "abandons(this)"},
    {"std::jthread::(destructor)", "joins(this)"},
    {"boost::thread::(destructor)", "detaches(this)"},
    {"{" THREADS "}::swap", "reinit(this); reinit(arg0)"},
    {"{" THREADS "}::(constructor)", "spawns(arg0) with arg1..15; spawns(arg1..15); moves(arg0..15)"},
    // 2 is `launch::deferred`, with all libraries: it runs where it is waited for.
    {"{std,boost}::async", "spawns(arg0..15, result) here where arg0 is 2; moves(arg0..15)"},
    // The object as its shared pointers own it: it lives as long as they do, and
    // who has a weak one can ask.
    {"{std,boost}::enable_shared_from_this::{shared_from_this,weak_from_this}", "borrow(this.*)"},

    // What a thread signals when it is done with what it borrows.
    {"std::latch::{wait,arrive_and_wait}", "joins(this)"},
    {"std::{latch,barrier}::{try_wait,count_down,arrive,arrive_and_drop}", "reads(this)"},
    {"std::barrier::{wait,arrive_and_wait}", "joins(this)"},
    {"std::counting_semaphore::acquire", "joins(this)"},
    {"std::binary_semaphore::acquire", "joins(this)"},
    // Who reads what the thread writes last waits for it, we believe.
    {"std::{atomic,atomic_flag}::{load,(conversion),operator bool,test,wait}", "reads(this); joins(this)"},
    {"pthread_create", "reinit(arg0.*); spawns(arg3, arg0.*)"},
    {"pthread_join", "joins(arg0); reinit(arg1.*)"},
    {"pthread_detach", "detaches(arg0)"},

    // Boost.
    {"boost::thread_group::create_thread", "spawns(arg0)"},
    {"boost::thread_group::join_all", "joins(this)"},
    {"boost::thread_group::(destructor)", "detaches(this)"},

    // Asio: what was posted runs until the pool or the context has no work, and
    // often in the thread that has posted it.
    {ASIO "::{post,dispatch,defer}/1", "may spawns(arg0, none); moves(arg0)"},
    {ASIO "::{post,dispatch,defer}", "may spawns(arg1, arg0); moves(arg1)"},
    // A detached coroutine runs until it ends; with other tokens its end can be awaited.
    {ASIO "::co_spawn/" ASIO "::detached_t", "may spawns(arg1, arg0); keeps(arg1); moves(arg1)"},
    {ASIO "::co_spawn", "keeps(arg1); moves(arg1)"},
    {ASIO "::thread_pool::{join,wait,(destructor)}", "joins(this)"},
    {ASIO "::io_context::{run,run_for,run_until,run_one,poll,(destructor)}", "joins(this)"},

    // Executors and strands hand on to the context that they are made of.
    {ASIO "::{io_context,thread_pool,system_context}::get_executor", "borrow(this)"},
    {ASIO "::make_strand", "borrow(arg0); flows(arg0)"},
    {ASIO "::{strand,io_context::strand,executor,any_io_executor}::(constructor)", "borrow(arg0); flows(arg0)"},
    // The handlers of timers and sockets run in the context that these were made
    // with, also when they go; until then the buffers are lent, too.
    {ASIO "::{" WAITERS "}::(constructor)", "borrow(arg0); flows(arg0)"},
    {ASIO "::{" WAITERS "}::{" OPERATIONS "}/1", "may spawns(arg0, this); moves(arg0)"},
    {ASIO "::{" WAITERS "}::{" OPERATIONS "}/2", "may spawns(arg0..1, this); moves(arg1)"},
    {ASIO "::{" WAITERS "}::{" OPERATIONS "}/3", "may spawns(arg0..2, this); moves(arg2)"},
    {ASIO "::{" WAITERS "}::{" OPERATIONS "}/4", "may spawns(arg0..3, this); moves(arg3)"},
    {ASIO "::{" COMPOSED "}/3", "may spawns(arg1..2, arg0); moves(arg2)"},
    {ASIO "::{" COMPOSED "}/4", "may spawns(arg1..3, arg0); moves(arg3)"},
    // What is resolved is copied.
    {ASIO "::ip::basic_resolver::async_resolve/2", "may spawns(arg1, this); moves(arg1)"},
    {ASIO "::ip::basic_resolver::async_resolve/3", "may spawns(arg2, this); moves(arg2)"},
    {ASIO "::ip::basic_resolver::async_resolve/4", "may spawns(arg3, this); moves(arg3)"},
    {ASIO "::{buffer,dynamic_buffer}", "borrow(arg0.[])"},
    {ASIO "::buffer/" ASIO "::{mutable_buffer,const_buffer}", "flows(arg0)"},

    // oneTBB.
    // What is enqueued in an arena is waited for in ways that no row can say.
    {TBB "::{function_node,multifunction_node,async_node,continue_node,input_node}::(constructor)", "may spawns(arg1..2, arg0)"},
    {TBB "::graph::{wait_for_all,(destructor)}", "joins(this)"},
    {TBB "::task_group::run", "spawns(arg0); moves(arg0)"},
    {TBB "::task_group::wait", "joins(this)"},
    {TBB "::task_group::run_and_wait", "runs(arg0) once; joins(this)"},
    {TBB "::task_group::(destructor)", "detaches(this)"},
    {TBB "::task_arena::execute", "runs(arg0) once"},
    {TBB "::suspend", "runs(arg0) once"},

    // Taskflow: an executor runs what a flow keeps.
    {"tf::{FlowBuilder,Taskflow,Subflow}::{emplace,for_each,for_each_index,transform,reduce,sort}",
     "moves(arg0..15); writes(this)"},
    {"tf::Executor::{run,run_n,run_until,async,dependent_async}", "spawns(arg0); borrow(this)"},
    {"tf::Executor::{silent_async,silent_dependent_async}", "spawns(arg0)"},
    {"tf::Executor::{wait_for_all,(destructor)}", "joins(this)"},
    {"tf::Future::{get,wait}", "joins(this)"},

    // Qt.
    {"QThread::create", "spawns(arg0..15, result.*); moves(arg0..15)"},
    {"QThread::{start,setPriority,quit,exit,requestInterruption}", "writes(this)"},
    {"QThread::wait", "joins(this)"},
    {"QThreadPool::globalInstance", "pure"},
    {"QThreadPool::{start,tryStart}", "spawns(arg0)"},
    {"QThreadPool::{waitForDone,(destructor)}", "joins(this)"},
    {"QtConcurrent::run", "spawns(arg0..15, result); moves(arg0..15)"},
    {"QFuture::{waitForFinished,result,results,takeResult}", "joins(this)"},
    {"QFuture::(destructor)", "detaches(this)"},

    // What an event loop runs later, 2 is `Qt::QueuedConnection`. What an object is
    // the context of is not run when that has gone.
    {"QObject::connect/5", "may spawns(arg3, arg2.*) where arg4 is 2; moves(arg3)"},
    {"QMetaObject::invokeMethod", "may spawns(arg1, arg0.*) where arg2 is 2; moves(arg1)"},
    {"QTimer::singleShot/2", "may spawns(arg1, none); moves(arg1)"},
    {"QTimer::singleShot/3", "may spawns(arg2, arg1.*); moves(arg2)"},
    {"QTimer::singleShot/4", "may spawns(arg3, arg2.*); moves(arg3)"},

    // Folly.
    {"{" POOLS ",folly::Executor}::{add,addWithPriority}", "spawns(arg0); moves(arg0)"},
    {"{" POOLS "}::{join,stop,(destructor)}", "joins(this)"},
    {"folly::via/2", "may spawns(arg1, result); moves(arg1)"},
    {"folly::{Future,SemiFuture}::{get,wait}", "joins(this)"},
    {"folly::{Future,SemiFuture}::(destructor)", "detaches(this)"},
};

llvm::ArrayRef<ModelRow> holdfast::threadRows() { return Rows; }
