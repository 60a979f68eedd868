//===- Gitlab.cpp - findings as GitLab's Code Quality report --------------===//
//
// The part of Code Climate's format that GitLab reads: an array of issues with
// description, check_name, fingerprint, severity and location. GitLab tells
// new from old by the fingerprint. A unit that failed is an issue too, as the
// report would else call everything in it mended.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace holdfast {

namespace {

struct Issue {
  std::string Description;
  std::string CheckName;
  std::string Fingerprint;
  StringRef Severity;
  std::string Path;
  unsigned FirstLine;
  unsigned LastLine;
};

} // namespace

static void writeIssue(json::OStream &J, const Issue &I) {
  J.object([&] {
    J.attribute("description", utf8(I.Description));
    J.attribute("check_name", I.CheckName);
    J.attribute("fingerprint", I.Fingerprint);
    J.attribute("severity", I.Severity);
    J.attributeObject("location", [&] {
      J.attribute("path", utf8(I.Path));
      J.attributeObject("lines", [&] {
        J.attribute("begin", I.FirstLine);
        J.attribute("end", I.LastLine);
      });
    });
  });
}

void writeGitlab(const Report &R, raw_ostream &Out) {
  json::OStream J(Out, 2);
  J.array([&] {
    for (size_t I = 0; I != R.Findings.size(); ++I) {
      const Finding &F = R.Findings[I];
      writeIssue(J, {F.Message, "holdfast-" + F.Rule, R.Fingerprints[I],
                     F.Level == Severity::Error ? "critical" : "minor",
                     displayPath(F.Where.File, R.Base), F.Where.Line,
                     std::max(F.Where.Line, F.Where.EndLine)});
    }
    for (const FailedUnit &F : R.Failed) {
      const std::string Path = displayPath(F.File, R.Base);
      writeIssue(J, {notChecked(F, R.Base), "holdfast",
                     utohexstr(xxh3_64bits("not checked\n" + Path),
                               /*LowerCase=*/true, /*Width=*/16),
                     "info", Path, 1, 1});
    }
  });
  J.flush();
  Out << '\n';
}

} // namespace holdfast
