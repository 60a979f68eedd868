//===- Narrow.h - which findings of a run count ---------------------------===//
//
// --baseline hides what was there before, by fingerprint; --diff hides what no
// change touches. Both are read before the work, so that a wrong one costs no
// run, and applied to the whole report.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_NARROW_H
#define HOLDFAST_TOOL_NARROW_H

#include "tool/ChangedLines.h"
#include "tool/Options.h"
#include "tool/output/Report.h"

#include "llvm/ADT/StringSet.h"

namespace holdfast {

class Narrowing {
public:
  /// What the options ask for, as seen from `WorkingFolder`. A patch on
  /// standard input is read here. Fails with a sentence that names the option.
  static llvm::Expected<Narrowing> create(const Options &Asked,
                                          llvm::StringRef WorkingFolder);

  /// Takes out what does not count, and counts it.
  void apply(Report &R) const;

private:
  std::optional<llvm::StringSet<>> Known; ///< fingerprints of the baseline
  std::optional<ChangedLines> Changes;
};

} // namespace holdfast

#endif
