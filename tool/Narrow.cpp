//===- Narrow.cpp - which findings of a run count -------------------------===//
//
// A baseline is any SARIF log with fingerprints of ours: what --write-baseline
// or --format=sarif wrote. What a NOLINT hid there is not part of it: it counts
// again when the comment goes.
//
//===----------------------------------------------------------------------===//

#include "tool/Narrow.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace holdfast {

/// Calls `Do` for each object in the array `Key` of `Parent`.
static void forEach(const json::Object &Parent, StringRef Key,
                    function_ref<void(const json::Object &)> Do) {
  if (const json::Array *List = Parent.getArray(Key))
    for (const json::Value &Each : *List)
      if (const json::Object *Object = Each.getAsObject())
        Do(*Object);
}

static Expected<StringSet<>> readBaseline(StringRef File) {
  auto Wrong = [&](const Twine &Why) {
    return createStringError("the baseline '" + File + "' " + Why);
  };
  auto Text = MemoryBuffer::getFile(File);
  if (!Text)
    return Wrong("cannot be read: " + Text.getError().message());
  Expected<json::Value> Log = json::parse((*Text)->getBuffer());
  if (!Log)
    return Wrong("is not JSON: " + toString(Log.takeError()));
  const json::Object *Top = Log->getAsObject();
  if (!Top || !Top->getArray("runs"))
    return Wrong("is not SARIF: it has no runs");
  StringSet<> Out;
  bool IsForeign = false;
  forEach(*Top, "runs", [&](const json::Object &Run) {
    forEach(Run, "results", [&](const json::Object &Result) {
      const json::Object *Prints = Result.getObject("partialFingerprints");
      const auto Print = Prints ? Prints->getString(FingerprintName)
                                : std::optional<StringRef>();
      IsForeign |= !Print;
      const json::Array *By = Result.getArray("suppressions");
      if (Print && (!By || By->empty()))
        Out.insert(*Print);
    });
  });
  if (IsForeign)
    return Wrong("has results without a fingerprint '" +
                 Twine(FingerprintName) +
                 "': it is of another tool or version");
  return Out;
}

static Expected<ChangedLines> readChanges(StringRef Asked,
                                          StringRef WorkingFolder) {
  if (Asked != "-")
    return ChangedLines::since(Asked, WorkingFolder);
  auto Text = MemoryBuffer::getSTDIN();
  if (!Text)
    return createStringError("standard input cannot be read: " +
                             Text.getError().message());
  return ChangedLines::inPatch((*Text)->getBuffer(), WorkingFolder);
}

Expected<Narrowing> Narrowing::create(const Options &Asked,
                                      StringRef WorkingFolder) {
  Narrowing Out;
  if (!Asked.Baseline.empty()) {
    Expected<StringSet<>> Known = readBaseline(Asked.Baseline);
    if (!Known)
      return Known.takeError();
    Out.Known = std::move(*Known);
  }
  if (!Asked.Diff.empty()) {
    Expected<ChangedLines> Changes = readChanges(Asked.Diff, WorkingFolder);
    if (!Changes)
      return createStringError("--diff=" + Asked.Diff + ": " +
                               toString(Changes.takeError()));
    Out.Changes = std::move(*Changes);
  }
  return Out;
}

void Narrowing::apply(Report &R) const {
  std::vector<Finding> Findings;
  std::vector<std::string> Fingerprints;
  for (size_t I = 0; I != R.Findings.size(); ++I) {
    if (Known && Known->contains(R.Fingerprints[I])) {
      ++R.Stats.InBaseline;
    } else if (Changes && !Changes->touch(R.Findings[I])) {
      ++R.Stats.Untouched;
    } else {
      Findings.push_back(std::move(R.Findings[I]));
      Fingerprints.push_back(std::move(R.Fingerprints[I]));
    }
  }
  R.Findings = std::move(Findings);
  R.Fingerprints = std::move(Fingerprints);
}

} // namespace holdfast
