//===- Engine.h - check one translation unit ------------------------------===//
//
// The only header of checks/ that hosts (command line, editor, plugin) use,
// beside report/ and support/. A host parses; the consumer made here lowers,
// analyses and finds while the front end is still alive, and leaves plain
// data behind.
//
// Thread-safety: an Engine is immutable after construction and may be shared;
// each consumer belongs to one parse.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ENGINE_H
#define HOLDFAST_ENGINE_H

#include "report/Finding.h"
#include "report/Ownership.h"
#include "report/Rule.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace clang {
class ASTConsumer;
class CompilerInstance;
} // namespace clang

namespace holdfast {

class Catalog;
class ProgramEffects;
struct InferredGuards;

namespace lower {
class RowMatchers;
} // namespace lower

/// What `--dump=` prints instead of checking silently.
enum class DumpKind : uint8_t { None, IR, Effects, Facts, Guards, Ownership };

/// One row of the configuration's `models:`, as written.
struct UserModel {
  std::string Callee;  ///< qualified name, or empty
  std::string Matcher; ///< a matcher expression as clang-query takes it, or empty
  std::string Type;    ///< qualified class name, or empty
  std::vector<std::string> Effects;
  std::string Origin; ///< "file:line", for messages
};

struct EngineOptions {
  std::set<std::string> Rules;  ///< ids that are on
  std::set<std::string> Strict; ///< ids that are strict
  std::vector<UserModel> Models;
  DumpKind Dump = DumpKind::None;
  bool TellsDeclarations = false; ///< summaries say where members can be annotated
  bool TellsOwnership = false;    ///< results say who has each variable
  std::string OwnershipOf;        ///< only in this file, named as in a Location; "": in all
  /// Says whether a file is the user's: functions elsewhere are neither
  /// reported on nor counted. Null: every file that is not a system header.
  std::function<bool(const std::string &File)> IsInside;
};

/// Time in seconds and counts of one unit; all add up over units.
struct UnitStats {
  unsigned FunctionsChecked = 0;
  unsigned FunctionsSkipped = 0;
  unsigned TemplatesUninstantiated = 0;
  /// Physical lines of the user's own files that hold a checked function, by
  /// file, so that a header counts once however many units include it.
  std::vector<std::pair<std::string, unsigned>> Lines;
  /// "lower", "summarize", "analyze", "rule use-after-move", ...; in the
  /// order in which the stages run.
  std::vector<std::pair<std::string, double>> Seconds;
};

struct UnitResult {
  std::vector<Finding> Findings; ///< sorted, unique
  std::vector<Skipped> NotLookedAt;
  /// What the other units of the program are told, as text; empty: nothing, or
  /// no rule that is on asks for it.
  std::string Summary;
  /// What its functions do that others call, and whom it asks for that; text
  /// for ElsewhereTable.
  std::string Effects;
  OwnershipTable Ownership; ///< where it is asked for
  std::string Dump;
  std::string InternalFailure; ///< our bug: what was violated; else empty
  UnitStats Stats;
};

/// What the summaries of a program's units say together.
struct LinkResult {
  std::vector<std::vector<Finding>> Findings; ///< by unit: where they are
  std::vector<std::string> Wrong;             ///< by unit: why its summary cannot be read; else empty
  /// What declares the guards that were inferred, with the unit that has the member.
  std::vector<std::pair<uint32_t, Fix>> Annotations;
  std::shared_ptr<const InferredGuards> Guards; ///< for ElsewhereTable::setGuards
};

/// The findings that no unit shows alone. A program of one unit is linked too.
/// Summaries that cannot be read are left out.
LinkResult linkUnits(llvm::ArrayRef<std::string> Summaries);

/// What functions do that are in other units than their callers. Two units that
/// tell different things of one name cancel each other.
class ElsewhereTable {
public:
  ElsewhereTable();
  ~ElsewhereTable();
  /// Adds what a unit tells; false where the text is damaged, or of another version.
  bool add(llvm::StringRef UnitEffects);
  /// All that it knows of what this unit asks for: where two tables give equal
  /// texts, the unit's results are the same.
  std::string answersFor(llvm::StringRef UnitEffects) const;
  /// That part of a unit's text which answersFor looks at: what it asks for.
  static std::string questionsOf(llvm::StringRef UnitEffects);
  /// What guards what by the uses of all units, for who asks for ownership. Without,
  /// it is what the unit alone shows.
  void setGuards(std::shared_ptr<const InferredGuards> Of) { Guards = std::move(Of); }
  /// What a unit tells, one function a line, sorted: its name, a blank, its effects.
  /// "[]" are effects that its declaration says. Fails where the text cannot be read.
  static llvm::Expected<std::string> linesOf(llvm::StringRef UnitEffects);
  /// The names of the functions that a unit asks for, sorted.
  static std::vector<std::string> namesAskedBy(llvm::StringRef UnitEffects);
  /// Adds such lines, each name once; what answersFor returned is a text of them.
  void addLines(llvm::StringRef Lines);
  const ProgramEffects &effects() const { return *All; }
  const InferredGuards *guards() const { return Guards.get(); }

private:
  std::unique_ptr<ProgramEffects> All;
  std::shared_ptr<const InferredGuards> Guards;
};

/// True where the functions of such a file may well tell others something: it locks,
/// starts threads or ends the program. A guess.
bool mayTell(llvm::StringRef FileName, llvm::StringRef Text);

/// Every rule there is, in the order of their ids.
llvm::ArrayRef<RuleInfo> allRules();

class Engine {
public:
  /// Fails where a user model does not parse; the message names its origin.
  static llvm::Expected<std::unique_ptr<Engine>> create(EngineOptions Options);
  ~Engine();

  /// A consumer that fills `Out` when the unit has been parsed. It answers
  /// shouldSkipFunctionBody for system headers; the host sets
  /// FrontendOptions::SkipFunctionBodies. `CI`, `Elsewhere` and `Out` outlive it.
  std::unique_ptr<clang::ASTConsumer> makeConsumer(clang::CompilerInstance &CI, const ElsewhereTable &Elsewhere,
                                                   UnitResult &Out) const;

private:
  explicit Engine(EngineOptions Options);
  /// Adds one row; a later row has the greater `Order`.
  llvm::Error add(const UserModel &Model, unsigned Order);

  EngineOptions Options;
  std::unique_ptr<Catalog> Models;
  std::unique_ptr<lower::RowMatchers> Matchers; ///< null where no model has one
};

} // namespace holdfast

#endif
