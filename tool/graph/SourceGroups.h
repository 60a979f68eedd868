//===- SourceGroups.h - many sets of files, said shortly ------------------===//
//
// Units read hundreds of headers, mostly the same ones together: who reads a
// header reads what it includes. A group is of files that are read by just the
// same units; it names the groups that all these units read, too. A unit is
// then a few groups, and all of them together are just its files: nothing is
// rounded.
//
//   a.cpp: a.cpp x.h y.h z.h        group 0: x.h y.h
//   b.cpp: b.cpp x.h y.h            group 1: z.h
//   c.cpp: c.cpp z.h                group 2: a.cpp, and groups 0 and 1
//                                   ...
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_GRAPH_SOURCEGROUPS_H
#define HOLDFAST_TOOL_GRAPH_SOURCEGROUPS_H

#include "tool/graph/Scan.h"

namespace holdfast {

struct SourceGroup {
  FileSet Files;                ///< of its own; at least one
  std::vector<unsigned> Groups; ///< none of them within another one
};

struct SourceGroups {
  std::vector<SourceGroup> All;              ///< by their first files
  std::vector<std::vector<unsigned>> OfUnit; ///< as SourceGroup::Groups
};

/// `Files` is how many there are. Takes time as the sets' sizes together times
/// the size of a group with what it names, and memory as the latter.
SourceGroups groupSources(llvm::ArrayRef<FileSet> OfUnit, unsigned Files);

} // namespace holdfast

#endif
