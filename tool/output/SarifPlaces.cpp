//===- SarifPlaces.cpp - where things are, in SARIF -----------------------===//
//
// A byte begins a character unless it continues one, which UTF-8 shows in its
// two highest bits.
//
//===----------------------------------------------------------------------===//

#include "tool/output/SarifPlaces.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace holdfast {

/// `Path` with everything escaped that a URI cannot hold.
static std::string escaped(StringRef Path) {
  std::string Out;
  for (unsigned char C : Path) {
    if (isAlnum(C) || StringRef("/-._~+@=,").contains(C)) {
      Out.push_back(C);
      continue;
    }
    Out.push_back('%');
    Out.push_back(hexdigit(C >> 4));
    Out.push_back(hexdigit(C & 15));
  }
  return Out;
}

std::string fileUri(StringRef Path) { return "file://" + escaped(Path); }

void writeSarifLog(json::OStream &J, function_ref<void()> Run) {
  J.object([&] {
    J.attribute("$schema",
                "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/"
                "sarif-schema-2.1.0.json");
    J.attribute("version", "2.1.0");
    J.attributeArray("runs", [&] { J.object(Run); });
  });
  J.flush();
}

void SarifPlaces::writeMessage(StringRef Key, StringRef Text) {
  J.attributeObject(Key, [&] { J.attribute("text", utf8(Text)); });
}

void SarifPlaces::writeArtifact(const std::string &File) {
  J.attributeObject("artifactLocation", [&] {
    const std::string Shown = displayPath(File, Base);
    if (Shown == File) {
      J.attribute("uri", fileUri(File));
      return;
    }
    J.attribute("uri", escaped(Shown));
    J.attribute("uriBaseId", "SRCROOT");
  });
}

/// The column of the byte `Column`, in characters; both count from 1.
unsigned SarifPlaces::charactersBefore(const std::string &File, unsigned Line,
                                       unsigned Column) {
  const StringRef Before =
      Sources.line(File, Line).take_front(Column ? Column - 1 : 0);
  return Column - unsigned(count_if(Before, [](char C) {
           return (static_cast<unsigned char>(C) & 0xC0) == 0x80;
         }));
}

void SarifPlaces::writeRegion(StringRef Key, const Location &Where) {
  J.attributeObject(Key, [&] {
    J.attribute("startLine", Where.Line);
    J.attribute("startColumn",
                charactersBefore(Where.File, Where.Line, Where.Column));
    if (Where.EndLine) {
      J.attribute("endLine", Where.EndLine);
      J.attribute("endColumn",
                  charactersBefore(Where.File, Where.EndLine, Where.EndColumn));
    }
    J.attribute("byteOffset", Where.Offset);
    if (Where.EndOffset >= Where.Offset)
      J.attribute("byteLength", Where.EndOffset - Where.Offset);
  });
}

void SarifPlaces::writeLocation(const Location &Where, StringRef Text) {
  J.attributeObject("physicalLocation", [&] {
    writeArtifact(Where.File);
    if (Where.isValid())
      writeRegion("region", Where);
  });
  if (!Text.empty())
    writeMessage("message", Text);
}

void SarifPlaces::writeOnlyLocation(const Location &Where) {
  J.attributeArray("locations",
                   [&] { J.object([&] { writeLocation(Where); }); });
}

} // namespace holdfast
