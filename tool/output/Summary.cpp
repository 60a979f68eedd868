//===- Summary.cpp - the closing line, and where the time went ------------===//
//
// The line that ends every run, and what --profile adds to it: a table of
// stages, the share that is the engine's own work, the memory of the largest
// worker, and every skipped function with its reason.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"

#include "llvm/Support/Format.h"

using namespace llvm;

namespace holdfast {

void writeSummary(const Report &R, raw_ostream &Out) {
  const ReportStats &S = R.Stats;
  Out << counted(S.Files, "file");
  if (S.Failed)
    Out << " (" << S.Failed << " failed)";
  if (S.Stored)
    Out << ", with the summaries of " << counted(S.Stored, "other file");
  if (S.IsLink)
    Out << " linked";
  else
    Out << ", " << counted(S.FunctionsChecked, "function") << " checked";
  if (!R.NotLookedAt.empty())
    Out << ", " << R.NotLookedAt.size() << " skipped";
  Out << "; " << counted(R.Findings.size(), "finding");
  if (S.InBaseline)
    Out << ", " << S.InBaseline << " more in the baseline";
  if (S.Untouched)
    Out << ", " << S.Untouched << " more that no change touches";
  Out << " in "
      << format("%.1f", S.WallSeconds) << " s\n";
}

static void writeRow(raw_ostream &Out, StringRef Name, double Seconds,
                     double Whole) {
  Out << "  " << left_justify(Name, 28)
      << format("%9.3f s  %5.1f %%", Seconds,
                Whole > 0 ? 100 * Seconds / Whole : 0.0)
      << '\n';
}

void writeProfile(const Report &R, raw_ostream &Out) {
  const ReportStats &S = R.Stats;
  double Own = 0;
  for (const auto &[Stage, Seconds] : S.Seconds)
    Own += Seconds;
  Out << "where the time of all units went:\n";
  writeRow(Out, "parse", S.UnitSeconds - Own, S.UnitSeconds);
  for (const auto &[Stage, Seconds] : S.Seconds)
    writeRow(Out, Stage, Seconds, S.UnitSeconds);
  writeRow(Out, "all of holdfast's own work", Own, S.UnitSeconds);
  writeRow(Out, "all", S.UnitSeconds, S.UnitSeconds);
  if (S.FromCache)
    Out << "  unchanged, from the cache: " << counted(S.FromCache, "file") << '\n';
  if (S.CheckedAgain)
    Out << "  checked again, with what functions of other files do: " << counted(S.CheckedAgain, "file") << '\n';
  Out << "  largest worker: " << S.PeakKilobytes / 1024 << " MB; "
      << counted(S.Lines, "line") << " in files with checked functions; "
      << counted(S.TemplatesUninstantiated, "template")
      << " never instantiated\n";
  for (const Skipped &K : R.NotLookedAt)
    Out << displayPath(K.Where.File, R.Base) << ':' << K.Where.Line << ':'
        << K.Where.Column << ": note: '" << K.Function
        << "' was skipped: " << K.Reason << '\n';
}

} // namespace holdfast
