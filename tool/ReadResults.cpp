//===- ReadResults.cpp - a report, read back ------------------------------===//
//
// One function a type, found by llvm::json through overloads; the shape is that
// of output/Json.cpp. Names of files are made absolute at the end, in all
// places at once.
//
//===----------------------------------------------------------------------===//

#include "tool/ReadResults.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast {

namespace {

// llvm::json finds the reader of a type in the type's own namespace, and one
// program has one reader of a type: those of a worker's bytes are in Wire.cpp.
// So what is read here has types of its own.
struct EndIn {
  unsigned Line = 0;
  unsigned Column = 0;
};
struct LabelIn : Label {};
struct EditIn : Edit {};
struct FixIn : Fix {};
struct SkippedIn : Skipped {};
struct FailedIn : FailedUnit {};
struct StatsIn : ReportStats {};
struct FindingIn : Finding {
  std::string Fingerprint;
  std::string Reason; ///< of what is suppressed
};

/// Reads a list of `In`, which extends `Out`.
template <class In, class Out>
bool mapList(json::ObjectMapper &O, StringLiteral Key, std::vector<Out> &To) {
  std::vector<In> Read;
  if (!O.map(Key, Read))
    return false;
  for (In &Each : Read)
    To.push_back(std::move(static_cast<Out &>(Each)));
  return true;
}

/// Reads one of `All` by its name.
template <class Enum>
bool mapName(json::ObjectMapper &O, StringLiteral Key, json::Path P,
             ArrayRef<Enum> All, Enum &To) {
  std::string Name;
  if (!O.map(Key, Name))
    return false;
  for (const Enum Each : All)
    if (nameOf(Each) == Name) {
      To = Each;
      return true;
    }
  P.field(Key).report("unknown word");
  return false;
}

bool fromJSON(const json::Value &V, EndIn &E, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("line", E.Line) && O.map("column", E.Column);
}

/// The attributes of a place, which stand among those of what is there.
bool readPlace(json::ObjectMapper &O, Location &L) {
  EndIn End;
  unsigned Length = 0;
  if (!O.map("file", L.File) || !O.map("line", L.Line) ||
      !O.map("column", L.Column) || !O.map("end", End) ||
      !O.map("offset", L.Offset) || !O.map("length", Length))
    return false;
  L.EndLine = End.Line;
  L.EndColumn = End.Column;
  L.EndOffset = L.Offset + Length;
  return true;
}

bool fromJSON(const json::Value &V, LabelIn &L, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("message", L.Text) && readPlace(O, L.Where);
}

bool fromJSON(const json::Value &V, EditIn &E, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("replacement", E.Replacement) && readPlace(O, E.Where);
}

bool fromJSON(const json::Value &V, FixIn &F, json::Path P) {
  static constexpr FixGrade Grades[] = {FixGrade::Safe, FixGrade::Likely,
                                        FixGrade::Placeholder};
  json::ObjectMapper O(V, P);
  return O && O.map("help", F.Help) &&
         mapName<FixGrade>(O, "grade", P, Grades, F.Grade) &&
         mapList<EditIn>(O, "edits", F.Edits);
}

bool fromJSON(const json::Value &V, FindingIn &F, json::Path P) {
  static constexpr Severity Levels[] = {Severity::Error, Severity::Warning};
  json::ObjectMapper O(V, P);
  return O && O.map("rule", F.Rule) &&
         mapName<Severity>(O, "severity", P, Levels, F.Level) &&
         O.map("message", F.Message) && readPlace(O, F.Where) &&
         O.map("function", F.Function) && O.map("subject", F.Subject) &&
         O.mapOptional("instantiation", F.Instantiation) &&
         mapList<LabelIn>(O, "labels", F.Labels) &&
         mapList<LabelIn>(O, "notes", F.Notes) &&
         O.mapOptional("help", F.Help) && mapList<FixIn>(O, "fixes", F.Fixes) &&
         O.map("fingerprint", F.Fingerprint) &&
         O.mapOptional("reason", F.Reason);
}

bool fromJSON(const json::Value &V, SkippedIn &S, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("function", S.Function) && O.map("reason", S.Reason) &&
         readPlace(O, S.Where);
}

bool fromJSON(const json::Value &V, FailedIn &F, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("file", F.File) && O.map("reason", F.Reason);
}

bool fromJSON(const json::Value &V, StatsIn &S, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("files", S.Files) && O.map("failed", S.Failed) &&
         O.map("functions_checked", S.FunctionsChecked) &&
         O.map("functions_skipped", S.FunctionsSkipped) &&
         O.map("templates_uninstantiated", S.TemplatesUninstantiated) &&
         O.map("lines", S.Lines) && O.map("suppressed", S.Suppressed) &&
         O.map("in_baseline", S.InBaseline) && O.map("untouched", S.Untouched);
}

bool read(const json::Value &V, Report &R, json::Path P) {
  json::ObjectMapper O(V, P);
  int Version = 0;
  if (!O || !O.map("version", Version))
    return false;
  if (Version != 1) {
    P.field("version").report("expected 1");
    return false;
  }
  std::vector<FindingIn> Shown;
  std::vector<FindingIn> Hidden;
  StatsIn Stats;
  if (!O.map("findings", Shown) || !O.map("suppressed", Hidden) ||
      !mapList<SkippedIn>(O, "skipped", R.NotLookedAt) ||
      !mapList<FailedIn>(O, "failed", R.Failed) ||
      !O.map("checked", R.Checked) || !O.map("stats", Stats))
    return false;
  R.Stats = Stats;
  for (FindingIn &F : Shown) {
    R.Fingerprints.push_back(std::move(F.Fingerprint));
    R.Findings.push_back(std::move(static_cast<Finding &>(F)));
  }
  for (FindingIn &F : Hidden)
    R.Silenced.push_back({std::move(static_cast<Finding &>(F)),
                          std::move(F.Fingerprint), std::move(F.Reason)});
  return true;
}

} // namespace

namespace {

/// Makes every name of a file absolute.
struct AbsoluteNames {
  StringRef Base;

  void in(std::string &File) const {
    SmallString<256> Path(File);
    sys::path::make_absolute(Base, Path);
    File = Path.str().str();
  }
  void in(Finding &F) const {
    in(F.Where.File);
    for (std::vector<Label> *List : {&F.Labels, &F.Notes})
      for (Label &L : *List)
        in(L.Where.File);
    for (Fix &Mend : F.Fixes)
      for (Edit &E : Mend.Edits)
        in(E.Where.File);
  }
  void in(Report &R) const {
    for (Finding &F : R.Findings)
      in(F);
    for (SilencedFinding &S : R.Silenced)
      in(S.What);
    for (Skipped &S : R.NotLookedAt)
      in(S.Where.File);
    for (FailedUnit &F : R.Failed)
      in(F.File);
    for (std::string &File : R.Checked)
      in(File);
  }
};

} // namespace

Expected<Report> readResults(StringRef Text, StringRef Base) {
  Expected<json::Value> V = json::parse(Text);
  if (!V)
    return createStringError("it is not JSON: " + toString(V.takeError()));
  Report R;
  json::Path::Root Root("the report");
  if (!read(*V, R, Root))
    return createStringError("it is not what --format=json writes: " +
                             toString(Root.getError()));
  AbsoluteNames{Base}.in(R);
  return R;
}

} // namespace holdfast
