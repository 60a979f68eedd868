//===- Sarif.cpp - findings as SARIF 2.1.0 --------------------------------===//
//
// The format that code hosts read (OASIS, SARIF 2.1.0). clang's own
// SarifDocumentWriter needs a SourceManager and knows neither related
// locations nor fixes nor fingerprints, so the object is written here. What a
// NOLINT hides is a result too, with its suppression.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"
#include "tool/output/SarifPlaces.h"

#include <map>

using namespace llvm;

namespace holdfast {

namespace {

class SarifWriter {
public:
  SarifWriter(const Report &R, SourceLines &Sources, raw_ostream &Out)
      : R(R), J(Out, 2), Places(J, R.Base, Sources) {}
  void write();

private:
  void writeRule(const RuleInfo &Rule, StringRef Page);
  void writeDriver();
  void writeRelated(const Finding &F);
  void writeCodeFlow(const Finding &F);
  void writeFix(const Fix &Mend);
  void writeResult(const Finding &F, StringRef Fingerprint,
                   const SilencedFinding *Silenced);
  void writeResults();
  void writeInvocation();

  const Report &R;
  json::OStream J;
  SarifPlaces Places;
};

} // namespace

/// The first paragraph below the title of a rule's page.
static StringRef firstParagraph(StringRef Page) {
  const StringRef Body = Page.split("\n\n").second;
  return Body.split("\n\n").first.trim();
}

void SarifWriter::writeRule(const RuleInfo &Rule, StringRef Page) {
  J.attribute("id", ("holdfast-" + Rule.Id).str());
  J.attribute("name", Rule.Id);
  Places.writeMessage("shortDescription", Rule.Summary);
  Places.writeMessage("fullDescription",
                      Page.empty() ? Rule.Summary : firstParagraph(Page));
  J.attributeObject("help", [&] {
    J.attribute("text", utf8(Page.empty() ? Rule.Summary : Page));
    if (!Page.empty())
      J.attribute("markdown", utf8(Page));
  });
  if (!R.HomePage.empty())
    J.attribute("helpUri", R.HomePage + "/docs/rules/" + Rule.Id.str() + ".md");
  J.attributeObject("defaultConfiguration", [&] {
    J.attribute("enabled", Rule.OnByDefault);
    J.attribute("level", nameOf(Rule.DefaultLevel));
  });
}

void SarifWriter::writeDriver() {
  J.attributeObject("tool", [&] {
    J.attributeObject("driver", [&] {
      J.attribute("name", "holdfast");
      J.attribute("version", HOLDFAST_VERSION);
      if (!R.HomePage.empty())
        J.attribute("informationUri", R.HomePage);
      J.attributeArray("rules", [&] {
        for (size_t I = 0; I != R.Rules.size(); ++I)
          J.object([&] {
            writeRule(R.Rules[I], I < R.Pages.size() ? R.Pages[I] : "");
          });
      });
    });
  });
}

/// The notes, then the marks of the snippet.
void SarifWriter::writeRelated(const Finding &F) {
  J.attributeArray("relatedLocations", [&] {
    int64_t Id = 1;
    for (const std::vector<Label> *List : {&F.Notes, &F.Labels})
      for (const Label &L : *List)
        J.object([&] {
          J.attribute("id", Id++);
          Places.writeLocation(L.Where, L.Text);
        });
  });
}

/// The notes in the order of time, and the finding's own place at the end.
void SarifWriter::writeCodeFlow(const Finding &F) {
  auto Step = [&](const Location &Where, StringRef Text) {
    J.object([&] {
      J.attributeObject("location", [&] { Places.writeLocation(Where, Text); });
    });
  };
  auto Flow = [&] {
    J.attributeArray("locations", [&] {
      for (const Label &Note : F.Notes)
        Step(Note.Where, Note.Text);
      Step(F.Where, F.Message);
    });
  };
  J.attributeArray("codeFlows", [&] {
    J.object([&] { J.attributeArray("threadFlows", [&] { J.object(Flow); }); });
  });
}

void SarifWriter::writeFix(const Fix &Mend) {
  Places.writeMessage("description", Mend.Help);
  std::map<std::string, std::vector<const Edit *>> Files;
  for (const Edit &E : Mend.Edits)
    Files[E.Where.File].push_back(&E);
  auto Replace = [&](const Edit &E) {
    Places.writeRegion("deletedRegion", E.Where);
    Places.writeMessage("insertedContent", E.Replacement);
  };
  J.attributeArray("artifactChanges", [&] {
    for (const auto &[File, Edits] : Files)
      J.object([&, &File = File, &Edits = Edits] {
        Places.writeArtifact(File);
        J.attributeArray("replacements", [&] {
          for (const Edit *E : Edits)
            J.object([&] { Replace(*E); });
        });
      });
  });
}

void SarifWriter::writeResult(const Finding &F, StringRef Fingerprint,
                              const SilencedFinding *Silenced) {
  J.attribute("ruleId", "holdfast-" + F.Rule);
  for (size_t I = 0; I != R.Rules.size(); ++I)
    if (R.Rules[I].Id == F.Rule)
      J.attribute("ruleIndex", int64_t(I));
  J.attribute("level", nameOf(F.Level));
  Places.writeMessage("message", F.Message);
  Places.writeOnlyLocation(F.Where);
  if (!F.Notes.empty() || !F.Labels.empty())
    writeRelated(F);
  if (!F.Notes.empty())
    writeCodeFlow(F);
  if (!F.Fixes.empty())
    J.attributeArray("fixes", [&] {
      for (const Fix &Mend : F.Fixes)
        J.object([&] { writeFix(Mend); });
    });
  J.attributeObject("partialFingerprints",
                    [&] { J.attribute(FingerprintName, Fingerprint); });
  // Empty says that nothing hides it; a reader must not guess.
  J.attributeArray("suppressions", [&] {
    if (!Silenced)
      return;
    J.object([&] {
      J.attribute("kind", "inSource");
      if (!Silenced->Reason.empty())
        J.attribute("justification", utf8(Silenced->Reason));
    });
  });
}

void SarifWriter::writeResults() {
  J.attributeArray("results", [&] {
    for (size_t I = 0; I != R.Findings.size(); ++I)
      J.object([&] { writeResult(R.Findings[I], R.Fingerprints[I], nullptr); });
    for (const SilencedFinding &S : R.Silenced)
      J.object([&] { writeResult(S.What, S.Fingerprint, &S); });
  });
}

/// Units that failed and functions that were skipped: said, never silent.
void SarifWriter::writeInvocation() {
  auto Notify = [&](StringRef Level, const Twine &Text, const Location &Where) {
    J.object([&] {
      J.attribute("level", Level);
      Places.writeMessage("message", Text.str());
      Places.writeOnlyLocation(Where);
    });
  };
  J.attributeArray("invocations", [&] {
    J.object([&] {
      J.attribute("executionSuccessful", R.Failed.empty());
      J.attributeArray("toolExecutionNotifications", [&] {
        for (const FailedUnit &F : R.Failed)
          Notify("error", notChecked(F, R.Base), Location{.File = F.File});
        for (const Skipped &S : R.NotLookedAt)
          Notify("note", "'" + S.Function + "' was skipped: " + S.Reason,
                 S.Where);
      });
    });
  });
}

void SarifWriter::write() {
  writeSarifLog(J, [&] {
    writeDriver();
    J.attributeObject("originalUriBaseIds", [&] {
      J.attributeObject("SRCROOT", [&] {
        const StringRef Slash = R.Base == "/" ? "" : "/";
        J.attribute("uri", fileUri(R.Base) + Slash.str());
      });
    });
    J.attribute("columnKind", "unicodeCodePoints");
    writeInvocation();
    writeResults();
  });
}

void writeSarif(const Report &R, SourceLines &Sources, raw_ostream &Out) {
  SarifWriter(R, Sources, Out).write();
  Out << '\n';
}

} // namespace holdfast
