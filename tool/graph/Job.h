//===- Job.h - all that a step needs to know of a unit --------------------===//
//
// One translation unit as `holdfast graph` describes it, in a file of its own:
// its command, what holds for it, and by name every file of the project that it
// reads. A step finds out nothing else. It is JSON, of one line, and the same
// in any folder (Relocate.h).
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_GRAPH_JOB_H
#define HOLDFAST_TOOL_GRAPH_JOB_H

#include "tool/Config.h"
#include "tool/Inside.h"
#include "tool/Settings.h"
#include "tool/graph/Relocate.h"

namespace holdfast {

struct Job {
  Unit What; ///< by its arguments, of which nothing is left to be looked up
  std::string ConfigText; ///< as writeConfig writes it
  ProjectExtent Extent;
  unsigned Seconds = 0, Megabytes = 0; ///< limits
  bool IsTeller = false;               ///< it tells first (tool/Order)
  std::vector<std::string>
      Inputs; ///< from the root, sorted: the project's files that it reads
  std::string Outside; ///< a hash of all other files that it reads, which every
                       ///< machine has to have
};

/// As text that is the same in any folder.
std::string writeJob(const Job &J, const Relocation &Root);

/// Fails where `Text` is not what writeJob wrote.
llvm::Expected<Job> readJob(llvm::StringRef Text, const Relocation &Root);

/// Begins the names of a unit's files: the same in any folder, and as long as
/// its command is the same.
std::string stemOf(const Unit &U, const Relocation &Root);

/// What holds for jobs; those of one configuration share it.
class JobSettings {
public:
  /// Fails where the configuration is of another version of this program. All
  /// jobs of a run are of one project. The answer lives as long as this.
  llvm::Expected<const Settings *> of(const Job &J);
  /// What belongs to the project of the jobs that `of` has seen; there is one.
  const Inside &scope() const { return *Scope; }

private:
  struct Made {
    Config Origin;
    std::unique_ptr<Settings> What;
  };
  std::optional<Inside> Scope;
  ProjectExtent Known;
  std::map<std::string, Made> ByText;
};

} // namespace holdfast

#endif
