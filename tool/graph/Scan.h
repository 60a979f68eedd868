//===- Scan.h - which files a unit reads ----------------------------------===//
//
// By clang's own dependency scanner, which runs the preprocessor and nothing
// else: exactly the files that a parse reads. A file that is only asked for by
// __has_include is not among them.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_GRAPH_SCAN_H
#define HOLDFAST_TOOL_GRAPH_SCAN_H

#include "tool/Commands.h"
#include "tool/Scheduler.h"

#include "llvm/ADT/ArrayRef.h"

namespace holdfast {

struct ScannedUnit {
  std::vector<std::string> Files; ///< absolute, without "." and "..", sorted;
                                  ///< the main file among them
};

/// One for each unit. Where a unit does not preprocess, those that were met.
std::vector<ScannedUnit> scanUnits(llvm::ArrayRef<Unit> Units,
                                   const CommandExtras &Extras,
                                   const WorkLimits &Limits);

} // namespace holdfast

#endif
