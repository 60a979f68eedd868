// Locking bugs of public projects, rebuilt in small from their descriptions;
// each is followed by its fix, which is silent. None has an annotation.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,unguarded-access %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

// facebook/rocksdb 10610: the counts of scheduled compactions are read by a
// getter that does not take the mutex.
namespace rocksdb_10610 {
class Mutex {
public:
  void Lock() { mu.lock(); }
  void Unlock() { mu.unlock(); }

private:
  std::mutex mu;
};
class MutexLock {
public:
  explicit MutexLock(Mutex *m) : m(m) { m->Lock(); }
  ~MutexLock() { m->Unlock(); }

private:
  Mutex *m;
};
class Broken {
public:
  void Schedule() {
    MutexLock l(&mutex_);
    ++bg_compaction_scheduled_;
  }
  void Finish() {
    MutexLock l(&mutex_);
    if (bg_compaction_scheduled_ > 0)
      --bg_compaction_scheduled_;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'bg_compaction_scheduled_' is read without 'mutex_' [holdfast-unguarded-access]
  int Scheduled() { return bg_compaction_scheduled_; }

private:
  Mutex mutex_;
  int bg_compaction_scheduled_ = 0;
};
class Fixed {
public:
  void Schedule() {
    MutexLock l(&mutex_);
    ++bg_compaction_scheduled_;
  }
  void Finish() {
    MutexLock l(&mutex_);
    if (bg_compaction_scheduled_ > 0)
      --bg_compaction_scheduled_;
  }
  int Scheduled() {
    MutexLock l(&mutex_);
    return bg_compaction_scheduled_;
  }

private:
  Mutex mutex_;
  int bg_compaction_scheduled_ = 0;
};
} // namespace rocksdb_10610

// facebook/rocksdb 7029: the pointer to the statistics is set under the mutex,
// and used after it was released.
namespace rocksdb_7029 {
struct Statistics {
  void record();
};
class Broken {
public:
  void SetStatistics(const std::shared_ptr<Statistics> &stats) {
    std::lock_guard<std::mutex> l(mu_);
    stats_ = stats;
  }
  void DeleteFile(const std::string &path) {
    mu_.lock();
    queue_.push(path);
    bool known = stats_ != nullptr;
    mu_.unlock();
    if (known)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'stats_' is read without 'mu_' [holdfast-unguarded-access]
      stats_->record();
  }
  void Background() {
    std::lock_guard<std::mutex> l(mu_);
    while (!queue_.empty()) {
      stats_->record();
      queue_.pop();
    }
  }

private:
  std::mutex mu_;
  std::queue<std::string> queue_;
  std::shared_ptr<Statistics> stats_;
};
class Fixed {
public:
  void SetStatistics(const std::shared_ptr<Statistics> &stats) {
    std::lock_guard<std::mutex> l(mu_);
    stats_ = stats;
  }
  void DeleteFile(const std::string &path) {
    mu_.lock();
    queue_.push(path);
    bool known = stats_ != nullptr;
    if (known)
      stats_->record();
    mu_.unlock();
  }
  void Background() {
    std::lock_guard<std::mutex> l(mu_);
    while (!queue_.empty()) {
      stats_->record();
      queue_.pop();
    }
  }

private:
  std::mutex mu_;
  std::queue<std::string> queue_;
  std::shared_ptr<Statistics> stats_;
};
} // namespace rocksdb_7029

// grpc/grpc 42304: the getter takes the mutex of something else.
namespace grpc_42304 {
class Broken {
public:
  void Initialize(int pollers) {
    std::unique_lock<std::mutex> lock(mu_);
    pollers_ = pollers;
    max_threads_sofar_ = pollers;
  }
  void MainWorkLoop() {
    std::unique_lock<std::mutex> lock(mu_);
    if (++pollers_ > max_threads_sofar_)
      max_threads_sofar_ = pollers_;
  }
  void MarkAsCompleted(int thread) {
    std::lock_guard<std::mutex> list_lock(list_mu_);
    completed_.push_back(thread);
  }
  int GetMaxThreadsSoFar() {
    std::lock_guard<std::mutex> list_lock(list_mu_);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'max_threads_sofar_' is read without 'mu_' [holdfast-unguarded-access]
    return max_threads_sofar_;
  }

private:
  std::mutex mu_, list_mu_;
  int pollers_ = 0, max_threads_sofar_ = 0;
  std::vector<int> completed_;
};
class Fixed {
public:
  void Initialize(int pollers) {
    std::unique_lock<std::mutex> lock(mu_);
    pollers_ = pollers;
    max_threads_sofar_ = pollers;
  }
  void MainWorkLoop() {
    std::unique_lock<std::mutex> lock(mu_);
    if (++pollers_ > max_threads_sofar_)
      max_threads_sofar_ = pollers_;
  }
  void MarkAsCompleted(int thread) {
    std::lock_guard<std::mutex> list_lock(list_mu_);
    completed_.push_back(thread);
  }
  int GetMaxThreadsSoFar() {
    std::lock_guard<std::mutex> lock(mu_);
    return max_threads_sofar_;
  }

private:
  std::mutex mu_, list_mu_;
  int pollers_ = 0, max_threads_sofar_ = 0;
  std::vector<int> completed_;
};
} // namespace grpc_42304

// CppMicroServices 416: the map is searched before the lock that guards its
// changes is taken.
namespace cppmicroservices_416 {
class Broken {
public:
  int Install(const std::string &location) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'bundles' is read without 'bundlesMutex' [holdfast-unguarded-access]
    auto found = bundles.find(location);
    std::unique_lock<std::mutex> l(bundlesMutex);
    return bundles[location] = int(bundles.size());
  }
  void Remove(const std::string &location) {
    std::unique_lock<std::mutex> l(bundlesMutex);
    bundles.erase(location);
  }
  bool Has(const std::string &location) {
    std::unique_lock<std::mutex> l(bundlesMutex);
    return bundles.count(location);
  }

private:
  std::mutex bundlesMutex;
  std::map<std::string, int> bundles;
};
class Fixed {
public:
  int Install(const std::string &location) {
    std::unique_lock<std::mutex> l(bundlesMutex);
    auto found = bundles.find(location);
    return bundles[location] = int(bundles.size());
  }
  void Remove(const std::string &location) {
    std::unique_lock<std::mutex> l(bundlesMutex);
    bundles.erase(location);
  }
  bool Has(const std::string &location) {
    std::unique_lock<std::mutex> l(bundlesMutex);
    return bundles.count(location);
  }

private:
  std::mutex bundlesMutex;
  std::map<std::string, int> bundles;
};
} // namespace cppmicroservices_416

