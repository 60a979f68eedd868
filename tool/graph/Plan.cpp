//===- Plan.cpp -----------------------------------------------------------===//
//
// Units are put into batches by their names, so that one more or less leaves
// the other batches alone.
//
//===----------------------------------------------------------------------===//

#include "tool/graph/Plan.h"

#include "tool/Order.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/xxhash.h"

#include <map>

using namespace llvm;

namespace holdfast {

std::string stepName(StepKind Kind) {
  switch (Kind) {
  case StepKind::Extract:
    return "extract";
  case StepKind::Link:
    return "link";
  case StepKind::Slice:
    return "slice";
  case StepKind::Check:
    return "check";
  case StepKind::Report:
    return "report";
  }
  return "";
}

std::string jobFile(const std::string &Folder, const PlannedUnit &U) {
  return Folder + "/jobs/" + U.Stem + ".job";
}

namespace {

class Planner {
public:
  Planner(ArrayRef<PlannedUnit> Units, const std::string &Folder)
      : Units(Units), Folder(Folder) {}

  std::vector<PlannedStep> plan(const std::string &Report);

private:
  using Indices = std::vector<unsigned>;
  void extract();
  void round(const Indices &Tellers, const Indices &Checked, bool IsFirstCheck);
  std::string link(const Indices &Tellers);
  void report(const std::string &Output);
  /// Some of the units by batches; none is empty.
  std::map<unsigned, Indices> batchesOf(const Indices &Which) const;
  std::string inRound(StringRef What, const std::string &Name) const {
    return Folder + "/" + std::to_string(Round) + "/" + What.str() + Name;
  }
  PlannedStep &add(StepKind Kind, std::string Name) {
    PlannedStep &S = Out.emplace_back();
    S.Kind = Kind;
    S.Wave = Wave;
    S.Name = std::move(Name);
    return S;
  }

  ArrayRef<PlannedUnit> Units;
  const std::string &Folder;
  std::vector<std::string> Now; ///< by unit, the file of its last round
  unsigned Round = 0, Wave = 0;
  std::vector<PlannedStep> Out;
};

} // namespace

std::map<unsigned, Planner::Indices>
Planner::batchesOf(const Indices &Which) const {
  const uint64_t Count = PowerOf2Ceil(divideCeil(Units.size(), StepsPerBatch));
  std::map<unsigned, Indices> All;
  for (unsigned I : Which)
    All[unsigned(xxh3_64bits(Units[I].Stem) & (Count - 1))].push_back(I);
  return All;
}

void Planner::extract() {
  for (unsigned I = 0; I != Units.size(); ++I) {
    const PlannedUnit &U = Units[I];
    PlannedStep &S = add(StepKind::Extract, U.Name);
    S.Inputs = {jobFile(Folder, U)};
    S.Outputs = {inRound("", U.Stem + ".unit")};
    S.Unit = I;
    Now.push_back(S.Outputs[0]);
  }
  ++Wave;
}

/// Merges what they tell; the name of the store.
std::string Planner::link(const Indices &Tellers) {
  std::vector<std::string> Parts;
  for (const auto &[Batch, Which] : batchesOf(Tellers)) {
    PlannedStep &S =
        add(StepKind::Link, "round " + std::to_string(Round) + ", batch " +
                                std::to_string(Batch));
    for (unsigned I : Which)
      S.Inputs.push_back(Now[I]);
    S.Outputs = {inRound("link/", std::to_string(Batch) + ".effects")};
    Parts.push_back(S.Outputs[0]);
  }
  ++Wave;
  for (unsigned Level = 1; Parts.size() > 1; ++Level, ++Wave) {
    std::vector<std::string> Next;
    for (size_t I = 0; I < Parts.size(); I += StepsPerBatch) {
      const std::string Name =
          std::to_string(Level) + "-" + std::to_string(I / StepsPerBatch);
      PlannedStep &S = add(StepKind::Link, "round " + std::to_string(Round) +
                                               ", level " + Name);
      S.Inputs.assign(Parts.begin() + ptrdiff_t(I),
                      Parts.begin() + ptrdiff_t(std::min<size_t>(
                                          I + StepsPerBatch, Parts.size())));
      S.Outputs = {inRound("link/", Name + ".effects")};
      Next.push_back(S.Outputs[0]);
    }
    Parts = std::move(Next);
  }
  return Parts[0];
}

void Planner::round(const Indices &Tellers, const Indices &Checked,
                    bool IsFirstCheck) {
  ++Round;
  if (Tellers.empty() || Checked.empty())
    return;
  const std::string Store = link(Tellers);
  for (const auto &[Batch, Which] : batchesOf(Checked)) {
    PlannedStep &S =
        add(StepKind::Slice, "round " + std::to_string(Round) + ", batch " +
                                 std::to_string(Batch));
    S.Inputs = {Store};
    for (unsigned I : Which) {
      S.Inputs.push_back(Folder + "/0/" + Units[I].Stem +
                         ".unit"); // whom a unit asks is the same in all rounds
      S.Outputs.push_back(inRound("slices/", Units[I].Stem + ".slice"));
    }
  }
  ++Wave;
  for (unsigned I : Checked) {
    PlannedStep &S = add(StepKind::Check,
                         Units[I].Name + ", round " + std::to_string(Round));
    S.Inputs = {Now[I], inRound("slices/", Units[I].Stem + ".slice")};
    S.Outputs = {inRound("", Units[I].Stem + ".unit")};
    S.Unit = I;
    S.IsFirstCheck = IsFirstCheck;
    Now[I] = S.Outputs[0];
  }
  ++Wave;
}

void Planner::report(const std::string &Output) {
  PlannedStep &S = add(StepKind::Report, "all units");
  S.Inputs = Now;
  S.Outputs = {Output};
}

std::vector<PlannedStep> Planner::plan(const std::string &Report) {
  Indices First, Others, All;
  for (unsigned I = 0; I != Units.size(); ++I) {
    (Units[I].IsFirst ? First : Others).push_back(I);
    All.push_back(I);
  }
  extract();
  for (unsigned I = 0; I != MaxRounds; ++I)
    round(First, First, /*IsFirstCheck=*/false);
  round(First, Others, /*IsFirstCheck=*/true);
  for (unsigned I = 0; I != MaxRounds; ++I)
    round(All, All, /*IsFirstCheck=*/false);
  report(Report);
  return std::move(Out);
}

std::vector<PlannedStep> planSteps(ArrayRef<PlannedUnit> Units,
                                   const std::string &Folder,
                                   const std::string &Report) {
  return Planner(Units, Folder).plan(Report);
}

} // namespace holdfast
