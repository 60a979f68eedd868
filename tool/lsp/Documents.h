//===- Documents.h - what the editor has open -----------------------------===//
//
// The texts of open documents, by path, as the editor's messages change them.
// What is open and differs from the disk is what a check reads instead.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_DOCUMENTS_H
#define HOLDFAST_TOOL_LSP_DOCUMENTS_H

#include "tool/lsp/Positions.h"

#include <map>
#include <string>
#include <vector>

namespace holdfast::server {

struct Document {
  llvm::lsp::URIForFile Uri; ///< as the client spells it
  std::string Path;          ///< absolute, without "." and ".."
  std::string
      RealPath; ///< without symbolic links; Path where it is not on disk
  int64_t Version = 0; ///< the client's, which begins anew when it is opened
  uint64_t Edition = 0; ///< another one for each text of each document
  std::string Text;
  bool IsDirty = false; ///< may differ from the disk
};

/// Texts that a check reads in place of what is on disk, by path.
using Texts = std::map<std::string, llvm::StringRef>;

class Documents {
public:
  Encoding In = Encoding::Utf16; ///< of all positions

  Document &open(const llvm::lsp::TextDocumentItem &Item);
  /// Null where it is not open. What makes no sense in a change is moved to the
  /// nearest place that does.
  Document *change(const llvm::lsp::DidChangeTextDocumentParams &What);
  /// Looks at the disk again.
  Document *save(llvm::StringRef Path);
  bool close(llvm::StringRef Path);

  Document *find(llvm::StringRef Path);
  /// By whatever name the file has.
  const Document *findFile(llvm::StringRef Path) const;
  const std::map<std::string, Document> &all() const { return ByPath; }

  Texts dirtyTexts() const;

private:
  std::map<std::string, Document> ByPath;
  uint64_t LastEdition = 0;
};

/// The path of a URI as documents have it.
std::string pathOf(const llvm::lsp::URIForFile &Uri);

} // namespace holdfast::server

#endif
