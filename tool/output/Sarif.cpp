//===- Sarif.cpp - findings as SARIF 2.1.0 --------------------------------===//
//
// The format that code hosts read (OASIS, SARIF 2.1.0). clang's own
// SarifDocumentWriter needs a SourceManager and knows neither related
// locations nor fixes nor fingerprints, so the object is written here.
// Columns are in UTF-8 bytes, as `columnKind` has no word for: it is left out
// and text regions carry byte offsets beside columns where they matter.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast {

namespace {

class SarifWriter {
public:
  SarifWriter(const Report &R, raw_ostream &Out) : R(R), J(Out, 2) {}
  void write();

private:
  void writeMessage(StringRef Text);
  void writeArtifact(const std::string &File);
  void writeRegion(StringRef Key, const Location &Where);
  void writePhysical(const Location &Where);
  void writeLocation(const Location &Where, StringRef Text);
  void writeDriver();
  void writeCodeFlow(const Finding &F);
  void writeFixes(const Finding &F);
  void writeResult(const Finding &F, StringRef Fingerprint);
  void writeInvocation();

  const Report &R;
  json::OStream J;
};

} // namespace

/// `Path` with everything escaped that a URI cannot hold.
static std::string uriOf(StringRef Path) {
  std::string Out;
  for (unsigned char C : Path) {
    if (isAlnum(C) || StringRef("/-._~+@=,:").contains(C)) {
      Out.push_back(C);
      continue;
    }
    Out.push_back('%');
    Out.push_back(hexdigit(C >> 4));
    Out.push_back(hexdigit(C & 15));
  }
  return Out;
}

static StringRef levelOf(Severity Level) {
  return Level == Severity::Error ? "error" : "warning";
}

void SarifWriter::writeMessage(StringRef Text) {
  J.attributeObject("message", [&] { J.attribute("text", utf8(Text)); });
}

void SarifWriter::writeArtifact(const std::string &File) {
  J.attributeObject("artifactLocation", [&] {
    const std::string Shown = displayPath(File, R.Base);
    if (Shown == File) {
      J.attribute("uri", "file://" + uriOf(File));
      return;
    }
    J.attribute("uri", uriOf(Shown));
    J.attribute("uriBaseId", "SRCROOT");
  });
}

void SarifWriter::writeRegion(StringRef Key, const Location &Where) {
  J.attributeObject(Key, [&] {
    J.attribute("startLine", Where.Line);
    J.attribute("startColumn", Where.Column);
    if (Where.EndLine) {
      J.attribute("endLine", Where.EndLine);
      J.attribute("endColumn", Where.EndColumn);
    }
    J.attribute("byteOffset", Where.Offset);
    if (Where.EndOffset >= Where.Offset)
      J.attribute("byteLength", Where.EndOffset - Where.Offset);
  });
}

void SarifWriter::writePhysical(const Location &Where) {
  J.attributeObject("physicalLocation", [&] {
    writeArtifact(Where.File);
    if (Where.isValid())
      writeRegion("region", Where);
  });
}

void SarifWriter::writeLocation(const Location &Where, StringRef Text) {
  writePhysical(Where);
  if (!Text.empty())
    writeMessage(Text);
}

void SarifWriter::writeDriver() {
  J.attributeObject("tool", [&] {
    J.attributeObject("driver", [&] {
      J.attribute("name", "holdfast");
      J.attribute("version", HOLDFAST_VERSION);
      J.attributeArray("rules", [&] {
        for (const RuleInfo &Rule : R.Rules)
          J.object([&] {
            J.attribute("id", ("holdfast-" + Rule.Id).str());
            J.attribute("name", Rule.Id);
            J.attributeObject("shortDescription",
                              [&] { J.attribute("text", Rule.Summary); });
            J.attributeObject("defaultConfiguration", [&] {
              J.attribute("enabled", Rule.OnByDefault);
              J.attribute("level", levelOf(Rule.DefaultLevel));
            });
          });
      });
    });
  });
}

