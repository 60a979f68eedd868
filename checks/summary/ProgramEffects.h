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
  /// The effects as text, or "".
  llvm::StringRef find(llvm::StringRef Name) const;
  bool empty() const { return Told.empty(); }

private:
  llvm::StringMap<std::string> Told; ///< "": units disagree
};

/// What a unit tells the others and asks them; "": neither.
std::string writeEffects(const Program &Prog, const Summaries &Known);

/// Gives callees and destructors without a body the effects that other units
/// tell of them.
void importEffects(Program &Prog, const ProgramEffects &All);

} // namespace holdfast

#endif
