//===- Session.h - when what is checked -----------------------------------===//
//
// The state of each open document and of what its check needs, and the decision
// what to do next: wait a moment after a keystroke, prepare, check, or nothing.
// What has become stale is cancelled. Results go to one listener.
//
// A document goes: changed -> (prepared, where that is not so) -> checked. Time
// and jobs move it on in proceed(); nothing here waits.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_SESSION_H
#define HOLDFAST_TOOL_LSP_SESSION_H

#include "tool/lsp/Check.h"
#include "tool/lsp/Jobs.h"
#include "tool/lsp/MessageInput.h"

#include "llvm/Support/Chrono.h"

#include <chrono>

namespace holdfast::server {

/// Who is told what became of documents.
class Listener {
public:
  virtual ~Listener() = default;
  /// The document has a new result, or none any more.
  virtual void resultChanged(const std::string &Path) = 0;
  /// What was asked of the document's ownership is known.
  virtual void ownershipKnown(const std::string &Path) = 0;
  /// The document is being prepared, which takes its time, or no more.
  virtual void preparing(const std::string &Path, bool IsBusy) = 0;
};

class Session : public Background {
public:
  using Clock = std::chrono::steady_clock;

  /// `Open` and `Tell` outlive the session.
  Session(Options Asked, Documents &Open, Listener &Tell);

  void opened(const std::string &Path);
  void changed(const std::string &Path);
  void closed(const std::string &Path);
  /// Something on disk may have changed; it is looked at now and not in a
  /// while.
  void lookAtDisk() {
    NextLook = Clock::now();
    IsTold = true;
  }
  /// Other options: everything is checked again.
  void configure(Options Now);
  void setFolders(std::vector<std::string> Folders);

  /// The result for the document's present text, or null.
  const CheckResult *resultFor(const std::string &Path) const;
  /// The last one, for a text that it may no longer have.
  const CheckResult *lastResult(const std::string &Path) const;
  /// True where that one is for the present text, and no check of it is on the
  /// way.
  bool isCurrent(const std::string &Path) const;
  /// True where it was made with the present text of `Other`.
  bool sawPresent(const std::string &Path, const Document &Other) const;
  /// Who has each variable in the present text, or null: then it is looked for
  /// when the text has been checked, until it changes.
  const OwnershipTable *ownershipOf(const std::string &Path);

  int waitsFor(std::vector<pollfd> &Sources) override;
  void proceed() override;

private:
  using Milliseconds = std::chrono::milliseconds;
  using Editions = std::map<std::string, uint64_t>; ///< of all open documents
  /// Editors send what belongs together soon after one another.
  static constexpr Milliseconds Moment{20};
  /// What was not asked for can wait: a check because of another file.
  static constexpr Milliseconds AWhile{400};
  /// How often files are looked at that no editor tells of.
  static constexpr Milliseconds BetweenLooks{1000};

  struct State {
    Preparation How;
    std::vector<std::string>
        Stamps; ///< of the preambles' files, when they were made
    bool IsPrepared = false;
    std::optional<Clock::time_point> Due; ///< when something is to be done
    JobId Job = 0;
    bool IsPreparing = false;     ///< the job does
    bool WithoutPreamble = false; ///< making one failed
    unsigned Preparations = 0;    ///< since the last check
    bool HasFailed = false;       ///< preparing it without one, too
    Clock::time_point Prepared;   ///< when that began
    Editions OfJob;  ///< that the job has
    Editions OfLast; ///< that Last is about
    std::optional<CheckResult> Last;
    std::string
        TriedText; ///< of which the preambles were made, or could not be
    std::map<std::string, std::string>
        OnDisk; ///< of what it depends on, as it was when the job began
    llvm::sys::TimePoint<> Began; ///< the job
    bool IsOutdated = false;      ///< others have told more since the job began
    Clock::time_point Touched;    ///< by the user
    bool WantsOwnership = false;
    JobId OwnershipJob = 0;
    std::optional<OwnershipTable> Owned; ///< in the text that Last is about
    unsigned Rounds = 0; ///< checks because of others, since the last change
  };

  void schedule(State &S, Milliseconds In);
  bool mayBegin(const State &S) const;
  void stop(const std::string &Path, State &S);
  void begin(const std::string &Path, State &S);
  void beginPreparation(const std::string &Path, State &S);
  void beginCheck(const std::string &Path, State &S);
  void prepared(const std::string &Path, WorkResult R);
  void checked(const std::string &Path, WorkResult R);
  void beginOwnership(const std::string &Path, State &S);
  void forgetOwnership(State &S);
  bool fits(const std::string &Path, const State &S) const;
  void compareWithDisk();
  void noteDisk(const std::string &Path, State &S) const;
  void forgetOldPreambles();
  void tellOthers(const std::string &Path,
                  const std::vector<ToldByUnit> &Before);
  CheckInputs inputsFor(const std::string &Path) const;
  std::string folderOf(const std::string &Path) const;
  std::vector<StoredSummary> othersOf(const std::string &Path) const;
  Editions editions() const;
  std::string stampOf(const std::string &File) const;
  std::string stampInJob(const std::string &File, const State &S) const;
  void readStored();
  void readKept();
  void takeKept(const std::string &Database, WorkResult R);

  /// What is kept of the units of a database.
  struct Program {
    std::string Stamp; ///< of the cache and the database, then
    Clock::time_point NotBefore;
    std::vector<ToldByUnit> Told;
  };

  Options Asked;
  CommandExtras Extras;
  Documents &Open;
  Listener &Tell;
  Jobs Work;
  std::vector<std::string> Folders; ///< of the client
  std::map<std::string, State> States;
  std::map<std::string, Program> Programs; ///< by database
  std::vector<StoredSummary> Stored;       ///< of the folder of summaries
  std::string StoredStamp;
  Clock::time_point NextLook;
  bool IsTold = false; ///< that something on disk may have changed
};

} // namespace holdfast::server

#endif
