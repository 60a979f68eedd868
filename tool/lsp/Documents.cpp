//===- Documents.cpp ------------------------------------------------------===//

#include "tool/lsp/Documents.h"

#include "tool/Database.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace holdfast::server {

std::string pathOf(const lsp::URIForFile &Uri) {
  return absolutePath(Uri.file(), "/");
}

static std::string realPath(const std::string &Path) {
  SmallString<256> Real;
  return sys::fs::real_path(Path, Real) ? Path : Real.str().str();
}

static bool differsFromDisk(const Document &D) {
  auto Buffer = MemoryBuffer::getFile(D.Path);
  return !Buffer || (*Buffer)->getBuffer() != D.Text;
}

Document &Documents::open(const lsp::TextDocumentItem &Item) {
  Document &D = ByPath[pathOf(Item.uri)];
  D.Uri = Item.uri;
  D.Path = pathOf(Item.uri);
  D.RealPath = realPath(D.Path);
  D.Version = Item.version;
  D.Edition = ++LastEdition;
  D.Text = Item.text;
  D.IsDirty = differsFromDisk(D);
  return D;
}

Document *Documents::change(const lsp::DidChangeTextDocumentParams &What) {
  Document *D = find(pathOf(What.textDocument.uri));
  if (!D)
    return nullptr;
  D->Version = What.textDocument.version;
  D->Edition = ++LastEdition;
  D->IsDirty = true;
  for (const lsp::TextDocumentContentChangeEvent &Each : What.contentChanges) {
    if (!Each.range) {
      D->Text = Each.text;
      continue;
    }
    const size_t Begin = offsetOf(D->Text, Each.range->start, In);
    const size_t End = std::max(Begin, offsetOf(D->Text, Each.range->end, In));
    D->Text.replace(Begin, End - Begin, Each.text);
  }
  return D;
}

Document *Documents::save(StringRef Path) {
  Document *D = find(Path);
  if (D) {
    D->IsDirty = differsFromDisk(*D);
    D->RealPath = realPath(D->Path);
  }
  return D;
}

bool Documents::close(StringRef Path) { return ByPath.erase(Path.str()); }

Document *Documents::find(StringRef Path) {
  auto It = ByPath.find(Path.str());
  return It == ByPath.end() ? nullptr : &It->second;
}

const Document *Documents::findFile(StringRef Path) const {
  auto It = ByPath.find(Path.str());
  if (It != ByPath.end())
    return &It->second;
  const std::string Real = realPath(Path.str());
  for (const auto &[Name, D] : ByPath)
    if (D.RealPath == Real)
      return &D;
  return nullptr;
}

Texts Documents::dirtyTexts() const {
  Texts Out;
  for (const auto &[Path, D] : ByPath)
    if (D.IsDirty)
      Out[Path] = D.Text;
  return Out;
}

} // namespace holdfast::server
