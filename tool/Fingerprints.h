//===- Fingerprints.h - names of findings that stay -----------------------===//
//
// Gives each finding of a report a name that stays when lines move: it is made
// of the rule, the file from the project's root, the function, the subject, the
// text of the line without blanks, and how many like it came before. Baselines,
// code hosts and CI tell new findings from old by it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_FINGERPRINTS_H
#define HOLDFAST_TOOL_FINGERPRINTS_H

#include "report/Finding.h"
#include "tool/Inside.h"
#include "tool/output/SourceLines.h"

#include <map>

namespace holdfast {

class Fingerprints {
public:
  Fingerprints(const Inside &Scope, SourceLines &Sources)
      : Scope(Scope), Sources(Sources) {}

  /// That of `F`; findings are asked for in the report's order, each once.
  std::string next(const Finding &F);

private:
  const Inside &Scope;
  SourceLines &Sources;
  std::map<std::string, unsigned> Repeated; ///< how often each key was met
};

} // namespace holdfast

#endif
