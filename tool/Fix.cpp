//===- Fix.cpp - applying safe fixes --------------------------------------===//
//
// clang's Replacements joins the edits of a file and refuses overlaps; a fix
// goes in whole or not at all, in the order of the findings.
//
//===----------------------------------------------------------------------===//

#include "tool/Fix.h"

#include "tool/Git.h"
#include "tool/WriteFile.h"
#include "tool/output/Patch.h"
#include "tool/output/SourceLines.h"

#include "clang/Format/Format.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <map>
#include <set>

using namespace llvm;
using clang::tooling::Replacement;
using clang::tooling::Replacements;

namespace holdfast {

namespace {

struct Plan {
  std::map<std::string, Replacements> Files;
  unsigned Applied = 0;
  unsigned LeftOut = 0; ///< they overlap one that is applied
};

} // namespace

/// Adds all edits of `F` to the plan, or none.
static bool addFix(const Fix &F, std::map<std::string, Replacements> &Files) {
  std::map<std::string, Replacements> Tried = Files;
  for (const Edit &E : F.Edits) {
    Replacement R(E.Where.File, E.Where.Offset,
                  E.Where.EndOffset - E.Where.Offset, E.Replacement);
    if (Error Overlap = Tried[E.Where.File].add(R)) {
      consumeError(std::move(Overlap));
      return false;
    }
  }
  Files = std::move(Tried);
  return true;
}

static Plan planFixes(const Report &R) {
  Plan P;
  // One fix may mend several findings; it counts once.
  std::set<std::vector<Edit>> Applied;
  for (const Finding &F : R.Findings)
    for (const Fix &Mend : F.Fixes) {
      if (Mend.Grade != FixGrade::Safe || Mend.Edits.empty())
        continue;
      if (Applied.count(Mend.Edits))
        break;
      if (addFix(Mend, P.Files)) {
        Applied.insert(Mend.Edits);
        ++P.Applied;
      } else {
        ++P.LeftOut;
      }
      break;
    }
  for (const Fix &Annotation : R.Annotations)
    ++(addFix(Annotation, P.Files) ? P.Applied : P.LeftOut);
  return P;
}

/// True where some folder above `File` is a git work tree.
static bool isInWorkTree(StringRef File) {
  for (StringRef F = sys::path::parent_path(File); !F.empty();
       F = sys::path::parent_path(F))
    if (sys::fs::exists(F + "/.git"))
      return true;
  return false;
}

/// Why the work tree of `File` must not be touched, or "": it has changes that
/// are not committed, or the file itself is in no commit. Outside of a work
/// tree there is nothing to compare with.
static std::string whyNotClean(const std::string &File) {
  if (!isInWorkTree(File))
    return "";
  const StringRef Folder = sys::path::parent_path(File);
  Expected<std::string> Changed =
      askGit(Folder, {"status", "--porcelain", "--untracked-files=no"});
  if (!Changed)
    return "cannot be asked for its changes: " + toString(Changed.takeError());
  if (!StringRef(*Changed).trim().empty())
    return "has changes that are not committed";
  Expected<std::string> Own = askGit(
      Folder, {"status", "--porcelain", "--", sys::path::filename(File)});
  if (!Own)
    return "cannot be asked for its changes: " + toString(Own.takeError());
  return StringRef(*Own).trim().empty() ? "" : "does not know the file yet";
}

/// The replacements, as edits that count by offsets.
static std::vector<Edit> editsOf(const Replacements &All) {
  std::vector<Edit> Out;
  for (const Replacement &R : All) {
    Edit &E = Out.emplace_back();
    E.Where.Offset = R.getOffset();
    E.Where.EndOffset = R.getOffset() + R.getLength();
    E.Replacement = R.getReplacementText().str();
  }
  return Out;
}

/// Of `Formatted` what touches a line that `Edits` touch: clang-format goes on
/// into lines behind them whose indentation it does not like.
static Replacements inLinesOf(const Replacements &Edits,
                              const Replacements &Formatted, StringRef Text) {
  Replacements Out;
  for (const Replacement &R : Formatted) {
    const size_t Begin = R.getOffset(), End = Begin + R.getLength();
    const bool IsNear = any_of(Edits, [&](const Replacement &E) {
      const size_t First = Text.rfind('\n', E.getOffset()) + 1;
      const size_t Last =
          std::min(Text.find('\n', E.getOffset() + E.getLength()), Text.size());
      const bool HasEdit =
          Begin <= E.getOffset() && End >= E.getOffset() + E.getLength();
      return HasEdit || (Begin < Last && (End > First || Begin == First));
    });
    if (IsNear)
      cantFail(Out.add(R)); // they are apart, as they were
  }
  return Out;
}

/// The replacements in the style of the nearest `.clang-format`, which reaches
/// no further than the changed lines. Without such a file, or where it says
/// DisableFormat, and with a remark where it cannot be read: as they are.
static Replacements inStyle(const std::string &File, StringRef Text,
                            const Replacements &Edits, const Console &Say) {
  auto Style = clang::format::getStyle(
      "file", File, /*FallbackStyle=*/"none", Text, /*FS=*/nullptr,
      /*AllowUnknownOptions=*/true,
      [](const SMDiagnostic &, void *) {}); // what it prints is not ours
  if (Style && Style->DisableFormat)
    return Edits;
  auto Formatted = Style
                       ? clang::format::formatReplacements(Text, Edits, *Style)
                       : Expected<Replacements>(Style.takeError());
  if (Formatted)
    return inLinesOf(Edits, *Formatted, Text);
  Say.note("the fixes of '" + File +
           "' are not formatted: " + toString(Formatted.takeError()));
  return Edits;
}

/// False, with a sentence, where the file is no longer what was checked.
static bool isUnchanged(const std::string &File, const Replacements &Edits,
                        SourceLines &Sources, const Console &Say) {
  const size_t Size = Sources.text(File).size();
  const bool Fits = all_of(Edits, [&](const Replacement &R) {
    return R.getOffset() + R.getLength() <= Size;
  });
  if (!Fits || Size == 0)
    Say.error("'" + File +
              "' cannot be fixed: it changed since it was checked");
  return Fits && Size != 0;
}

static bool writeFixed(const std::string &File, const Replacements &Edits,
                       SourceLines &Sources, const Console &Say) {
  Expected<std::string> Fixed = applyAllReplacements(Sources.text(File), Edits);
  if (!Fixed) {
    Say.error("'" + File + "' cannot be fixed: " + toString(Fixed.takeError()));
    return false;
  }
  if (Error E = writeWhole(File, [&](raw_ostream &Out) { Out << *Fixed; })) {
    Say.error("'" + File + "' cannot be written: " + toString(std::move(E)));
    return false;
  }
  return true;
}

int applyFixes(const Report &R, const Options &Asked, const Console &Say,
               raw_ostream &Patch) {
  Plan P = planFixes(R);
  SourceLines Sources;
  for (auto &[File, Edits] : P.Files) {
    if (!isUnchanged(File, Edits, Sources, Say))
      return BadCommand;
    Edits = inStyle(File, Sources.text(File), Edits, Say);
  }
  if (Asked.Fixing == FixMode::DryRun) {
    for (const auto &[File, Edits] : P.Files)
      writePatch(displayPath(File, R.Base), Sources.text(File), editsOf(Edits),
                 Patch);
    return NothingToReport;
  }
  if (!Asked.AllowDirty)
    for (const auto &[File, Edits] : P.Files)
      if (const std::string Why = whyNotClean(File); !Why.empty()) {
        Say.error("nothing was fixed: the work tree of '" +
                  displayPath(File, R.Base) + "' " + Why +
                  " (--allow-dirty fixes it all the same)");
        return BadCommand;
      }
  int Status = NothingToReport;
  for (const auto &[File, Edits] : P.Files)
    if (!writeFixed(File, Edits, Sources, Say))
      Status = BadCommand;
  Say.note(Twine(P.Applied) + (P.Applied == 1 ? " fix" : " fixes") +
           " applied in " + Twine(P.Files.size()) +
           (P.Files.size() == 1 ? " file" : " files"));
  if (P.LeftOut)
    Say.note(Twine(P.LeftOut) +
             (P.LeftOut == 1 ? " fix overlaps" : " fixes overlap") +
             " an applied one and was left out; run again for it");
  return Status;
}

} // namespace holdfast
