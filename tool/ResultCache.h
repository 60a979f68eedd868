//===- ResultCache.h - results of units that did not change ---------------===//
//
// A unit of which nothing has changed costs no parse: not its files, its
// command, its settings, this program, nor what other units tell it. Two kinds
// of files, in one folder that several processes may use at once: for each unit
// and command the lists of what it was made from, the last few of them; and for
// each list with the contents as they are, the outcome. A hash of all of that
// is its name, so a name is right or is not there. What is damaged is removed.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_RESULTCACHE_H
#define HOLDFAST_TOOL_RESULTCACHE_H

#include "tool/Inputs.h"
#include "tool/Merge.h"

namespace holdfast {

class ResultCache {
public:
  /// Nothing is read or made before it is needed. Results are of this program,
  /// with `Extras` on each command.
  ResultCache(std::string Folder, const CommandExtras &Extras);

  /// What became of the unit when all was as it is now; nothing: check it.
  std::optional<UnitOutcome> find(const CheckedUnit &U, const ElsewhereTable &Elsewhere);

  /// Keeps an outcome that has no failure. That it cannot be kept is no error.
  void keep(const CheckedUnit &U, const ElsewhereTable &Elsewhere, const UnitOutcome &Outcome, const UnitInputs &From) const;

  /// Removes what nobody has asked for in a week, and what is too much.
  void prune() const;

private:
  std::string keyOf(const CheckedUnit &U) const;
  std::string pathOf(llvm::StringRef Key) const;
  const std::string &hashOf(llvm::StringRef Path);
  bool isThere(llvm::StringRef Path);
  std::optional<std::string> nameNow(const CheckedUnit &U, llvm::StringRef Key, llvm::StringRef List,
                                     const ElsewhereTable &Elsewhere);

  std::string Folder;
  std::string Maker; ///< this program, and what it adds to commands
  TextHashes Hashes; ///< of files, as this process first met them; "": not there
  llvm::StringMap<bool> Exist;
};

/// Where results are kept by default; "": nowhere.
std::string defaultCacheFolder();

} // namespace holdfast

#endif
