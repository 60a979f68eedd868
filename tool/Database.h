//===- Database.h - compile_commands.json ---------------------------------===//
//
// Finds and reads a compilation database as it is written: folders, files and
// commands, in its order. It does not judge the commands (Commands.h) nor
// select among them (Units.h). Its syntax is strict JSON, so that a broken
// file is an error with a place.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_DATABASE_H
#define HOLDFAST_TOOL_DATABASE_H

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace holdfast {

/// One translation unit to check. `File` and `Directory` are absolute.
struct Unit {
  std::string File;
  std::string Directory;
  std::vector<std::string> Arguments; ///< as written, the compiler first
  std::string CommandLine;            ///< instead of Arguments, to be split
  /// Where not empty: findings are shown in these files only (a header was
  /// asked for, and this unit includes it).
  std::vector<std::string> OnlyIn;
  bool IsNamed = false; ///< asked for by its name
};

/// The arguments of `U`, split where they were written as one line.
std::vector<std::string> argumentsOf(const Unit &U);

/// The nearest compile_commands.json upward from `Start`, then in `build/`
/// below it; "" where there is none.
std::string findDatabase(llvm::StringRef Start);

/// CMake's own file in the build folder in which `Folder` is a place to compile,
/// or "". It marks the build folder and names the sources'.
std::string findCMakeCache(llvm::StringRef Folder);

/// Reads the file. Equal entries are kept once.
llvm::Expected<std::vector<Unit>> readDatabase(const std::string &File);

/// `Path` made absolute from `Folder`, without "." and "..".
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Folder);

} // namespace holdfast

#endif
