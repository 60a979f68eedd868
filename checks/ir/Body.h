//===- Body.h - one lowered function --------------------------------------===//
//
// Blocks of events over places, joined by edges. Block 0 is the entry, block 1
// the exit by return, block 2 the exit by an exception. Every branch begins
// its targets with an Assume. A Body is plain data: it can be printed,
// verified and built by hand (test/unit).
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_IR_BODY_H
#define HOLDFAST_IR_BODY_H

#include "ir/Closure.h"
#include "ir/Event.h"
#include "ir/Place.h"
#include "ir/Symbols.h"
#include "ir/Term.h"

#include "llvm/ADT/SmallVector.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace holdfast {

struct CallEffects;

/// How a parameter is declared to take its argument.
enum class Passing : uint8_t {
  Value,
  Reference,      ///< T &
  ConstReference, ///< const T &
  RvalueReference,///< T &&, with an rvalue
  Pointer,        ///< T *, by value
  ConstPointer,   ///< const T *, by value
};

/// What a call may name; one per function declaration and unit.
struct Callee {
  SymbolId Name;        ///< key: qualified; display: as the user calls it
  FunctionId Body;      ///< where its body was lowered in this unit
  const CallEffects *Row = nullptr; ///< from the catalog; null: none
  bool IsConvention = false; ///< Row is what functions of such a name usually do
  bool IsConst = false;   ///< a const member function
  bool IsStatic = true;   ///< has no object
  bool NeverReturns = false;
  bool MayDispatch = false; ///< virtual, the body that runs is not known
  bool IsConstructor = false;
  bool IsOperator = false;  ///< what it returns is of its operands: an element, a pointee
  bool Reinitializes = false; ///< [[clang::reinitializes]]
  bool IsLibrary = false;     ///< declared in a system header
  bool Blocks = false;        ///< a row, a table or an annotation says that it may wait for something outside
  const CallEffects *Elsewhere = nullptr; ///< of its body in another unit; null: nothing is known
  const CallEffects *Annotated = nullptr; ///< what its thread-safety attributes say; null: nothing

  /// True where what its body does is looked at there, in this unit or another.
  bool isLookedInto() const { return Body || Elsewhere; }
  /// True for one of the user's whose body is in another unit, and no other's runs.
  bool isOfOtherUnit() const { return Name && !Body && !IsLibrary && !MayDispatch; }
};

struct Argument {
  PlaceId Place;  ///< referent of a reference, else the parameter's own place
  Passing How = Passing::Value;
  Span Where;
  Span Whole;     ///< the spelled cast around it, if any
  TermId Value;   ///< of a scalar, where it is known
  CalleeId Function = CalleeId(); ///< whose address it is, where that is written
  bool IsForwarded = false; ///< a Reference that is spelled `T &&`: an lvalue was given
};

struct Call {
  CalleeId Target; ///< invalid: a call through a pointer or unknown
  Argument Object; ///< Place invalid: there is none
  llvm::SmallVector<Argument, 4> Args;
  PlaceId Result; ///< what the result is constructed into or refers to
  const CallEffects *Made = nullptr; ///< of the constructor that a row's `makes` runs
  CalleeId Maker = CalleeId(); ///< that constructor, where it is one of the user's, with the same arguments
  Span Where;
  bool MayThrowOut = false; ///< neither noexcept nor known by a row, and outside of any try
  PlaceId Tasks = PlaceId(); ///< holds the OpenMP tasks that the callee leaves; invalid: Program::Tasks
};

enum class EdgeKind : uint8_t { Normal, Back, Unwind };

struct Edge {
  BlockId To;
  EdgeKind Kind = EdgeKind::Normal;
};

/// A lock that a function's annotation says its caller holds, or shall hold.
struct RequiredLock {
  PlaceId Lock;
  bool Shared = false;
};

/// The lock by which a field or global is guarded, as its annotation says it.
struct DeclaredGuard {
  SymbolId Global; ///< invalid: the path begins at the object that has the field
  llvm::SmallVector<Projection, 2> Steps;
  bool OfPointee = false; ///< what the pointer points to, not the pointer
};

/// The lock `First` is declared to be taken before the lock `Second`: fields or
/// globals.
struct DeclaredOrder {
  SymbolId First, Second;
  Span Where; ///< the one that has the annotation
};

/// A question that `Object`'s type answers after a move, and how: a moved
/// `std::unique_ptr` says that it is null.
struct MovedAnswer {
  PlaceId Object;
  TermId Question;
  bool Answer = false;
};

/// What a loop counts with, or gives each element to.
struct LoopVariable {
  PlaceId Variable;
  bool IsOfAllRounds = false; ///< one variable for the whole loop, which changes
};
/// A question that a guard answers: where the answer is this, it holds its lock.
using HeldAnswer = MovedAnswer;

struct Block {
  std::vector<Event> Events;
  llvm::SmallVector<Edge, 2> Successors;
  Span Where; ///< of a loop's head: the loop
  Span Begins;  ///< the statement of whose text it is the first
  Span Follows; ///< the statement whose paths meet here, behind its text
};

