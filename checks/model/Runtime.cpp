//===- Runtime.cpp - Holdfast's own runtime, in rows ----------------------===//
//
// What the threads, goroutines, waits and locks of runtime/include/holdfast do.
// Their bodies are on the other side of queues and words of memory, where nothing
// can be followed. For the catalog; docs/runtime.md says what the rules see by it.
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

using namespace holdfast;

static const ModelRow Rows[] = {
    // Threads and goroutines: who holds them, and where they end.
    {"holdfast::{spawn,go}", "spawns(arg0, result) with arg1..15; spawns(arg1..15, result); moves(arg0..15)"},
    {"holdfast::{thread_scope::spawn,go_group::go}", "spawns(arg0, this) with arg1..15; spawns(arg1..15, this); moves(arg0..15)"},
    {"holdfast::{thread_scope,go_group}::join_all", "joins(this)"},
    {"holdfast::{join_handle,go_handle,scoped_handle,scoped_go_handle}::join", "moves(this); joins(this); blocks"},
    {"holdfast::{join_handle,go_handle}::detach", "moves(this); detaches(this)"},
    {"holdfast::{join_handle,go_handle}::(destructor)", "abandons(this)"},
    // Who waits for what a thread does last.
    {"holdfast::{latch,wait_group}::{wait,arrive_and_wait}", "joins(this); blocks"},
    {"holdfast::receiver::receive", "joins(this); blocks"},
    // Locks, and the guards that lead to their data.
    {"holdfast::{mutex::lock,mutex::lock_after,rwlock::write}", "locks(this, result); blocks"},
    {"holdfast::rwlock::read", "locks-shared(this, result); blocks"},
    {"holdfast::mutex::with", "locks(this); runs(arg0) once; unlocks(this); blocks"},
    {"holdfast::{mutex_guard,mapped_guard,read_guard,write_guard}::{operator*,operator->}", "reads(this); alias(this.*)"},
};

llvm::ArrayRef<ModelRow> holdfast::runtimeRows() { return Rows; }
