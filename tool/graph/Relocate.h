//===- Relocate.h - texts that mean the same in any folder ----------------===//
//
// A step's files are the same bytes wherever the project lies: the name of the
// folder in which the steps run stands in them as "%{root}". Other absolute
// names stay: they are of the machine's own headers, the same everywhere.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_GRAPH_RELOCATE_H
#define HOLDFAST_TOOL_GRAPH_RELOCATE_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace holdfast {

class Relocation {
public:
  /// `Root` is absolute, without a slash at its end.
  explicit Relocation(std::string Root) : Root(std::move(Root)) {}

  /// False where names below the folder cannot be told from others, or change
  /// when they are written into JSON.
  bool isPossible() const;
  /// `Text` with the placeholder for the folder.
  std::string relative(llvm::StringRef Text) const;
  /// The reverse.
  std::string absolute(llvm::StringRef Text) const;
  /// The name of a file from the folder, or its absolute name where it is not
  /// below.
  std::string nameOf(llvm::StringRef File) const;
  bool isBelow(llvm::StringRef File) const;

private:
  std::string Root;
};

} // namespace holdfast

#endif
