//===- SarifPlaces.h - where things are, in SARIF -------------------------===//
//
// The objects of SARIF that name a file and a range in it, for everything that
// writes SARIF: messages, artifact locations, regions and locations. Columns
// count Unicode characters, which is what `columnKind` says; where the line
// cannot be read they are those of the bytes.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_SARIFPLACES_H
#define HOLDFAST_TOOL_OUTPUT_SARIFPLACES_H

#include "tool/output/Report.h"
#include "tool/output/SourceLines.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/JSON.h"

namespace holdfast {

/// The absolute `Path` as a `file://` URI.
std::string fileUri(llvm::StringRef Path);

/// A whole log of one run: `Run` writes what is in it.
void writeSarifLog(llvm::json::OStream &J, llvm::function_ref<void()> Run);

class SarifPlaces {
public:
  /// Files below `Base` are written relative to it, as SRCROOT.
  SarifPlaces(llvm::json::OStream &J, llvm::StringRef Base,
              SourceLines &Sources)
      : J(J), Base(Base), Sources(Sources) {}

  /// An attribute whose object has just a text: "message", "description".
  void writeMessage(llvm::StringRef Key, llvm::StringRef Text);
  void writeArtifact(const std::string &File);
  void writeRegion(llvm::StringRef Key, const Location &Where);
  /// The attributes of a location object; no message where `Text` is empty.
  void writeLocation(const Location &Where, llvm::StringRef Text = "");
  /// `locations`, with one.
  void writeOnlyLocation(const Location &Where);

private:
  unsigned charactersBefore(const std::string &File, unsigned Line,
                            unsigned Column);

  llvm::json::OStream &J;
  llvm::StringRef Base;
  SourceLines &Sources;
};

} // namespace holdfast

#endif
