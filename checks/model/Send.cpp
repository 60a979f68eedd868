//===- Send.cpp - rows of types: what may go to another thread ------------===//
//
// How a value of a library class crosses threads, and what goes along with it.
// For the catalog, which lowering asks by the class's qualified name. A class
// that has no row is judged by its members where it is the user's, and else is
// unknown, unless it is trivially copyable. Not said here: what is only
// pointed to, which other rules ask about.
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

#include "llvm/ADT/StringSwitch.h"

using namespace holdfast;

#define MUTEXES "mutex,timed_mutex,recursive_mutex,recursive_timed_mutex,shared_mutex,shared_timed_mutex"
#define SEQUENCES "vector,deque,list,forward_list,array,stack,queue,priority_queue,initializer_list"
#define TREES "set,multiset,map,multimap,flat_set,flat_map"
#define HASHES "unordered_set,unordered_multiset,unordered_map,unordered_multimap"
#define SUMS "pair,tuple,optional,variant,expected,unique_ptr"

static const ModelRow Rows[] = {
    // Only the thread that has locked may unlock.
    {"{std,boost}::{" MUTEXES "}", "mutex"},
    {"boost::upgrade_mutex", "mutex"},
    {"{QMutex,QRecursiveMutex,QReadWriteLock,absl::Mutex}", "mutex"},
    {"{std,boost}::{lock_guard,unique_lock,shared_lock,scoped_lock}", "guard"},
    {"boost::{upgrade_lock,upgrade_to_unique_lock,strict_lock,nested_strict_lock,shared_lock_guard}", "guard"},
    {"{QMutexLocker,QReadLocker,QWriteLocker}", "guard"},
    {"absl::{MutexLock,ReaderMutexLock,WriterMutexLock,MutexLockMaybe,ReleasableMutexLock}", "guard"},
    {"{std,boost}::{defer_lock_t}", "unheld"},

    // Counts without atomics, and what belongs to one thread by its documentation.
    {"boost::{local_shared_ptr,thread_unsafe_counter}", "not-send"},
    {"{pybind11,nanobind}::{gil_scoped_acquire,gil_scoped_release}", "not-send"},
    {"v8::{HandleScope,EscapableHandleScope,Local,LocalVector,Locker,Unlocker}", "not-send"},
    {"QPainter", "not-send"},

    // What owns its elements: they go along.
    {"std::{" SEQUENCES "," TREES "," HASHES "," SUMS "}", "holds"},
    {"boost::{optional,variant,scoped_ptr,array,circular_buffer}", "holds"},
    {"boost::movelib::unique_ptr", "holds"},
    {"boost::container::{vector,deque,list,small_vector,static_vector,map,set,flat_map,flat_set}", "holds"},
    {"absl::{optional,variant,InlinedVector,FixedArray,flat_hash_map,flat_hash_set,node_hash_map,node_hash_set,"
     "btree_map,btree_set,StatusOr}", "holds"},
    {"folly::{Optional,Expected,fbvector,small_vector,F14FastMap,F14FastSet,F14NodeMap,F14ValueMap}", "holds"},
    {"{QVector,QList,QMap,QHash,QSet,QPair,QScopedPointer,QQueue,QStack}", "holds"},
    {"{std,boost}::{shared_ptr,weak_ptr}", "shares"},
    {"{QSharedPointer,QWeakPointer}", "shares"},

    // Made to be sent, or without a thread of their own.
    {"std::{allocator,char_traits,less,greater,equal_to,hash,default_delete,basic_string,basic_string_view,span}",
     "send"},
    {"std::{atomic,atomic_flag,thread,jthread,stop_token,stop_source,future,shared_future,promise,"
     "condition_variable,condition_variable_any,latch,barrier,counting_semaphore,once_flag,exception_ptr,"
     "reference_wrapper}", "send"},
    {"boost::{atomic,thread,future,shared_future,promise,condition_variable,barrier,exception_ptr}",
     "send"},
    // What they hold is known where it was put in.
    {"{std,boost}::packaged_task", "hides"},
    {"std::{_Bind,_Bind_result,_Bind_front,__bind,__bind_r,__perfect_forward}", "hides"},
    {"std::{basic_regex,error_code,exception,runtime_error,logic_error,bitset,locale,monostate}", "send"},
    {"std::filesystem::path", "send"},
    {"{QString,QByteArray,QVariant,QUrl,QDateTime}", "send"},
};

llvm::ArrayRef<ModelRow> holdfast::sendRows() { return Rows; }

std::optional<Crossing> holdfast::crossingWord(llvm::StringRef Word) {
  return llvm::StringSwitch<std::optional<Crossing>>(Word)
      .Case("send", Crossing::Send)
      .Case("not-send", Crossing::NotSend)
      .Case("guard", Crossing::Guard)
      .Case("mutex", Crossing::Mutex)
      .Case("holds", Crossing::AsParts)
      .Case("shares", Crossing::Shares)
      .Case("unheld", Crossing::Unheld)
      .Case("hides", Crossing::Unknown)
      .Default(std::nullopt);
}