/// One token that names a variable. No solver reads these.
struct Mention {
  Span Where;
  PlaceId Place;
  SymbolId Name; ///< of the variable; a reference has one of its own beside that of its place
  bool IsDeclaration = false;
};

struct Body {
  static constexpr uint32_t EntryIndex = 0, ExitIndex = 1, UnwindIndex = 2;

  FunctionId Id;
  std::string Name;          ///< qualified, as the user reads it
  std::string Instantiation; ///< "[T = int]", or empty
  Span Where;
  PlaceTable Places;
  TermTable Terms;
  std::vector<Call> Calls;
  std::vector<MovedAnswer> MovedAnswers;
  std::vector<Closure> Closures;
  std::vector<LoopVariable> LoopVariables;
  std::vector<HeldAnswer> HeldAnswers;
  std::vector<Block> Blocks;
  std::vector<Mention> Mentions; ///< where they are asked for
  std::vector<PlaceId> Params; ///< by position; a reference denotes its referent
  /// By position: a reference that often binds to a temporary, as a
  /// `const std::string &` does.
  std::vector<bool> TakesTemporaries;
  std::vector<bool> OfRvalue;  ///< by position: a reference to what its caller gives away
  PlaceId This;                ///< the object itself, or invalid
  PlaceId Return;              ///< the result slot, or invalid
  bool IsConst = false;        ///< a const member function
  bool IsCoroutine = false;
  bool OwnedByResult = false;  ///< a coroutine that may end with the object which it returns
  bool MakesOrEnds = false;    ///< a constructor or destructor
  bool IsDestructor = false;
  bool IsLambda = false;
  bool IsUnchecked = false;    ///< annotated: its locks are not to be analysed
  SymbolId Symbol;             ///< the function itself
  bool IsOpen = true;          ///< others than this unit's functions may call it
  bool IsDispatched = false;   ///< not open, but virtual: whoever has a base class may call it
  bool IsOfProgram = false;    ///< nobody else can call it, and who does sees its body
  bool IsShared = false;       ///< other units call it by its declaration alone
  bool IsBeginOrEnd = false;   ///< its name says that it begins or ends the object's use
  bool IsCalledAlone = false;  ///< its name says that no thread uses the object then
  bool IsCalledLocked = false; ///< its name says that the caller holds the lock
  std::vector<RequiredLock> Required; ///< held where it begins, as its annotation says
  std::vector<RequiredLock> Promised; ///< held where it returns, as its annotation says
  std::vector<PlaceId> Tried;         ///< held or not where it returns, as the returned value tells
  bool IsAsked = true;         ///< false: its summary saw nothing that a rule has a question to
};

/// Where threads find what they run: names of fields from outside in, the first
/// may be a global's.
struct DrainedMember {
  llvm::SmallVector<SymbolId, 2> Names;
  bool ByMany = false; ///< a loop starts the threads that empty it
};

/// All bodies of a unit and what they share.
struct Program {
  SymbolTable Symbols;
  TypeTable Types;
  std::vector<Callee> Callees;
  std::vector<Body> Bodies; ///< by FunctionId
  std::map<SymbolId, FunctionId> Functions; ///< with a body, of those that a place stands for
  std::map<SymbolId, llvm::SmallVector<DeclaredGuard, 1>> Guards; ///< by field or global
  std::vector<std::shared_ptr<const CallEffects>> Annotations;    ///< owns those of the callees, and what is known from elsewhere
  std::set<SymbolId> AnnotatedLocks;  ///< fields and globals that an annotation names as a lock
  std::vector<DeclaredOrder> Orders;
  /// A name that means the same field, variable or function in every unit.
  /// Made when it is asked for; empty: the program is built by hand.
  std::function<std::string(SymbolId)> StableName;
  /// The class that a field is of, as its own file calls it; empty: none. May be missing, too.
  std::function<std::string(SymbolId)> OwnerName;
  /// Makes symbols, with types, of the members of the classes that a function is
  /// of, or takes. May be missing, too.
  std::function<void(SymbolId)> NameMembers;
  /// Where an annotation of a member can be written: its declarator, or an invalid
  /// span. May be missing, too.
  std::function<Span(SymbolId)> DeclaratorOf;
  /// The project's own macro for "guarded by", or "". May be missing, too.
  std::function<std::string()> GuardMacro;
  std::vector<DrainedMember> Drained;
  /// A global that no declaration is of: it holds the OpenMP tasks of whatever task
  /// a function is called in. Invalid where the unit starts none.
  SymbolId Tasks;

  /// True where annotations say of this lock who holds it when: its class has
  /// them, and the lock is named by some.
  bool isAnnotatedLock(const Body &B, PlaceId Lock) const;

  /// The part of `P` that Drained names, or invalid; and which of them.
  PlaceId drainedPart(const Body &B, PlaceId P, const DrainedMember **By = nullptr) const;
};

} // namespace holdfast

#endif
