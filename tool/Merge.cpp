//===- Merge.cpp - the units' results as one report -----------------------===//
//
// Units are taken in their own order, whatever the order in which workers
// ended, so that a report does not depend on the number of workers.
//
//===----------------------------------------------------------------------===//

#include "tool/Merge.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <set>
#include <tuple>

using namespace llvm;

namespace holdfast {

namespace {

class Merger {
public:
  Merger(Fingerprints &Names, Suppressions &Hidden, Report &Out)
      : Names(Names), Hidden(Hidden), Out(Out) {}

  void add(CheckedUnit &U);
  void finish();

private:
  bool isShown(const CheckedUnit &U, const Location &Where) const;
  void addFindings(CheckedUnit &U);
  void addStats(const UnitStats &S);
  void sortOutSilenced();

  Fingerprints &Names;
  Suppressions &Hidden;
  Report &Out;
  std::set<std::string> Files;
  std::set<std::string> FailedFiles;
  std::map<std::string, unsigned> Lines;
};

} // namespace

bool Merger::isShown(const CheckedUnit &U, const Location &Where) const {
  if (!U.What->OnlyIn.empty())
    return is_contained(U.What->OnlyIn, Where.File);
  return U.How->isShown(Where.File);
}

static auto placeOf(const Finding &F) {
  return std::tie(F.Where.File, F.Where.Line, F.Where.Column, F.Rule,
                  F.Message);
}

static auto placeOf(const Skipped &S) {
  return std::tie(S.Where.File, S.Where.Line, S.Where.Column, S.Function,
                  S.Reason);
}

bool comesBefore(const Finding &A, const Finding &B) {
  return placeOf(A) != placeOf(B) ? placeOf(A) < placeOf(B) : A < B;
}

bool isSameFinding(const Finding &A, const Finding &B) {
  return placeOf(A) == placeOf(B);
}

bool comesBefore(const Skipped &A, const Skipped &B) {
  return placeOf(A) < placeOf(B);
}

bool isSameFunction(const Skipped &A, const Skipped &B) {
  return placeOf(A) == placeOf(B);
}

void Merger::addFindings(CheckedUnit &U) {
  for (Finding &F : U.Outcome.Result.Findings) {
    if (!isShown(U, F.Where))
      continue;
    U.How->grade(F);
    Out.Findings.push_back(std::move(F));
  }
  for (Skipped &S : U.Outcome.Result.NotLookedAt)
    if (isShown(U, S.Where))
      Out.NotLookedAt.push_back(std::move(S));
}

void Merger::addStats(const UnitStats &S) {
  Out.Stats.FunctionsChecked += S.FunctionsChecked;
  Out.Stats.FunctionsSkipped += S.FunctionsSkipped;
  Out.Stats.TemplatesUninstantiated += S.TemplatesUninstantiated;
  for (const auto &[File, Count] : S.Lines) {
    unsigned &Known = Lines[File];
    Known = std::max(Known, Count);
  }
  auto &All = Out.Stats.Seconds;
  for (const auto &[Stage, Seconds] : S.Seconds) {
    auto At = find_if(All, [&](const auto &Row) { return Row.first == Stage; });
    if (At == All.end())
      All.emplace_back(Stage, Seconds);
    else
      At->second += Seconds;
  }
}

void Merger::add(CheckedUnit &U) {
  Files.insert(U.What->File);
  Out.Stats.UnitSeconds += U.Outcome.Seconds;
  if (!U.Outcome.Failure.empty()) {
    FailedFiles.insert(U.What->File);
    Out.Failed.push_back({U.What->File, U.Outcome.Failure});
  }
  addFindings(U);
  addStats(U.Outcome.Result.Stats);
}

/// Gives every finding its fingerprint, and then takes out what a NOLINT hides:
/// one of two that are alike keeps its fingerprint when the other is hidden.
void Merger::sortOutSilenced() {
  std::vector<Finding> Shown;
  for (Finding &F : Out.Findings) {
    std::string Fingerprint = Names.next(F);
    if (const Suppression *By = Hidden.findFor(F)) {
      Out.Silenced.push_back({std::move(F), std::move(Fingerprint), By->Reason});
      continue;
    }
    Shown.push_back(std::move(F));
    Out.Fingerprints.push_back(std::move(Fingerprint));
  }
  Out.Findings = std::move(Shown);
  Out.Stats.Suppressed = unsigned(Out.Silenced.size());
}

void Merger::finish() {
  std::vector<Finding> &All = Out.Findings;
  std::sort(All.begin(), All.end(),
            [](const Finding &A, const Finding &B) { return comesBefore(A, B); });
  All.erase(std::unique(All.begin(), All.end(), isSameFinding), All.end());
  sortOutSilenced();

  std::vector<Skipped> &Not = Out.NotLookedAt;
  std::sort(Not.begin(), Not.end(),
            [](const Skipped &A, const Skipped &B) { return comesBefore(A, B); });
  Not.erase(std::unique(Not.begin(), Not.end(), isSameFunction), Not.end());
  Out.Checked.assign(Files.begin(), Files.end());
  Out.Stats.Files = unsigned(Files.size());
  Out.Stats.Failed = unsigned(FailedFiles.size());
  for (const auto &[File, Count] : Lines)
    Out.Stats.Lines += Count;
}

std::vector<std::string> addLinked(MutableArrayRef<CheckedUnit> Units, std::vector<std::string> Others, Report &Out) {
  std::vector<std::string> All;
  for (CheckedUnit &U : Units)
    All.push_back(std::move(U.Outcome.Result.Summary));
  std::move(Others.begin(), Others.end(), std::back_inserter(All));
  LinkResult Linked = linkUnits(All);
  for (size_t I = 0; I != Units.size(); ++I) {
    for (Finding &F : Linked.Findings[I])
      if (Units[I].How->rules().count(F.Rule))
        Units[I].Outcome.Result.Findings.push_back(std::move(F));
    if (!Linked.Wrong[I].empty())
      Units[I].Outcome.Failure = "its summary cannot be read: " + Linked.Wrong[I];
  }
  for (auto &[Unit, Annotation] : Linked.Annotations)
    if (Unit < Units.size() && Units[Unit].How->isShown(Annotation.Edits[0].Where.File))
      Out.Annotations.push_back(std::move(Annotation));
  return std::vector<std::string>(Linked.Wrong.begin() + ptrdiff_t(Units.size()), Linked.Wrong.end());
}

void mergeUnits(MutableArrayRef<CheckedUnit> Units, Fingerprints &Names,
                Suppressions &Hidden, Report &Out) {
  Merger M(Names, Hidden, Out);
  for (CheckedUnit &U : Units)
    M.add(U);
  M.finish();
}

} // namespace holdfast
