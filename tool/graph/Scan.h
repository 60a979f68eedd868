//===- Scan.h - which files units read ------------------------------------===//
//
// By clang's own dependency scanner, which runs the preprocessor and nothing
// else: exactly the files that a parse reads. A file that is only asked for by
// __has_include is not among them.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_GRAPH_SCAN_H
#define HOLDFAST_TOOL_GRAPH_SCAN_H

#include "tool/Commands.h"

#include "llvm/ADT/ArrayRef.h"

namespace holdfast {

/// Numbers of files, ascending.
using FileSet = std::vector<unsigned>;

struct ScannedUnits {
  std::vector<std::string> Files; ///< absolute, without "." and "..", sorted;
                                  ///< a file's place is its number
  std::vector<FileSet> OfUnit;    ///< the main file among them
};

/// Where a unit does not preprocess, it has the files that were met. `Threads`
/// as for runInThreads.
ScannedUnits scanUnits(llvm::ArrayRef<Unit> Units, const CommandExtras &Extras,
                       unsigned Threads);

} // namespace holdfast

#endif
