//===- Parse.h - the front end over the editor's texts --------------------===//
//
// Runs the front end and the engine on one unit of a document, with what is
// open in place of what is on disk, and with a preamble where there is one.
// Runs inside a job: it may crash or hang.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_PARSE_H
#define HOLDFAST_TOOL_LSP_PARSE_H

#include "tool/Parse.h"
#include "tool/lsp/Documents.h"
#include "tool/lsp/Result.h"

namespace holdfast::server {

struct ParseInputs {
  const Unit &What;
  const Engine &With;
  const CommandExtras &Extras;
  const Texts &Open;
  std::string Header; ///< that the document is, included by the unit; "": the
                      ///< document is its main file
};

/// What the other units of the program tell.
struct TheOthers {
  std::vector<std::string> Effects;
  std::shared_ptr<const InferredGuards> Guards; ///< for ownership; may be null
};

/// Checks the unit, with what other units tell. `Begin` may be null; else it
/// stands for the beginning of the document. `Out` gets what the parse knows.
UnitOutcome parseUnit(const ParseInputs &From, const Preamble *Begin,
                      const TheOthers &Others, CheckResult &Out);

} // namespace holdfast::server

#endif
