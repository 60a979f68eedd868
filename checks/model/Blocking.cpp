//===- Blocking.cpp - calls that wait for something outside ---------------===//
//
// Which functions of libraries may stop their thread for as long as something
// else takes: a clock, another thread, a disk, a peer. Names only: what they do
// with their arguments is said by rows, where it is. For the catalog. Not here:
// taking a lock and waiting on a condition variable, which rows of locks tell.
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

using namespace holdfast;

#define FUTURES "{std,boost}::{future,shared_future}"

static const char *const Names[] = {
    // A clock.
    "{std,boost}::this_thread::{sleep_for,sleep_until}",
    "{sleep,usleep}/1",
    "{nanosleep,thrd_sleep}/2",
    "clock_nanosleep/4",
    "absl::SleepFor",
    "QThread::{sleep,msleep,usleep}",

    // Other threads.
    "{std::thread,std::jthread,boost::thread}::join",
    "boost::thread_group::join_all",
    FUTURES "::{get,wait,wait_for,wait_until}",
    "std::{latch,barrier}::{wait,arrive_and_wait}",
    "std::{counting_semaphore,binary_semaphore}::{acquire,try_acquire_for,try_acquire_until}",
    "pthread_join/2",
    "pthread_barrier_wait/1",
    "{sem_wait,sem_timedwait}",
    "{tbb,tbb::detail::d1,tbb::detail::d2}::task_group::{wait,run_and_wait}",
    "{QThread::wait,QThreadPool::waitForDone,QFuture::waitForFinished,QFuture::result}",
    "{asio,boost::asio}::thread_pool::{join,wait}",
    "{asio,boost::asio}::io_context::{run,run_for,run_until,run_one}",
    "{tf::Executor::wait_for_all,tf::Future::get,tf::Future::wait}",

    // Other processes, disks and peers.
    "{wait/1,waitpid/3,system/1,popen/2,pclose/1}",
    "{read/3,pread/4,readv/3,fsync/1,fdatasync/1,sync_file_range/4,flock/2}",
    "{accept/3,accept4/4,connect/3,recv/4,recvfrom/6,recvmsg/3,send/4,sendto/6,sendmsg/3}",
    "{select/5,pselect/6,poll/3,ppoll/4,epoll_wait/4,epoll_pwait/5}",
    "{getaddrinfo/4,gethostbyname/1,getnameinfo/7}",
};

llvm::ArrayRef<const char *> holdfast::blockingNames() { return Names; }
