//===- Conventions.cpp - what names mean in most projects -----------------===//
//
// For a member function without a row and without a body in sight: names that
// refill their object, whatever it held. For the catalog. They err towards
// silence: a `reset` that reads first would be a use, and is not reported. Names
// that assert that a lock is held, with a body or without: in a release build it
// is empty. And names that say under which conditions a function may be called.
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"

using namespace holdfast;

static const ModelRow Rows[] = {
    {"{clear,Clear}", "reinit(this)"},
    {"{reset,Reset}", "reinit(this)"},
    {"{assign,Assign}", "reinit(this)"},
    {"{init,Init,initialize,Initialize}", "reinit(this)"},
    {"{open,Open}", "reinit(this)"},
    {"{swap,Swap}", "reinit(this); reinit(arg0)"},
    // Generated message classes.
    {"{CopyFrom,ParseFromString,ParseFromArray}", "reinit(this)"},
    {"{AssertHeld,AssertIsHeld,AssertLocked,AssertIsLocked,AssertLockHeld,AssertAcquired,AssertReaderHeld,AssertReadHeld}", "adopts(this)"},
    {"{assertHeld,assertIsHeld,assertLocked,assertIsLocked,assertLockHeld,assertAcquired}", "adopts(this)"},
    {"{assert_held,assert_is_held,assert_locked,assert_is_locked,assert_lock_held,assert_acquired}", "adopts(this)"},
};

llvm::ArrayRef<ModelRow> holdfast::conventionRows() { return Rows; }

bool holdfast::saysWhen(llvm::StringRef Name) {
  return llvm::any_of(llvm::ArrayRef<llvm::StringRef>{"duringopen", "during_open", "duringinit", "during_init", "duringstartup", "during_startup",
                                                      "duringshutdown", "during_shutdown"},
                      [&](llvm::StringRef Word) { return Name.rtrim('_').ends_with_insensitive(Word); });
}

bool holdfast::saysAlone(llvm::StringRef Name) {
  for (llvm::StringRef Word : {"init", "setup", "set_up", "shutdown", "shut_down", "teardown", "tear_down"})
    if (Name.starts_with_insensitive(Word))
      return true;
  if (saysWhen(Name))
    return true;
  // As tests call it, from one thread.
  if (Name.starts_with("TEST_"))
    return true;
  for (llvm::StringRef Word : {"ForTest", "ForTests", "ForTesting", "_for_test", "_for_tests", "_for_testing"})
    if (Name.rtrim('_').ends_with(Word))
      return true;
  return false;
}

bool holdfast::saysBeginOrEnd(llvm::StringRef Name) {
  for (llvm::StringRef Word : {"open", "recover", "init", "initialize", "setup", "close", "shutdown", "teardown", "destroy"})
    if (llvm::StringRef Rest = Name; Rest.consume_front_insensitive(Word) && (Rest.empty() || !llvm::isLower(Rest.front())))
      return true;
  return false;
}

bool holdfast::saysCalledLocked(llvm::StringRef Name) {
  for (llvm::StringRef Word : {"locked", "unlocked", "nolock", "no_lock", "without_lock", "withoutlock", "with_lock", "withlock", "lock_held", "lockheld",
                               "unsafe", "already_locked"})
    if (Name.rtrim('_').ends_with_insensitive(Word))
      return true;
  return false;
}

bool holdfast::namesLocksOrThreads(llvm::StringRef FileName, llvm::StringRef Text) {
  static const llvm::Regex Words("mutex|lock|thread|semaphore|sync", llvm::Regex::IgnoreCase);
  static const llvm::Regex Names("std::(recursive_|timed_|shared_)*mutex|std::j?thread|lock_guard|unique_lock|scoped_lock|"
                                 "pthread_(create|join|mutex|rwlock|spin)|std::abort|std::terminate|[^a-z_]abort *\\(");
  return Words.match(FileName) || Names.match(Text);
}
