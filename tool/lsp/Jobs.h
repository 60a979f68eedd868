//===- Jobs.h - work in processes of its own ------------------------------===//
//
// Each job is a forked copy of the server as it is now: it sees all documents
// and settings without being told, may crash, hang or eat memory, and is gone
// when it is cancelled. Bytes come back. Scheduler.h does the same for many
// pieces whose results are all wanted; here most are thrown away.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_JOBS_H
#define HOLDFAST_TOOL_LSP_JOBS_H

#include "tool/Worker.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <poll.h>

namespace holdfast::server {

using JobId = unsigned; ///< 0 is none

class Jobs {
public:
  /// Called in the server with what the job returned.
  using Done = std::function<void(WorkResult)>;

  explicit Jobs(const WorkLimits &Limits) : Limits(Limits) {}
  ~Jobs();

  /// `Work` runs in the new process. Where none can be started, `Then` is
  /// called in the next proceed().
  JobId start(llvm::function_ref<std::string()> Work, Done Then);
  void cancel(JobId Which);
  size_t running() const { return Running.size(); }
  /// True while proceed() has something to look at that no source tells of.
  bool hasToLook() const { return !Running.empty() || !Dying.empty(); }

  void waitsFor(std::vector<pollfd> &Sources) const;
  /// Takes answers and ends what is over its limits.
  void proceed();

private:
  struct Job {
    Worker Process;
    Done Then;
  };
  void end(JobId Which, bool Kill, std::string Failure);
  void reap();

  WorkLimits Limits;
  std::map<JobId, std::unique_ptr<Job>> Running;
  std::map<JobId, Done> NotStarted; ///< and not yet told
  /// Killed; giving back its memory takes a process longer than a message does.
  std::vector<std::unique_ptr<Job>> Dying;
  JobId Last = 0;
};

} // namespace holdfast::server

#endif
