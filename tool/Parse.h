//===- Parse.h - one unit, from its command to its result -----------------===//
//
// Runs clang's front end in this process on one unit, with the engine as its
// consumer, and says why where it cannot. Runs inside a worker process: it may
// crash, hang or eat memory, and Scheduler.h deals with that.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_PARSE_H
#define HOLDFAST_TOOL_PARSE_H

#include "Engine.h"
#include "tool/Commands.h"
#include "tool/Inputs.h"

#include "clang/Basic/FileManager.h"
#include "clang/DependencyScanning/DependencyScanningFilesystem.h"

#include <map>

namespace holdfast {

/// What became of a unit.
struct UnitOutcome {
  UnitResult Result;
  std::string Failure; ///< why it could not be checked; empty: it was
  std::vector<std::string> UnknownFlags; ///< of its command, left out
  bool HadPlugins = false;
  bool IsEmpty = false; ///< the file has no text
  double Seconds = 0;
};

/// The arguments of clang's front end for a command that fitCommand made, as a Parser
/// calls it from `Directory`; none where clang's driver makes nothing of it.
std::vector<std::string> frontEndArguments(const FitCommand &Command, const std::string &Directory);

/// Parses units one after the other and keeps what they share: what is known
/// of files, by the folder that relative names start from, and their contents,
/// as they were when first read.
class Parser {
public:
  explicit Parser(CommandExtras Extras) : Extras(std::move(Extras)) {}
  /// `From`, where it is not null, is filled but for what the settings said.
  UnitOutcome run(const Unit &U, const Engine &E, const ElsewhereTable &Elsewhere, UnitInputs *From = nullptr);

private:
  using Files = llvm::IntrusiveRefCntPtr<clang::FileManager>;
  Files filesFor(const std::string &Directory);
  void parse(const Engine &E, const ElsewhereTable &Elsewhere, FitCommand Command, const Files &Shared, UnitInputs *From,
             UnitOutcome &Out);

  CommandExtras Extras;
  clang::dependencies::DependencyScanningFilesystemSharedCache Contents;
  std::map<std::string, Files> ByDirectory;
  TextHashes Hashes;
};

} // namespace holdfast

#endif
