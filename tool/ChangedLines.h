//===- ChangedLines.h - which lines a patch touches -----------------------===//
//
// The lines of the new version of each file that a unified diff adds or
// changes; where it only removes, the lines on both sides. The diff is the
// user's, or git's of the work tree and a revision. Files are found by their
// real paths, so that a link on the way does not matter.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_CHANGEDLINES_H
#define HOLDFAST_TOOL_CHANGEDLINES_H

#include "report/Finding.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

#include <set>

namespace holdfast {

class ChangedLines {
public:
  /// The patch in `Text`. Names in it are looked for from `Folder` upward, with
  /// and without their first part ("b/"). Fails with the line that is wrong.
  static llvm::Expected<ChangedLines> inPatch(llvm::StringRef Text,
                                              llvm::StringRef Folder);
  /// What the work tree around `Folder` changed since it left `Revision`: from
  /// their merge base where they have one. New files that git does not ignore
  /// count as a whole.
  static llvm::Expected<ChangedLines> since(llvm::StringRef Revision,
                                            llvm::StringRef Folder);

  /// True where a line of `Where` is touched.
  bool touch(const Location &Where) const;
  /// True where a line of any place of `F` is: its own, its marks, its notes.
  bool touch(const Finding &F) const;

private:
  struct OfFile {
    bool IsNew = false; ///< every line
    std::set<unsigned> Lines;
  };
  const OfFile *find(const std::string &File) const;

  llvm::StringMap<OfFile> Files; ///< by real path
  mutable llvm::StringMap<std::string> RealPaths;
};

} // namespace holdfast

#endif