// goldendict 1218: the answer's flag is set without the mutex of the data.
namespace goldendict_1218 {
class Broken {
public:
  void append(char c) {
    std::lock_guard<std::mutex> l(dataMutex);
    data.push_back(c);
    hasAnyData = true;
  }
  bool fullSize(size_t &size) {
    std::lock_guard<std::mutex> l(dataMutex);
    size = hasAnyData ? data.size() : 0;
    return hasAnyData;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'hasAnyData' is written without 'dataMutex' [holdfast-unguarded-access]
  void finish() { hasAnyData = true; }

private:
  std::mutex dataMutex;
  std::vector<char> data;
  bool hasAnyData = false;
};
class Fixed {
public:
  void append(char c) {
    std::lock_guard<std::mutex> l(dataMutex);
    data.push_back(c);
    hasAnyData = true;
  }
  bool fullSize(size_t &size) {
    std::lock_guard<std::mutex> l(dataMutex);
    size = hasAnyData ? data.size() : 0;
    return hasAnyData;
  }
  void finish() {
    std::lock_guard<std::mutex> l(dataMutex);
    hasAnyData = true;
  }

private:
  std::mutex dataMutex;
  std::vector<char> data;
  bool hasAnyData = false;
};
} // namespace goldendict_1218

// eProsima/Fast-DDS 6422: a reader that another thread resets under the
// writer's mutex is asked for without it.
namespace fastdds_6422 {
struct Reader {
  bool accepts(int change);
};
class Broken {
public:
  void start(const std::shared_ptr<Reader> &reader) {
    std::lock_guard<std::recursive_mutex> guard(mp_mutex);
    local_reader_ = reader;
  }
  void stop() {
    std::lock_guard<std::recursive_mutex> guard(mp_mutex);
    local_reader_.reset();
  }
  bool isLocal() {
    std::lock_guard<std::recursive_mutex> guard(mp_mutex);
    return local_reader_ != nullptr;
  }
  bool deliver(int change) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'local_reader_' is read without 'mp_mutex' [holdfast-unguarded-access]
    std::shared_ptr<Reader> reader = local_reader_;
    return reader && reader->accepts(change);
  }

private:
  std::recursive_mutex mp_mutex;
  std::shared_ptr<Reader> local_reader_;
};
class Fixed {
public:
  void start(const std::shared_ptr<Reader> &reader) {
    std::lock_guard<std::recursive_mutex> guard(mp_mutex);
    local_reader_ = reader;
  }
  void stop() {
    std::lock_guard<std::recursive_mutex> guard(mp_mutex);
    local_reader_.reset();
  }
  bool isLocal() {
    std::lock_guard<std::recursive_mutex> guard(mp_mutex);
    return local_reader_ != nullptr;
  }
  bool deliver(int change) {
    std::lock_guard<std::recursive_mutex> guard(mp_mutex);
    std::shared_ptr<Reader> reader = local_reader_;
    return reader && reader->accepts(change);
  }

private:
  std::recursive_mutex mp_mutex;
  std::shared_ptr<Reader> local_reader_;
};
} // namespace fastdds_6422

