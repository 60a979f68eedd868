//===- Diagnostics.h - findings in the protocol's words -------------------===//
//
// A finding as the editor shows it: the same place, severity, message and notes
// as on the command line, with the rule as its code and a link to its page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_DIAGNOSTICS_H
#define HOLDFAST_TOOL_LSP_DIAGNOSTICS_H

#include "tool/lsp/Client.h"
#include "tool/lsp/Documents.h"

namespace holdfast::server {

/// The rules' pages as files on disk, for editors to open: made when they are
/// asked for, in the cache folder. Where the source tree is on the web, the
/// pages are there.
class RuleLinks {
public:
  /// `Folder` empty: nothing is written.
  explicit RuleLinks(std::string Folder) : Folder(std::move(Folder)) {}
  /// A URI of the page, or "".
  std::string uriOf(llvm::StringRef Rule);

private:
  std::string Folder;
  std::map<std::string, std::string> Known;
};

/// What the conversion of findings needs.
struct Shown {
  const Client &For;
  const Documents &Open;
  SourceLines &Sources; ///< with the open texts
  RuleLinks &Pages;

  /// The URI of a file, as the client spells it where it is open.
  std::string uriOf(llvm::StringRef File) const;
  llvm::lsp::Range rangeOf(const Location &Where) const {
    return server::rangeOf(Where, Sources, For.In);
  }
};

llvm::json::Object toDiagnostic(const Finding &F, const Shown &As);

/// Says that a file is not checked, at the place that the reason begins with
/// ("FILE:LINE:COLUMN: ..."), where it is in `File`; else at its beginning.
llvm::json::Object notChecked(llvm::StringRef Reason, llvm::StringRef File,
                              const Shown &As);

} // namespace holdfast::server

#endif
