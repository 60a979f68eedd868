//===- Result.h - what the jobs bring back --------------------------------===//
//
// Two kinds: how a document is checked (its units and their commands, and a
// precompiled beginning of its file), and what the check of one version of it
// came to. Both travel from a job's process as text.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_RESULT_H
#define HOLDFAST_TOOL_LSP_RESULT_H

#include "report/Finding.h"
#include "tool/Units.h"

#include <optional>
#include <string>
#include <vector>

namespace holdfast::server {

/// The #include lines at the beginning of a document, compiled once: with it,
/// a check parses only the rest.
struct Preamble {
  std::string Text;     ///< of the document, that it was made for
  size_t MainBytes = 0; ///< of the main file, that are in it; none for a header
  bool EndsAtStartOfLine = true;
  std::string Compiled;           ///< a precompiled header
  std::vector<std::string> Files; ///< that it was made from
};

/// How a document is checked.
struct Preparation {
  std::string WorkingFolder;
  UnitList List;
  std::string Failure; ///< why it cannot be; else empty
  std::vector<std::optional<Preamble>> Preambles; ///< of the units, in order
};

/// What one unit tells the others of its program.
struct ToldByUnit {
  std::string Name; ///< as summaryName gives it
  std::string Effects;
  std::string Summary;
};

/// What the check of a document came to.
struct CheckResult {
  std::vector<Finding> Findings; ///< as a report has them
  std::vector<Fix> Annotations;  ///< of guards that were inferred
  std::string NotChecked;        ///< why not; else empty
  std::vector<ToldByUnit> Told;
  double Seconds = 0;    ///< of all units, from the command to the findings
  double OwnSeconds = 0; ///< without the front end's
  std::vector<std::string>
      Files; ///< of the project, that were read without the preamble
  size_t OutgrownTo = 0; ///< the directives at its beginning are so long, and
                         ///< the preamble is shorter; else 0
};

std::string writePreparation(const Preparation &P);
/// Nothing where `Text` is not what writePreparation wrote.
std::optional<Preparation> readPreparation(llvm::StringRef Text);

std::string writeResult(const CheckResult &R);
std::optional<CheckResult> readResult(llvm::StringRef Text);

} // namespace holdfast::server

#endif
