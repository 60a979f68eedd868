//===- Inputs.h - what a unit's result was made from ----------------------===//
//
// The files that the front end read, with their contents; the names that it
// looked for in vain before it found a file; and for which files the settings
// said that they are the project's. Where all of that is as it was, and so are
// the command and the rules, so is the result.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_INPUTS_H
#define HOLDFAST_TOOL_INPUTS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <map>
#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
} // namespace clang

namespace holdfast {

struct UnitInputs {
  std::map<std::string, std::string> Files;  ///< absolute path; the hash of its text, or "": it was only seen to exist
  llvm::StringSet<> Absent;                  ///< absolute paths
  std::map<std::string, bool> Inside;        ///< as Settings::isShown was asked
};

/// The hash of a file's text, as in UnitInputs.
std::string hashOfText(llvm::StringRef Text);

/// Hashes of files whose contents do not change while this process runs.
using TextHashes = llvm::StringMap<std::string>;

/// Has `CI`, before it runs, note in `Out` what it looks for.
void noteLookups(clang::CompilerInstance &CI, UnitInputs &Out);

/// Notes in `Out` the files that `CI` has read.
void noteFiles(clang::CompilerInstance &CI, TextHashes &Known, UnitInputs &Out);

} // namespace holdfast

#endif
