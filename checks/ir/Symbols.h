//===- Symbols.h - names and types of one unit ----------------------------===//
//
// A Symbol is an entity that keeps its identity across bodies (a field, a
// base, a global, a function), with the name that the user reads. A TypeInfo
// holds the few facts about a type that questions after lowering need.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_IR_SYMBOLS_H
#define HOLDFAST_IR_SYMBOLS_H

#include "ir/Place.h"
#include "support/Span.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace holdfast {

struct CallEffects;

class SymbolTable {
public:
  /// `Key` identifies the entity in the unit, `Display` is its plain name.
  SymbolId intern(llvm::StringRef Key, llvm::StringRef Display) {
    auto [It, New] = Index.try_emplace(Key, uint32_t(Names.size()));
    if (New)
      Names.push_back({It->getKey(), Display.str(), {}});
    return SymbolId(It->second);
  }
  llvm::StringRef display(SymbolId S) const {
    return S ? llvm::StringRef(Names[S.index()].Display) : llvm::StringRef();
  }
  uint32_t size() const { return uint32_t(Names.size()); }
  llvm::StringRef key(SymbolId S) const { return Names[S.index()].Key; }
  /// Of a field or base class that a place has gone through; else invalid.
  TypeId type(SymbolId S) const { return S ? Names[S.index()].Type : TypeId(); }
  void setType(SymbolId S, TypeId T) { Names[S.index()].Type = T; }
  /// A variable that each thread has for itself.
  bool isPerThread(SymbolId S) const { return S && Names[S.index()].IsPerThread; }
  void setPerThread(SymbolId S) { Names[S.index()].IsPerThread = true; }

  /// A member that is declared const: it is what its constructor made it.
  bool isConstant(SymbolId S) const { return S && Names[S.index()].IsConstant; }
  void setConstant(SymbolId S) { Names[S.index()].IsConstant = true; }

private:
  struct Entry {
    llvm::StringRef Key; ///< owned by Index
    std::string Display;
    TypeId Type;
    bool IsPerThread = false, IsConstant = false;
  };
  llvm::StringMap<uint32_t> Index;
  std::vector<Entry> Names;
};

/// What two threads may do with one object at the same time.
enum class Sharing : uint8_t {
  Orders,   ///< anything: it locks, counts or signals, or nobody knows what it does
  Data,     ///< read only: what is written in one thread races with the other
  Harmless, ///< anything, but no thread waits for the other
};

/// How a value goes to another thread, as far as its class says by itself.
enum class Crossing : uint8_t {
  AsParts, ///< as what it holds does
  Send,    ///< may go
  NotSend, ///< must stay: marked, or by a row
  Guard,   ///< holds a lock of the mutex that it holds, if it tells one
  Mutex,   ///< may go; only the thread that has locked it may unlock it
  Shares,  ///< as what it points to does, which others may point to as well
  Unheld,  ///< a guard that is made with this has locked nothing yet
  Unknown, ///< nobody knows what it holds
};

/// What is asked of a type after lowering.
struct TypeInfo {
  std::string Name;
  bool IsCopyable = false;   ///< has an accessible copy constructor
  bool IsClass = false;
  bool IsHandle = false;     ///< pointer-like: what it points to is not part of it
  bool IsKeptByMove = false; ///< a move is no more than a copy: the source keeps its value
  std::vector<FunctionId> OwnMoves; ///< its move operations with a visible body
  FunctionId Destructor;     ///< its visible body
  const CallEffects *DropRow = nullptr; ///< the catalog's row of the destructor
  /// Parts with a destructor that matters to others, as TypeInfo tells.
  std::vector<std::pair<Projection, TypeId>> DropParts;
  /// Fields of a class of the user's whose destructors do something, in order
  /// of declaration: the last dies first.
  std::vector<SymbolId> DyingFields;
  bool HidesDestructor = false; ///< it or a part has one of the user's, without a visible body
  SymbolId DestructorElsewhere;  ///< its own, where HidesDestructor
  const CallEffects *DropElsewhere = nullptr; ///< what that does, where another unit tells
  FunctionId Deleter;        ///< of a smart pointer: a functor with a visible body
  bool IsView = false;       ///< made from what it then points to, as std::string_view
  bool HidesMoves = false;   ///< has a move operation without one
  FunctionId LockMember;     ///< its `lock()`, if visible: what a guard calls
  bool IsGuard = false;      ///< annotated: gives back what it holds where it ends
  bool LocksOnce = false;    ///< a lock that its holder must not take again
  bool IsCapability = false; ///< a lock of which annotations say what its functions do
  bool HoldsLock = false;    ///< a class with a lock among its members, or a pointer to one
  bool IsLock = false;       ///< something that locks, as far as its name or class tells
  FunctionId CallOperator;   ///< of a closure or functor with one visible body
  Sharing InThreads = Sharing::Orders;
  bool IsReferenceWrapper = false; ///< std::ref and its kin: a copy denotes what it was made of
  // Only where the unit starts threads; Name only where something must not cross.
  Crossing Crosses = Crossing::AsParts;
  std::vector<std::pair<Projection, TypeId>> Holds; ///< what goes along: members, captures, bases, elements
  FunctionId Copy;           ///< its visible copy constructor
  Span Where;                ///< the user's class

  /// False for what only tells of an end, such as a flag or a condition variable,
  /// and has no thread of its own.
  bool mayHoldThread() const { return !IsClass || DropRow || !DropParts.empty() || Destructor || DropElsewhere; }
};

class TypeTable {
public:
  TypeId add(TypeInfo Info) {
    Types.push_back(std::move(Info));
    return TypeId(uint32_t(Types.size() - 1));
  }
  uint32_t size() const { return uint32_t(Types.size()); }
  const TypeInfo &operator[](TypeId T) const { return Types[T.index()]; }
  TypeInfo &operator[](TypeId T) { return Types[T.index()]; }

private:
  std::vector<TypeInfo> Types;
};

} // namespace holdfast

#endif
