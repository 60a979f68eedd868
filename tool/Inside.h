//===- Inside.h - what belongs to the project -----------------------------===//
//
// Findings are about the user's own files: those below the folder of
// .holdfast.yaml, else below the git work tree of a unit, but not below the
// build folder, and those that --header-filter names. What comes by -isystem
// is left out by the engine, which knows.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_INSIDE_H
#define HOLDFAST_TOOL_INSIDE_H

#include "tool/Units.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Regex.h"

namespace holdfast {

/// All that an Inside knows, as plain data.
struct ProjectExtent {
  std::vector<std::string> Roots; ///< sorted
  std::string BuildFolder; ///< empty: findings are hidden nowhere
  std::vector<std::string> Units; ///< main files that matter
};

class Inside {
public:
  Inside(const UnitList &List, llvm::StringRef WorkingFolder);
  /// Of another run; nothing was asked for by name there.
  explicit Inside(const ProjectExtent &Known);
  /// Makes `Files` main files of units, too.
  void addUnits(const std::vector<std::string> &Files) { UnitFiles.insert_range(Files); }

  const std::vector<std::string> &roots() const { return Roots; }
  const std::string &buildFolder() const { return BuildFolder; }

  /// True where `File`, an absolute path, is the project's. Answers are kept.
  bool isInside(llvm::StringRef File) const;
  /// True where `File` is a unit that was asked for by name.
  bool isNamed(llvm::StringRef File) const { return Named.contains(File); }
  /// True where `File` is the main file of a unit.
  bool isUnit(llvm::StringRef File) const { return UnitFiles.contains(File); }

  /// The folder that `File` belongs to, or "": fingerprints name files from it.
  llvm::StringRef rootOf(llvm::StringRef File) const;

private:
  void findBuildFolder(const UnitList &List);
  bool isBuilt(llvm::StringRef Path) const;
  bool isInsideFolder(llvm::StringRef Folder) const;

  std::vector<std::string> Roots;
  std::string BuildFolder; ///< empty: findings are hidden nowhere
  std::string CMakeSource; ///< empty: CMake has not made the build folder
  llvm::StringSet<> Named;
  llvm::StringSet<> UnitFiles;
  mutable llvm::StringMap<bool> ByFolder;
};

} // namespace holdfast

#endif
