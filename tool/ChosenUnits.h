//===- ChosenUnits.h - the units of a run, and what holds for each --------===//
//
// From the command line to units that are ready to be checked: which of the
// database, by which configuration, and which of them are the project's.
// Everything that has to be said of the choice is said here.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_CHOSENUNITS_H
#define HOLDFAST_TOOL_CHOSENUNITS_H

#include "tool/Merge.h"
#include "tool/Settings.h"

namespace holdfast {

/// Its parts point to each other: it is not moved.
struct ChosenUnits {
  UnitList List;
  std::optional<Inside> Scope;
  std::optional<SettingsTable> Table;
  std::vector<CheckedUnit> Units;

  ChosenUnits() = default;
  ChosenUnits(const ChosenUnits &) = delete;
  ChosenUnits &operator=(const ChosenUnits &) = delete;

  /// Fills the list; false where there is nothing to run. `Status` is raised to
  /// what the command comes to.
  bool select(const Options &Asked, llvm::StringRef WorkingFolder,
              const Console &Say, int &Status);
  /// What holds for each unit of the list; false where a configuration is
  /// wrong, or nothing is left.
  bool settle(const Options &Asked, llvm::StringRef WorkingFolder,
              const Console &Say, int &Status);
};

} // namespace holdfast

#endif
