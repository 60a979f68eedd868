//===- Check.h - one document, as the command line would ------------------===//
//
// What the jobs do. For a document, what `holdfast FILE` does for a file of
// that name: find the database, the units and the settings; check the units;
// join and sort what they find. The text is the editor's. Nothing is remembered
// here but what comes in.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_CHECK_H
#define HOLDFAST_TOOL_LSP_CHECK_H

#include "tool/Commands.h"
#include "tool/Summaries.h"
#include "tool/lsp/Documents.h"
#include "tool/lsp/Result.h"

namespace holdfast::server {

struct CheckInputs {
  const Options &Asked;
  const CommandExtras &Extras;
  std::string Path;   ///< of the document
  std::string Folder; ///< that the client has open, and the document is in; may
                      ///< be empty
  Texts Open;         ///< the document's own among them
};

/// The database for a file: the nearest compile_commands.json in a folder above
/// it or in `build/` there, or the one that was asked for; "": none.
std::string databaseFor(const Options &Asked, llvm::StringRef Path);

/// Finds how the document is checked and, where that is wanted, precompiles its
/// beginning.
Preparation prepare(const CheckInputs &From, bool WantsPreamble);

/// Checks the document as `How` says, in a program of which the other units
/// have told `Others`.
CheckResult check(const CheckInputs &From, const Preparation &How,
                  llvm::ArrayRef<StoredSummary> Others);

/// Who has each variable of the document, in its text; what the document's own
/// units have told is `Own`. Empty where it is not checked.
OwnershipTable ownershipIn(const CheckInputs &From, const Preparation &How,
                           llvm::ArrayRef<StoredSummary> Others,
                           llvm::ArrayRef<ToldByUnit> Own);

} // namespace holdfast::server

#endif
