//===- Catalog.h - library knowledge, by declaration ----------------------===//
//
// Finds the row of a function. Rows are keyed by qualified name without
// template arguments and inline namespaces, so that one row serves libstdc++,
// libc++ and a project's stand-ins. Lowering asks first with the static type
// of the object, then with its bases. Tables are data: model/*.cpp, one per
// subject; a user's rows come from the configuration and override them. Rows
// that an AST matcher selects are lowering's: lower/RowMatchers.h.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_MODEL_CATALOG_H
#define HOLDFAST_MODEL_CATALOG_H

#include "ir/Symbols.h"
#include "model/CallEffects.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <optional>

namespace holdfast {

/// "std::vector::clear", or "std::move/1" for one number of parameters only;
/// then what it does: "reinit(this)". docs/models.md lists the words.
struct ModelRow {
  const char *Callee;
  const char *Words;
};

/// Library classes by what two threads may do with one object of them.
struct SharedTypeRow {
  const char *Classes;
  Sharing InThreads;
};

/// What a row says, and how late: of two rows that name one function the later
/// one counts. The built-in rows come before all others.
struct Row : CallEffects {
  unsigned Order = 0;

  /// True for what only says that a lock is held.
  bool isAssertion() const { return Effects.size() == 1 && Effects[0].Kind == EffectKind::Adopts && Effects[0].Target.Base == EffectPath::None; }
};

/// Parses the words of one row. Fails with a sentence that names the word.
llvm::Expected<CallEffects> parseEffects(llvm::StringRef Words);

class Catalog {
public:
  /// The built-in tables. A row that does not parse is our bug.
  Catalog();

  /// Adds or replaces a row. Fails where the words do not parse.
  llvm::Error add(llvm::StringRef Callee, llvm::StringRef Words, unsigned Order = 1);

  /// Adds or replaces the row of a class: how it crosses threads, in one word,
  /// and what its member functions do which nothing else names. Fails where the
  /// words do not parse.
  llvm::Error addType(llvm::StringRef Class, llvm::StringRef Words, unsigned Order = 1);

  /// The row of a function, or null. `QualifiedName` as in ModelRow.
  const Row *find(llvm::StringRef QualifiedName, unsigned ParamCount) const;

  /// The row of a function as it is for one overload: "std::f/std::tag_t" is for
  /// those with a parameter of that class. Null where there is none.
  const Row *findTagged(llvm::StringRef QualifiedName, llvm::StringRef Class) const;
  /// True where some overload of the function has a row by a parameter's class.
  bool hasTagged(llvm::StringRef QualifiedName) const { return Tagged.contains(QualifiedName); }

  /// The row of a class, or null.
  const Row *findType(llvm::StringRef QualifiedName) const;
  bool hasTypes() const { return !Types.empty(); }

  /// What two threads may do with an object of this library class; none where
  /// no table says. Only the name is asked.
  std::optional<Sharing> findSharing(llvm::StringRef QualifiedName) const;
  bool isReferenceWrapper(llvm::StringRef QualifiedName) const;

  /// True for a library's function that may wait for something outside.
  bool blocks(llvm::StringRef QualifiedName, unsigned ParamCount) const;

  /// How a class crosses threads, where a row says it.
  std::optional<Crossing> findCrossing(llvm::StringRef QualifiedName) const;

  /// The row for a member function that has no other row: names whose meaning is
  /// a convention in most projects, such as `clear`. A body in sight is better,
  /// except for an assertion's.
  const Row *findConvention(llvm::StringRef MethodName) const;

private:
  void noteTag(llvm::StringRef Name);

  llvm::StringMap<std::unique_ptr<Row>> Rows;
  llvm::StringMap<std::unique_ptr<Row>> Types;
  llvm::StringMap<std::unique_ptr<Row>> Conventions;
  llvm::StringMap<Sharing> SharedTypes;
  llvm::StringMap<Crossing> Crossings;
  llvm::StringSet<> Tagged;
  llvm::StringSet<> Blocking;
};

/// Classes of libraries of which something is known, braces as in ModelRow.
llvm::ArrayRef<SharedTypeRow> sharedTypeRows();

/// The tables, one per subject.
llvm::ArrayRef<ModelRow> moveRows();
llvm::ArrayRef<ModelRow> containerRows();
llvm::ArrayRef<ModelRow> handleRows();
llvm::ArrayRef<ModelRow> threadRows();
llvm::ArrayRef<ModelRow> lockRows();
llvm::ArrayRef<ModelRow> runtimeRows();
llvm::ArrayRef<ModelRow> algorithmRows();
llvm::ArrayRef<ModelRow> conventionRows();
/// Functions that may wait, by name, with a number of parameters where a project
/// might call its own so.
llvm::ArrayRef<const char *> blockingNames();
/// Of classes; each has one of the words below.
llvm::ArrayRef<ModelRow> sendRows();

/// What a word says of how a class crosses threads, such as "not-send".
std::optional<Crossing> crossingWord(llvm::StringRef Word);

/// The member functions, without parameters, by which a guard takes a lock.
llvm::ArrayRef<llvm::StringRef> lockMembers();
/// True for a type of C's that is a lock.
bool isLockOfC(llvm::StringRef Name);
/// True where the name of a function says that its caller holds the lock, as
/// `resizeLocked` and `size_nolock` do.
bool saysCalledLocked(llvm::StringRef FunctionName);
/// True where the name of a function says that no thread uses the object yet, or
/// any more, as `initialize` and `shutdown` do.
bool saysAlone(llvm::StringRef FunctionName);
/// The same of the closures that are in it, too: `markAllDuringOpen`.
bool saysWhen(llvm::StringRef FunctionName);
/// True for a member function that begins or ends its object's use, as `open` and
/// `close` do: what nothing else writes is constant in between.
bool saysBeginOrEnd(llvm::StringRef FunctionName);

/// True for a file that takes locks, starts threads or ends the program, by the words
/// in its name or a library's names in its text: a guess.
bool namesLocksOrThreads(llvm::StringRef FileName, llvm::StringRef Text);

} // namespace holdfast

#endif