/// The notes in the order of time, and the finding's own place at the end.
void SarifWriter::writeCodeFlow(const Finding &F) {
  J.attributeArray("codeFlows", [&] {
    J.object([&] {
      J.attributeArray("threadFlows", [&] {
        J.object([&] {
          J.attributeArray("locations", [&] {
            auto Step = [&](const Location &Where, StringRef Text) {
              J.object([&] {
                J.attributeObject("location",
                                  [&] { writeLocation(Where, Text); });
              });
            };
            for (const Label &Note : F.Notes)
              Step(Note.Where, Note.Text);
            Step(F.Where, F.Message);
          });
        });
      });
    });
  });
}

void SarifWriter::writeFixes(const Finding &F) {
  J.attributeArray("fixes", [&] {
    for (const Fix &Mend : F.Fixes)
      J.object([&] {
        J.attributeObject("description",
                          [&] { J.attribute("text", utf8(Mend.Help)); });
        J.attributeArray("artifactChanges", [&] {
          for (const Edit &E : Mend.Edits)
            J.object([&] {
              writeArtifact(E.Where.File);
              J.attributeArray("replacements", [&] {
                J.object([&] {
                  writeRegion("deletedRegion", E.Where);
                  J.attributeObject("insertedContent", [&] {
                    J.attribute("text", utf8(E.Replacement));
                  });
                });
              });
            });
        });
      });
  });
}

void SarifWriter::writeResult(const Finding &F, StringRef Fingerprint) {
  J.object([&] {
    J.attribute("ruleId", "holdfast-" + F.Rule);
    for (size_t I = 0; I != R.Rules.size(); ++I)
      if (R.Rules[I].Id == F.Rule)
        J.attribute("ruleIndex", int64_t(I));
    J.attribute("level", levelOf(F.Level));
    writeMessage(F.Message);
    J.attributeArray("locations",
                     [&] { J.object([&] { writePhysical(F.Where); }); });
    if (!F.Notes.empty()) {
      J.attributeArray("relatedLocations", [&] {
        int64_t Id = 1;
        for (const Label &Note : F.Notes)
          J.object([&] {
            J.attribute("id", Id++);
            writeLocation(Note.Where, Note.Text);
          });
      });
      writeCodeFlow(F);
    }
    if (!F.Fixes.empty())
      writeFixes(F);
    J.attributeObject("partialFingerprints",
                      [&] { J.attribute("holdfast/v1", Fingerprint); });
  });
}

/// Units that failed and functions that were skipped: said, never silent.
void SarifWriter::writeInvocation() {
  J.attributeArray("invocations", [&] {
    J.object([&] {
      J.attribute("executionSuccessful", R.Failed.empty());
      J.attributeArray("toolExecutionNotifications", [&] {
        for (const FailedUnit &F : R.Failed)
          J.object([&] {
            J.attribute("level", "error");
            writeMessage("not checked: " + F.Reason);
            J.attributeArray("locations", [&] {
              J.object([&] {
                Location Whole;
                Whole.File = F.File;
                writePhysical(Whole);
              });
            });
          });
        for (const Skipped &S : R.NotLookedAt)
          J.object([&] {
            J.attribute("level", "note");
            writeMessage("'" + S.Function + "' was skipped: " + S.Reason);
            J.attributeArray("locations", [&] {
              J.object([&] { writePhysical(S.Where); });
            });
          });
      });
    });
  });
}

void SarifWriter::write() {
  J.object([&] {
    J.attribute("$schema",
                "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/"
                "sarif-schema-2.1.0.json");
    J.attribute("version", "2.1.0");
    J.attributeArray("runs", [&] {
      J.object([&] {
        writeDriver();
        J.attributeObject("originalUriBaseIds", [&] {
          J.attributeObject("SRCROOT", [&] {
            const StringRef Slash = R.Base == "/" ? "" : "/";
            J.attribute("uri", "file://" + uriOf(R.Base) + Slash.str());
          });
        });
        writeInvocation();
        J.attributeArray("results", [&] {
          for (size_t I = 0; I != R.Findings.size(); ++I)
            writeResult(R.Findings[I], R.Fingerprints[I]);
        });
      });
    });
  });
  J.flush();
}

void writeSarif(const Report &R, raw_ostream &Out) {
  SarifWriter(R, Out).write();
  Out << '\n';
}

} // namespace holdfast
