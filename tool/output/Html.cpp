//===- Html.cpp - findings as a page to look at ---------------------------===//
//
// One file that needs no other: page.mustache with the report as its data. All
// texts are escaped by Mustache. The page is complete without its script, which
// only searches and filters.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"
#include "tool/output/HtmlPage.h"
#include "tool/output/HtmlSnippets.h"

#include "llvm/Support/Mustache.h"

#include <map>

using namespace llvm;

namespace holdfast {

namespace {

/// What the filters list: names with the number of findings.
using Counts = std::map<std::string, unsigned>;

} // namespace

/// `Text`, or what a section of the page takes for nothing.
static json::Value orNothing(StringRef Text) {
  return Text.empty() ? json::Value(false) : json::Value(utf8(Text));
}

static json::Array listOf(const Counts &Names) {
  json::Array Out;
  for (const auto &[Name, Count] : Names)
    Out.push_back(
        json::Object{{"name", utf8(Name)}, {"count", Count}, {"summary", ""}});
  return Out;
}

/// The way to the finding in the order of time, and then itself.
static json::Array stepsOf(const Finding &F, StringRef Base) {
  json::Array Out;
  auto Add = [&](const Location &Where, StringRef Text) {
    Out.push_back(json::Object{{"file", utf8(displayPath(Where.File, Base))},
                               {"line", Where.Line},
                               {"text", utf8(Text)}});
  };
  for (const Label &Note : F.Notes)
    Add(Note.Where, Note.Text);
  Add(F.Where, F.Message);
  return Out;
}

static json::Array helpsOf(const Finding &F) {
  std::string Text;
  raw_string_ostream Out(Text);
  writeHelp(F, Out);
  json::Array All;
  SmallVector<StringRef> Lines;
  StringRef(Text).split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (StringRef Line : Lines) {
    Line.consume_front("help: ");
    All.push_back(json::Object{{"text", utf8(Line)}});
  }
  return All;
}

static json::Object dataOf(const Finding &F, StringRef Fingerprint,
                           StringRef Base, SourceLines &Sources) {
  return json::Object{{"fingerprint", Fingerprint},
                      {"level", nameOf(F.Level)},
                      {"rule", F.Rule},
                      {"message", utf8(F.Message)},
                      {"file", utf8(displayPath(F.Where.File, Base))},
                      {"line", F.Where.Line},
                      {"column", F.Where.Column},
                      {"function", orNothing(F.Function)},
                      {"instantiation", orNothing(F.Instantiation)},
                      {"snippets", htmlSnippets(F, Base, Sources)},
                      {"hasSteps", !F.Notes.empty()},
                      {"steps", stepsOf(F, Base)},
                      {"helps", helpsOf(F)}};
}

static void addFindings(const Report &R, SourceLines &Sources,
                        json::Object &Data) {
  json::Array Findings;
  Counts Levels;
  Counts Rules;
  Counts Files;
  for (size_t I = 0; I != R.Findings.size(); ++I) {
    const Finding &F = R.Findings[I];
    Findings.push_back(dataOf(F, R.Fingerprints[I], R.Base, Sources));
    ++Levels[nameOf(F.Level).str()];
    ++Rules[F.Rule];
    ++Files[displayPath(F.Where.File, R.Base)];
  }
  Data["findings"] = std::move(Findings);
  Data["levels"] = listOf(Levels);
  json::Array OfRules = listOf(Rules);
  for (json::Value &Each : OfRules)
    for (const RuleInfo &Rule : R.Rules)
      if (Each.getAsObject()->getString("name") == Rule.Id)
        (*Each.getAsObject())["summary"] = Rule.Summary;
  Data["rules"] = std::move(OfRules);
  Data["files"] = listOf(Files);
}

/// What has no findings because nobody looked.
static void addRest(const Report &R, json::Object &Data) {
  json::Array Failed;
  for (const FailedUnit &F : R.Failed)
    Failed.push_back(
        json::Object{{"file", utf8(displayPath(F.File, R.Base))},
                     {"reason", utf8(displayPath(F.Reason, R.Base))}});
  json::Array Skipped;
  for (const auto &S : R.NotLookedAt)
    Skipped.push_back(
        json::Object{{"file", utf8(displayPath(S.Where.File, R.Base))},
                     {"line", S.Where.Line},
                     {"function", utf8(S.Function)},
                     {"reason", utf8(S.Reason)}});
  Data["hasFailed"] = !Failed.empty();
  Data["failed"] = std::move(Failed);
  Data["hasSkipped"] = !Skipped.empty();
  Data["skipped"] = std::move(Skipped);
}

void writeHtml(const Report &R, SourceLines &Sources, raw_ostream &Out) {
  const unsigned Hidden =
      R.Stats.Suppressed + R.Stats.InBaseline + R.Stats.Untouched;
  json::Object Data{
      {"findingCount", counted(R.Findings.size(), "finding")},
      {"fileCount", counted(R.Stats.Files, "file")},
      {"functionCount", counted(R.Stats.FunctionsChecked, "function")},
      {"hiddenCount",
       Hidden ? json::Value(std::to_string(Hidden)) : json::Value(false)},
      {"version", HOLDFAST_VERSION}};
  addFindings(R, Sources, Data);
  addRest(R, Data);

  BumpPtrAllocator Allocator;
  StringSaver Saver(Allocator);
  mustache::MustacheContext Context(Allocator, Saver);
  mustache::Template Page(htmlPage(), Context);
  Page.render(std::move(Data), Out);
}

} // namespace holdfast
