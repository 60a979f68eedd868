//===- Junit.cpp - files as test cases ------------------------------------===//
//
// One test case a checked file, and one a header with findings: a clean file
// passes, so that a run without findings is no empty report (which Jenkins
// calls an error), and GitLab sees what is mended, which it tells from a test
// that failed and passes now. All findings of a file are in its one failure,
// as readers take no second.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"
#include "tool/output/Xml.h"

#include <map>

using namespace llvm;

namespace holdfast {

namespace {

struct FileCase {
  std::vector<const Finding *> Findings;
  std::vector<const FailedUnit *> Failed;
  std::vector<const Skipped *> NotLookedAt;
};

} // namespace

static void writeFailure(const std::vector<const Finding *> &Findings,
                         StringRef Base, raw_ostream &Out) {
  const Finding &First = *Findings.front();
  std::string Head = First.Message;
  if (const size_t More = Findings.size() - 1)
    Head += " (and " + std::to_string(More) + " more)";
  std::string Text;
  raw_string_ostream Lines(Text);
  for (const Finding *F : Findings) {
    Lines << displayPath(F->Where.File, Base) << ':' << F->Where.Line << ':'
          << F->Where.Column << ": " << nameOf(F->Level) << ": " << F->Message
          << " [holdfast-" << F->Rule << "]\n";
    writeDetails(*F, Base, Lines);
  }
  Out << "      <failure";
  writeAttribute(Out, "type", "holdfast-" + First.Rule);
  writeAttribute(Out, "message", Head);
  Out << '>' << xmlText(Text) << "</failure>\n";
}

static void writeCase(StringRef File, const FileCase &Case, StringRef Base,
                      raw_ostream &Out) {
  const std::string Shown = displayPath(File, Base);
  Out << "    <testcase classname=\"holdfast\"";
  writeAttribute(Out, "name", Shown);
  writeAttribute(Out, "file", Shown);
  Out << ">\n";
  // A reader takes one result: that there is none goes first.
  if (!Case.Failed.empty()) {
    Out << "      <error type=\"holdfast\"";
    writeAttribute(Out, "message", notChecked(*Case.Failed.front(), Base));
    Out << "/>\n";
  } else if (!Case.Findings.empty()) {
    writeFailure(Case.Findings, Base, Out);
  }
  if (!Case.NotLookedAt.empty()) {
    std::string Text;
    for (const Skipped *S : Case.NotLookedAt)
      Text += "line " + std::to_string(S->Where.Line) + ": '" + S->Function +
              "' was skipped: " + S->Reason + '\n';
    Out << "      <system-out>" << xmlText(Text) << "</system-out>\n";
  }
  Out << "    </testcase>\n";
}

void writeJunit(const Report &R, raw_ostream &Out) {
  std::map<std::string, FileCase> Cases;
  for (const std::string &File : R.Checked)
    Cases[File];
  for (const Finding &F : R.Findings)
    Cases[F.Where.File].Findings.push_back(&F);
  for (const FailedUnit &F : R.Failed)
    Cases[F.File].Failed.push_back(&F);
  for (const Skipped &S : R.NotLookedAt)
    Cases[S.Where.File].NotLookedAt.push_back(&S);

  size_t Failures = 0;
  size_t Errors = 0;
  for (const auto &[File, Case] : Cases) {
    Errors += !Case.Failed.empty();
    Failures += Case.Failed.empty() && !Case.Findings.empty();
  }
  Out << XmlHeader << "<testsuites>\n  <testsuite name=\"holdfast\" tests=\""
      << Cases.size() << "\" failures=\"" << Failures << "\" errors=\""
      << Errors << "\">\n";
  for (const auto &[File, Case] : Cases)
    writeCase(File, Case, R.Base, Out);
  Out << "  </testsuite>\n</testsuites>\n";
}

} // namespace holdfast
