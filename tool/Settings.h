//===- Settings.h - what holds for a unit ---------------------------------===//
//
// The configuration of a unit's folder and the command line, joined: an engine
// that is ready to run, and which findings are shown with what severity. Units
// of the same configuration share one.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_SETTINGS_H
#define HOLDFAST_TOOL_SETTINGS_H

#include "tool/Config.h"
#include "tool/Inside.h"
#include "tool/Options.h"

#include "llvm/Support/Regex.h"

namespace holdfast {

class Settings {
public:
  /// Fails where a rule pattern matches nothing, no rule is on, or a model
  /// makes no sense. `Scope` and `Origin` outlive the settings.
  static llvm::Expected<std::unique_ptr<Settings>>
  create(const Options &Asked, const Config &Origin, const Inside &Scope);

  const Engine &engine() const { return *TheEngine; }
  /// True where findings and functions of `File` count.
  bool isShown(llvm::StringRef File) const;
  /// True where the configuration says to leave `File` alone.
  bool isExcluded(llvm::StringRef File) const;
  /// Gives the finding the severity that the configuration states.
  void grade(Finding &F) const;
  /// Of what holds, that on which results depend: rules, strict ones and models.
  Config ofResults() const;
  /// All that holds: where it is read back and nothing is asked for, the same holds.
  Config whole() const;
  /// For which files the engine has asked isShown since the last call, and the answers.
  std::map<std::string, bool> takeAnswers() const { return std::exchange(Answers, {}); }
  /// The rules that are on and those that are strict, for --dump-config.
  const std::set<std::string> &rules() const { return Rules; }
  const std::set<std::string> &strict() const { return Strict; }

private:
  Settings(const Config &Origin, const Inside &Scope)
      : Origin(Origin), Scope(Scope) {}
  llvm::Error select(const Options &Asked);

  const Config &Origin;
  const Inside &Scope;
  std::set<std::string> Rules;
  std::set<std::string> Strict;
  std::optional<std::string> HeaderFilterText;
  std::optional<llvm::Regex> HeaderFilter;
  std::vector<llvm::Regex> Exclude;
  std::unique_ptr<Engine> TheEngine;
  mutable std::map<std::string, bool> Answers;
};

/// The settings of every unit of a run.
class SettingsTable {
public:
  SettingsTable(const Options &Asked, const Inside &Scope)
      : Asked(Asked), Scope(Scope) {}

  /// The settings for files in `Folder`; they live as long as the table.
  llvm::Expected<const Settings *> forFolder(llvm::StringRef Folder);

  /// The configuration files that were read for them.
  std::vector<std::string> filesRead() const { return Configs.filesRead(); }

private:
  const Options &Asked;
  const Inside &Scope;
  ConfigFinder Configs;
  std::map<const Config *, std::unique_ptr<Settings>> Made; ///< never iterated
};

} // namespace holdfast

#endif
