//===- Fix.cpp - applying safe fixes --------------------------------------===//
//
// clang's Replacements joins the edits of a file and refuses overlaps; a fix
// goes in whole or not at all, in the order of the findings.
//
//===----------------------------------------------------------------------===//

#include "tool/Fix.h"

#include "tool/Git.h"
#include "tool/output/Patch.h"
#include "tool/output/SourceLines.h"

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

/// True where the work tree of `File` has changes that are not committed.
/// Without git, or outside of a work tree, there is nothing to compare with.
static bool isDirty(const std::string &File) {
  Expected<std::string> Status =
      askGit(sys::path::parent_path(File),
             {"status", "--porcelain", "--untracked-files=no"});
  if (Status)
    return !StringRef(*Status).trim().empty();
  consumeError(Status.takeError());
  return false;
}

/// The changes of one file as lines: old lines that a replacement touches and
/// what they become. Replacements on neighbouring lines share a change.
static std::vector<LineChange> lineChanges(StringRef Text,
                                           ArrayRef<StringRef> Lines,
                                           const Replacements &Edits) {
  auto LineOf = [&](unsigned Offset) {
    return unsigned(Text.take_front(Offset).count('\n')) + 1;
  };
  std::vector<LineChange> Out;
  std::vector<const Replacement *> Group;
  auto Flush = [&] {
    if (Group.empty())
      return;
    const unsigned First = LineOf(Group.front()->getOffset());
    const unsigned Last =
        LineOf(Group.back()->getOffset() + Group.back()->getLength());
    const size_t Begin = Lines[First - 1].data() - Text.data();
    const size_t End =
        Lines[Last - 1].data() + Lines[Last - 1].size() - Text.data();
    std::string New;
    size_t At = Begin;
    for (const Replacement *R : Group) {
      New += Text.slice(At, R->getOffset()).str();
      New += R->getReplacementText().str();
      At = R->getOffset() + R->getLength();
    }
    New += Text.slice(At, End).str();
    LineChange C{First, {}, {}};
    for (unsigned Line = First; Line <= Last; ++Line)
      C.Removed.push_back(Lines[Line - 1]);
    SmallVector<StringRef> Added;
    StringRef(New).split(Added, '\n');
    for (StringRef Line : Added)
      C.Added.push_back(Line.rtrim('\r').str());
    Out.push_back(std::move(C));
    Group.clear();
  };
  for (const Replacement &R : Edits) {
    if (!Group.empty() &&
        LineOf(R.getOffset()) >
            LineOf(Group.back()->getOffset() + Group.back()->getLength()))
      Flush();
    Group.push_back(&R);
  }
  Flush();
  return Out;
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
  if (Error E = writeToOutput(File, [&](raw_ostream &Out) {
        Out << *Fixed;
        return Error::success();
      })) {
    Say.error("'" + File + "' cannot be written: " + toString(std::move(E)));
    return false;
  }
  return true;
}

int applyFixes(const Report &R, const Options &Asked, const Console &Say,
               raw_ostream &Patch) {
  const Plan P = planFixes(R);
  SourceLines Sources;
  for (const auto &[File, Edits] : P.Files)
    if (!isUnchanged(File, Edits, Sources, Say))
      return BadCommand;
  if (Asked.Fixing == FixMode::DryRun) {
    for (const auto &[File, Edits] : P.Files)
      writePatch(displayPath(File, R.Base), Sources.lines(File),
                 lineChanges(Sources.text(File), Sources.lines(File), Edits),
                 Patch);
    return NothingToReport;
  }
  if (!Asked.AllowDirty)
    for (const auto &[File, Edits] : P.Files)
      if (isDirty(File)) {
        Say.error("nothing was fixed: the work tree of '" +
                  displayPath(File, R.Base) +
                  "' has changes that are not committed (--allow-dirty fixes "
                  "it all the same)");
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
