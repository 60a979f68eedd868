//===- Report.h - everything a run has to say -----------------------------===//
//
// What all units together came to, ready to be written: findings sorted and
// unique, what was not looked at, what failed, and counts. Output formats
// project it; they decide nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_REPORT_H
#define HOLDFAST_TOOL_OUTPUT_REPORT_H

#include "report/Finding.h"
#include "report/Rule.h"

#include "llvm/Support/raw_ostream.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace holdfast {

/// A unit that could not be checked, and why, in one sentence.
struct FailedUnit {
  std::string File;
  std::string Reason;
};

/// A finding that a NOLINT hides. Only SARIF has a word for it.
struct SilencedFinding {
  Finding What;
  std::string Fingerprint;
  std::string Reason; ///< that the comment gives
};

/// The name and version of our fingerprints in SARIF.
inline constexpr const char FingerprintName[] = "holdfast/v1";

struct ReportStats {
  unsigned Files = 0;            ///< main files of units, each once
  unsigned Failed = 0;           ///< of them, those that could not be checked
  unsigned FunctionsChecked = 0; ///< summed over units
  unsigned FunctionsSkipped = 0; ///< summed over units
  unsigned TemplatesUninstantiated = 0;
  uint64_t Lines = 0;      ///< of the user's files, each file once
  bool IsLink = false;     ///< no unit was looked at, only what was stored
  unsigned FromCache = 0; ///< units whose result was kept
  unsigned CheckedAgain = 0; ///< units, with what others tell of their functions
  unsigned Stored = 0;     ///< other files, of which stored summaries were used
  unsigned Suppressed = 0; ///< findings hidden by a NOLINT
  unsigned InBaseline = 0; ///< findings hidden because they were there before
  unsigned Untouched = 0;  ///< findings hidden because no change touches them
  std::vector<std::pair<std::string, double>> Seconds; ///< engine stages
  double UnitSeconds = 0; ///< whole time of all units
  double WallSeconds = 0; ///< of the run
  long PeakKilobytes = 0; ///< of the largest worker
};

struct Report {
  std::vector<Finding> Findings;         ///< sorted, unique, shown
  std::vector<Fix> Annotations;          ///< that --annotate asks for, of inferred guards
  std::vector<std::string> Fingerprints; ///< one for each finding
  std::vector<SilencedFinding> Silenced; ///< sorted, unique
  std::vector<Skipped> NotLookedAt;      ///< sorted, unique
  std::vector<FailedUnit> Failed;        ///< in the order of the units
  std::vector<std::string> Checked; ///< main files, sorted, failed ones too
  ReportStats Stats;
  std::string Base; ///< paths are shown relative to this folder
  std::vector<RuleInfo> Rules;
  std::vector<llvm::StringRef> Pages; ///< of the rules, in Markdown
  std::string HomePage;   ///< where the pages are on the web; empty: unknown
  bool ShowTimes = false; ///< --profile: the times differ from run to run
};

/// `File` relative to `Base` where it lies below it, else as it is.
std::string displayPath(llvm::StringRef File, llvm::StringRef Base);

/// `Text` with what is not UTF-8 replaced, as JSON needs it.
std::string utf8(llvm::StringRef Text);

/// "1 file", "2 files".
std::string counted(uint64_t Count, llvm::StringRef Word);

/// "safe", "likely" or "placeholder".
llvm::StringRef nameOf(FixGrade Grade);

/// "error" or "warning": the word that nearly every format has for it.
llvm::StringRef nameOf(Severity Level);

/// Why the unit has no findings, in one sentence, with the paths in it shown as
/// all others.
std::string notChecked(const FailedUnit &F, llvm::StringRef Base);

/// How to mend `F`, in lines: "help: copy it instead".
void writeHelp(const Finding &F, llvm::raw_ostream &Out);

/// What `F` says beyond its first line, without source, in lines: what is said
/// of its marks, the notes in the order of time, then the help.
void writeDetails(const Finding &F, llvm::StringRef Base,
                  llvm::raw_ostream &Out);

} // namespace holdfast

#endif
