//===- Json.cpp - findings for programs -----------------------------------===//
//
// One object of the shape that docs/cli.md states, version 1, with everything
// that a report has: merging reads it back (tool/ReadResults.cpp). Keys come in
// a fixed order and times only with --profile, so that equal runs give equal
// bytes.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"

#include "llvm/Support/JSON.h"

using namespace llvm;

namespace holdfast {

namespace {

class JsonWriter {
public:
  JsonWriter(const Report &R, raw_ostream &Out) : R(R), J(Out, 2) {}
  void write();

private:
  void writePlace(const Location &Where);
  void writeLabels(StringRef Key, const std::vector<Label> &Labels);
  void writeFixes(const std::vector<Fix> &Fixes);
  void writeFinding(const Finding &F, StringRef Fingerprint);
  void writeFindings();
  void writeStats();

  const Report &R;
  json::OStream J;
};

} // namespace

void JsonWriter::writePlace(const Location &Where) {
  J.attribute("file", utf8(displayPath(Where.File, R.Base)));
  J.attribute("line", Where.Line);
  J.attribute("column", Where.Column);
  J.attributeObject("end", [&] {
    J.attribute("line", Where.EndLine);
    J.attribute("column", Where.EndColumn);
  });
  J.attribute("offset", Where.Offset);
  J.attribute("length", Where.EndOffset > Where.Offset
                            ? Where.EndOffset - Where.Offset
                            : 0);
}

void JsonWriter::writeLabels(StringRef Key, const std::vector<Label> &Labels) {
  J.attributeArray(Key, [&] {
    for (const Label &L : Labels)
      J.object([&] {
        J.attribute("message", utf8(L.Text));
        writePlace(L.Where);
      });
  });
}

void JsonWriter::writeFixes(const std::vector<Fix> &Fixes) {
  J.attributeArray("fixes", [&] {
    for (const Fix &F : Fixes)
      J.object([&] {
        J.attribute("help", utf8(F.Help));
        J.attribute("grade", nameOf(F.Grade));
        J.attributeArray("edits", [&] {
          for (const Edit &E : F.Edits)
            J.object([&] {
              writePlace(E.Where);
              J.attribute("replacement", utf8(E.Replacement));
            });
        });
      });
  });
}

void JsonWriter::writeFinding(const Finding &F, StringRef Fingerprint) {
  J.attribute("rule", F.Rule);
  J.attribute("severity", nameOf(F.Level));
  J.attribute("message", utf8(F.Message));
  writePlace(F.Where);
  J.attribute("function", utf8(F.Function));
  J.attribute("subject", utf8(F.Subject));
  if (!F.Instantiation.empty())
    J.attribute("instantiation", utf8(F.Instantiation));
  writeLabels("labels", F.Labels);
  writeLabels("notes", F.Notes);
  if (!F.Help.empty())
    J.attribute("help", utf8(F.Help));
  writeFixes(F.Fixes);
  J.attribute("fingerprint", Fingerprint);
}

void JsonWriter::writeFindings() {
  J.attributeArray("findings", [&] {
    for (size_t I = 0; I != R.Findings.size(); ++I)
      J.object([&] { writeFinding(R.Findings[I], R.Fingerprints[I]); });
  });
  J.attributeArray("suppressed", [&] {
    for (const SilencedFinding &S : R.Silenced)
      J.object([&] {
        writeFinding(S.What, S.Fingerprint);
        J.attribute("reason", utf8(S.Reason));
      });
  });
}

void JsonWriter::writeStats() {
  const ReportStats &S = R.Stats;
  J.attributeObject("stats", [&] {
    J.attribute("files", S.Files);
    J.attribute("failed", S.Failed);
    J.attribute("functions_checked", S.FunctionsChecked);
    J.attribute("functions_skipped", S.FunctionsSkipped);
    J.attribute("templates_uninstantiated", S.TemplatesUninstantiated);
    J.attribute("lines", S.Lines);
    J.attribute("suppressed", S.Suppressed);
    J.attribute("in_baseline", S.InBaseline);
    J.attribute("untouched", S.Untouched);
    if (!R.ShowTimes)
      return;
    J.attribute("wall_seconds", S.WallSeconds);
    J.attribute("unit_seconds", S.UnitSeconds);
    J.attribute("checked_again", S.CheckedAgain);
    J.attribute("peak_kilobytes", int64_t(S.PeakKilobytes));
    J.attributeObject("seconds", [&] {
      for (const auto &[Stage, Seconds] : S.Seconds)
        J.attribute(Stage, Seconds);
    });
  });
}

void JsonWriter::write() {
  J.object([&] {
    J.attribute("version", 1);
    writeFindings();
    J.attributeArray("skipped", [&] {
      for (const Skipped &S : R.NotLookedAt)
        J.object([&] {
          J.attribute("function", utf8(S.Function));
          writePlace(S.Where);
          J.attribute("reason", utf8(S.Reason));
        });
    });
    J.attributeArray("failed", [&] {
      for (const FailedUnit &F : R.Failed)
        J.object([&] {
          J.attribute("file", utf8(displayPath(F.File, R.Base)));
          J.attribute("reason", utf8(displayPath(F.Reason, R.Base)));
        });
    });
    J.attributeArray("checked", [&] {
      for (const std::string &File : R.Checked)
        J.value(utf8(displayPath(File, R.Base)));
    });
    writeStats();
  });
  J.flush();
}

void writeJson(const Report &R, raw_ostream &Out) {
  JsonWriter(R, Out).write();
  Out << '\n';
}

} // namespace holdfast
