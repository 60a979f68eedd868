//===- Options.h - the command line, read ---------------------------------===//
//
// What the user asked for, as plain data, for every other part of the tool.
// Reading it decides nothing about files or configuration; it only refuses
// what cannot be meant. The options are those of docs/cli.md that are built.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OPTIONS_H
#define HOLDFAST_TOOL_OPTIONS_H

#include "Engine.h"
#include "tool/output/Console.h"

#include <optional>
#include <string>
#include <vector>

namespace holdfast {

/// What the process's exit status says; the highest that applies wins.
enum ExitStatus : int {
  NothingToReport = 0,
  FindingsReported = 1,
  BadCommand = 2,
  UnitFailed = 3,
};

enum class Action { Check, Link, Merge, Graph, Step, Explain, ListRules, DumpConfig, VerifyConfig, Serve };
enum class Format { Text, Plain, Json, Sarif, Github, Gitlab, Checkstyle, Junit, Rdjson, Html };
enum class GraphFormat { Ninja, Parallel, Job };
enum class FailOn { Warning, Error, Never };
enum class FixMode { None, DryRun, Apply };

struct Options {
  Action What = Action::Check;
  std::string RuleToExplain;
  std::vector<std::string> Results; ///< to merge
  std::string SummaryFolder; ///< of --summaries, or the one to link
  GraphFormat Graph = GraphFormat::Ninja;
  std::string ResourceFolder;         ///< of graph and step; empty: it is looked for
  std::string StepName;               ///< extract, link, ...
  std::vector<std::string> StepFiles; ///< its inputs
  bool IsFirstCheck = false;          ///< of step check: of those that do not tell first, for whom a failure replaces what was there
  bool OnlyTellers = false;           ///< of steps link and check: of those that tell first
  std::vector<std::string> Words;     ///< the command line as it was given, without the program

  std::vector<std::string> Files; ///< files or regular expressions, as written
  std::string DatabaseFolder;     ///< -p; empty: look for it
  /// `FILE -- FLAGS`: no database, these flags.
  std::optional<std::vector<std::string>> FixedFlags;

  std::vector<std::string> RulePatterns; ///< of --rules, on top of the config
  bool IsStrict = false;
  std::vector<std::string> StrictPatterns; ///< hosts that set it by rule
  bool TellUnused = false; ///< --unused-suppressions
  std::optional<std::string> HeaderFilter;
  DumpKind Dump = DumpKind::None;

  Format OutputFormat = Format::Text;
  std::string OutputFile;
  std::string Baseline;      ///< hides what is in it; empty: none
  std::string WriteBaseline; ///< where to write one; empty: nowhere
  std::string Diff; ///< a revision, or "-" for a patch on standard input
  FailOn Threshold = FailOn::Warning;
  FixMode Fixing = FixMode::None;
  bool AllowDirty = false;
  bool Annotate = false; ///< fix also what no annotation says of guards

  bool TellsOwnership = false; ///< results say who has each variable; for editors
  std::string OwnershipOf;     ///< in this file

  unsigned Workers = 0; ///< 0: the cores that this process may use
  unsigned Shard = 1; ///< of the files, this share
  unsigned Shards = 1;
  unsigned UnitTimeout = 300;
  unsigned UnitMemory = 4096;
  std::vector<std::string> ExtraBefore;
  std::vector<std::string> ExtraAfter;

  bool UseCache = true;
  std::string CacheFolder; ///< empty: the default one

  bool ShowProfile = false;
  bool IsQuiet = false;
  ColorChoice Color = ColorChoice::Auto;
};

/// Reads the command line into `Out`. Returns the exit status where the
/// process has nothing more to do: after --help, --version or an error, which
/// has been printed.
std::optional<int> parseOptions(int Count, const char **Arguments,
                                Options &Out);

} // namespace holdfast

#endif
