//===- KeptResults.h - what the other units of a program told -------------===//
//
// A run of the command line over the whole program keeps its results. For an
// editor they are what the units that it has not open do: of each unit that has
// not changed since, what it tells the others. Nothing is parsed and nothing is
// kept here.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_KEPTRESULTS_H
#define HOLDFAST_TOOL_LSP_KEPTRESULTS_H

#include "tool/Commands.h"
#include "tool/lsp/Result.h"

namespace holdfast::server {

/// What the cache of `Asked` knows of the units of a database.
std::vector<ToldByUnit> keptResults(const Options &Asked,
                                    const CommandExtras &Extras,
                                    const std::string &Database,
                                    const std::string &WorkingFolder);

/// The folder that `Asked` says, or the default one; "": none.
std::string cacheFolderOf(const Options &Asked);

} // namespace holdfast::server

#endif
