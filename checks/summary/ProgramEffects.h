//===- ProgramEffects.h - what functions of other units do ----------------===//
//
// The effects of functions whose bodies are in other files. Each unit tells, as
// text, what its own functions do that others may call, where that is more than
// a declaration says, and for which functions it has no body. A name means the
// same in every unit. Where two units tell different things of one name, nothing
// is known of it: two programs of a project may each have such a function.
//
// Thread-safety: none.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_PROGRAMEFFECTS_H
#define HOLDFAST_SUMMARY_PROGRAMEFFECTS_H

#include "analysis/Results.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

#include <set>
#include <string>

namespace holdfast {

class ProgramEffects {
public:
  /// Adds what one unit tells. The error says what is wrong with the text.
  llvm::Error add(llvm::StringRef UnitText);
  /// What all together know of the functions that this unit asks for, as text:
  /// where that is equal, so are its results.
  std::string answersFor(llvm::StringRef UnitText) const;
  /// A text that asks the same, and tells nothing; "": it asks nothing.
  static std::string questionsOf(llvm::StringRef UnitText);
  /// What a unit tells, one function a line, sorted: its name, a blank, its effects.
  static llvm::Expected<std::string> linesOf(llvm::StringRef UnitText);
  /// The functions that it asks for, sorted.
  static std::vector<std::string> namesAskedBy(llvm::StringRef UnitText);
  /// Adds such lines; they are of answersFor, too.
  void addLines(llvm::StringRef Lines);
  /// The effects as text, or "".
  llvm::StringRef find(llvm::StringRef Name) const;
  bool empty() const { return Told.empty(); }

private:
  llvm::StringMap<std::string> Told; ///< "": units disagree
};

/// The functions that a lowered unit asks the others for, by name. What they answer
/// adds none: it is asked for before importEffects.
std::set<std::string> namesAskedFor(const Program &Prog);

/// What a unit tells the others, and asks them: `Asked`; "": neither.
std::string writeEffects(const Program &Prog, const Summaries &Known, const std::set<std::string> &Asked);

/// Gives callees and destructors without a body the effects that other units
/// tell of them.
void importEffects(Program &Prog, const ProgramEffects &All);

} // namespace holdfast

#endif
