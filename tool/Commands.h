//===- Commands.h - a compile command made fit for clang ------------------===//
//
// Compile commands are written for some other compiler and may come from a
// stranger. Here a command becomes arguments that only parse: launchers,
// outputs, plugins and what clang does not know are taken out and counted.
// Nothing of a command is ever run.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_COMMANDS_H
#define HOLDFAST_TOOL_COMMANDS_H

#include "tool/Database.h"

#include <string>
#include <vector>

namespace holdfast {

/// What is added to every command.
struct CommandExtras {
  std::vector<std::string> Before; ///< --extra-arg-before
  std::vector<std::string> After;  ///< --extra-arg
  std::string ResourceFolder;      ///< clang's own headers are below it
};

struct FitCommand {
  std::vector<std::string> Arguments; ///< for clang's driver
  std::vector<std::string> Unknown;   ///< flags that clang does not know
  bool HadPlugins = false;            ///< some were taken out
};

/// True where the unit is C++ by its language option, its compiler's name or
/// its file's extension. Objective-C++ and CUDA are not.
bool isCpp(const Unit &U);

/// The command with everything in it that is looked up elsewhere: launchers are gone,
/// response files read, the compiler's name is understood, and extras added.
std::vector<std::string> wholeCommand(const Unit &U, const CommandExtras &Extras);

FitCommand fitCommand(const Unit &U, const CommandExtras &Extras);

} // namespace holdfast

#endif
