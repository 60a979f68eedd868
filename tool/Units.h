//===- Units.h - which translation units to check -------------------------===//
//
// From the command line and the compilation database to the list of units, in
// the database's order, with what had to be left out and what was asked for in
// vain. Nothing is parsed here.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_UNITS_H
#define HOLDFAST_TOOL_UNITS_H

#include "tool/Database.h"
#include "tool/Options.h"

namespace holdfast {

struct UnitList {
  std::vector<Unit> Units;
  std::string DatabaseFile;        ///< with `FILE -- FLAGS` CMake's own file, or empty
  unsigned NotCpp = 0;             ///< entries left out
  std::vector<std::string> Errors; ///< files that were asked for in vain
  std::vector<std::string> Notes;
};

/// Fails where there is no database or it cannot be read.
llvm::Expected<UnitList> selectUnits(const Options &Asked,
                                     llvm::StringRef WorkingFolder);

} // namespace holdfast

#endif
