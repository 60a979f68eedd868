//===- Baseline.cpp - what is known and accepted, to be kept --------------===//
//
// A SARIF log with as much of each finding as a person and a fingerprint need:
// small enough to be committed beside the code, and without a folder of the
// machine that wrote it. Any SARIF of ours does as a baseline; this is the one
// that --write-baseline writes.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"
#include "tool/output/SarifPlaces.h"

using namespace llvm;

namespace holdfast {

void writeBaseline(const Report &R, SourceLines &Sources, raw_ostream &Out) {
  json::OStream J(Out, 2);
  SarifPlaces Places(J, R.Base, Sources);
  auto Result = [&](const Finding &F, StringRef Fingerprint) {
    J.attribute("ruleId", "holdfast-" + F.Rule);
    J.attribute("level", nameOf(F.Level));
    Places.writeMessage("message", F.Message);
    Places.writeOnlyLocation(F.Where);
    J.attributeObject("partialFingerprints",
                      [&] { J.attribute(FingerprintName, Fingerprint); });
  };
  writeSarifLog(J, [&] {
    J.attributeObject("tool", [&] {
      J.attributeObject("driver", [&] { J.attribute("name", "holdfast"); });
    });
    J.attribute("columnKind", "unicodeCodePoints");
    J.attributeArray("results", [&] {
      for (size_t I = 0; I != R.Findings.size(); ++I)
        J.object([&] { Result(R.Findings[I], R.Fingerprints[I]); });
    });
  });
  Out << '\n';
}

} // namespace holdfast