// unodb 275: getters read without locking; the fix takes a shared lock.
namespace unodb_275 {
class Broken {
public:
  void registerThread() {
    std::lock_guard guard{qsbr_rwlock};
    ++thread_count;
    ++threads_in_previous_epoch;
  }
  void unregisterThread() {
    std::lock_guard guard{qsbr_rwlock};
    --thread_count;
    if (threads_in_previous_epoch > thread_count)
      threads_in_previous_epoch = thread_count;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'thread_count' is read without 'qsbr_rwlock' [holdfast-unguarded-access]
  bool isSingleThreaded() const { return thread_count < 2; }

private:
  mutable std::shared_mutex qsbr_rwlock;
  unsigned thread_count = 0, threads_in_previous_epoch = 0;
};
class Fixed {
public:
  void registerThread() {
    std::lock_guard guard{qsbr_rwlock};
    ++thread_count;
    ++threads_in_previous_epoch;
  }
  void unregisterThread() {
    std::lock_guard guard{qsbr_rwlock};
    --thread_count;
    if (threads_in_previous_epoch > thread_count)
      threads_in_previous_epoch = thread_count;
  }
  bool isSingleThreaded() const {
    std::shared_lock guard{qsbr_rwlock};
    return thread_count < 2;
  }

private:
  mutable std::shared_mutex qsbr_rwlock;
  unsigned thread_count = 0, threads_in_previous_epoch = 0;
};
} // namespace unodb_275

// jimbeveridge/readdirectorychanges 2: one operation of a thread-safe queue has
// no lock.
namespace readdirectorychanges_2 {
template <class T> class Broken {
public:
  void push(T value) {
    std::lock_guard<std::mutex> lock(m_mutex);
    m_queue.push_back(value);
  }
  bool pop_front(T &value) {
    std::lock_guard<std::mutex> lock(m_mutex);
    if (m_queue.empty())
      return false;
    value = m_queue.front();
    m_queue.pop_front();
    return true;
  }
  void pop_back() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'm_queue' is written without 'm_mutex' [holdfast-unguarded-access]
    m_queue.pop_back();
  }

private:
  std::mutex m_mutex;
  std::deque<T> m_queue;
};
template <class T> class Fixed {
public:
  void push(T value) {
    std::lock_guard<std::mutex> lock(m_mutex);
    m_queue.push_back(value);
  }
  bool pop_front(T &value) {
    std::lock_guard<std::mutex> lock(m_mutex);
    if (m_queue.empty())
      return false;
    value = m_queue.front();
    m_queue.pop_front();
    return true;
  }
  void pop_back() {
    std::lock_guard<std::mutex> lock(m_mutex);
    m_queue.pop_back();
  }

private:
  std::mutex m_mutex;
  std::deque<T> m_queue;
};
template class Broken<int>;
template class Broken<std::string>;
template class Fixed<int>;
} // namespace readdirectorychanges_2

// slaclab/rogue 1218: a queue is asked whether it is empty without its mutex.
namespace rogue_1218 {
template <class T> class Broken {
public:
  void push(const T &data) {
    std::unique_lock<std::mutex> lock(mtx_);
    while (max_ > 0 && queue_.size() >= max_)
      pushCond_.wait(lock);
    queue_.push(data);
    popCond_.notify_all();
  }
  T pop() {
    std::unique_lock<std::mutex> lock(mtx_);
    while (queue_.empty())
      popCond_.wait(lock);
    T out = queue_.front();
    queue_.pop();
    pushCond_.notify_all();
    return out;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'queue_' is read without 'mtx_' [holdfast-unguarded-access]
  bool empty() { return queue_.empty(); }

private:
  std::queue<T> queue_;
  mutable std::mutex mtx_;
  std::condition_variable pushCond_, popCond_;
  unsigned max_ = 0;
};
template <class T> class Fixed {
public:
  void push(const T &data) {
    std::unique_lock<std::mutex> lock(mtx_);
    while (max_ > 0 && queue_.size() >= max_)
      pushCond_.wait(lock);
    queue_.push(data);
    popCond_.notify_all();
  }
  T pop() {
    std::unique_lock<std::mutex> lock(mtx_);
    while (queue_.empty())
      popCond_.wait(lock);
    T out = queue_.front();
    queue_.pop();
    pushCond_.notify_all();
    return out;
  }
  bool empty() {
    std::unique_lock<std::mutex> lock(mtx_);
    return queue_.empty();
  }

private:
  std::queue<T> queue_;
  mutable std::mutex mtx_;
  std::condition_variable pushCond_, popCond_;
  unsigned max_ = 0;
};
template class Broken<int>;
template class Fixed<int>;
} // namespace rogue_1218
