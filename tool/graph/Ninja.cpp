//===- Ninja.cpp - the steps as a Ninja file ------------------------------===//
//
// Every rule has restat: a step that writes what was there already stops what
// depends on it. The file itself is made again when one of the files changes
// from which it was made; those may be gone by then, so each is a phony target.
//
//===----------------------------------------------------------------------===//

#include "tool/graph/Graph.h"
#include "tool/graph/SourceGroups.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace holdfast {

std::string shellWord(StringRef Word) {
  if (!Word.empty() && all_of(Word, [](char C) {
        return isAlnum(C) || StringRef("_-./=+,:@%").contains(C);
      }))
    return Word.str();
  std::string Out = "'";
  for (char C : Word)
    Out += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Out + "'";
}

/// In the value of a variable.
static std::string inValue(StringRef Text) {
  std::string Out;
  for (char C : Text)
    Out += C == '$' ? std::string("$$") : std::string(1, C);
  return Out;
}

/// As a name in a list.
static std::string inList(StringRef Name) {
  std::string Out;
  for (char C : Name)
    Out +=
        StringRef("$ :").contains(C) ? std::string{'$', C} : std::string(1, C);
  return Out;
}

static void writeList(const std::vector<std::string> &Names, raw_ostream &Out) {
  for (const std::string &Name : Names)
    Out << ' ' << inList(Name);
}

static StringRef ruleOf(const PlannedStep &S) {
  switch (S.Kind) {
  case StepKind::Extract:
    return "extract";
  case StepKind::Link:
    return "link";
  case StepKind::Slice:
    return "slice";
  case StepKind::Check:
    return S.IsFirstCheck ? "check_first" : "check";
  case StepKind::Report:
    return "report";
  }
  return "";
}

/// What is written when a unit's sources have changed.
static std::string stampOf(const StepGraph &G, unsigned Unit) {
  return G.Folder + "/sources/" + G.Units[Unit].Stem;
}

/// A rule whose inputs stand in a file, as there may be many.
static void writeRule(StringRef Name, StringRef Command, bool IsLong,
                      StringRef Says, raw_ostream &Out) {
  Out << "rule " << Name << "\n  command = $holdfast step " << Command
      << "\n  description = " << Says << " $name\n  restat = 1\n";
  if (IsLong)
    Out << "  rspfile = $list\n  rspfile_content = $in_newline\n";
  Out << '\n';
}

namespace {

/// The sources of units, as names in lists.
class SourceTargets {
public:
  SourceTargets(const StepGraph &G, raw_ostream &Out);
  void listOf(unsigned Unit, raw_ostream &Out) const {
    list(Groups.OfUnit[Unit], Out);
  }

private:
  void list(ArrayRef<unsigned> Which, raw_ostream &Out) const {
    for (unsigned I : Which)
      Out << ' ' << Names[I];
  }

  SourceGroups Groups;
  std::vector<std::string> Names; ///< by group
};

} // namespace

/// Writes the targets, too. A group that is one file is that file.
SourceTargets::SourceTargets(const StepGraph &G, raw_ostream &Out)
    : Groups(groupSources(G.Reads, unsigned(G.Sources.size()))) {
  auto IsOneFile = [](const SourceGroup &Each) {
    return Each.Files.size() == 1 && Each.Groups.empty();
  };
  for (const SourceGroup &Each : Groups.All) {
    const std::string &First = G.Sources[Each.Files[0]];
    Names.push_back(
        inList(IsOneFile(Each) ? First : G.Folder + "/groups/" + First));
  }
  for (size_t I = 0; I != Names.size(); ++I) {
    const SourceGroup &Each = Groups.All[I];
    if (IsOneFile(Each))
      continue;
    Out << "build " << Names[I] << ": phony";
    for (unsigned File : Each.Files)
      Out << ' ' << inList(G.Sources[File]);
    list(Each.Groups, Out);
    Out << '\n';
  }
  Out << '\n';
}

static void writeStep(const PlannedStep &S, const StepGraph &G,
                      const SourceTargets &Sources, raw_ostream &Out) {
  Out << "build";
  writeList(S.Outputs, Out);
  Out << ": " << ruleOf(S);
  writeList(S.Inputs, Out);
  Out << " |";
  if (S.Kind == StepKind::Extract || S.Kind == StepKind::Check) {
    Out << ' ' << inList(stampOf(G, S.Unit));
    Sources.listOf(S.Unit, Out);
  }
  if (S.Kind == StepKind::Report)
    writeList(G.Sources, Out);
  Out << ' ' << inList(G.Program) << "\n  name = " << inValue(S.Name) << '\n';
  switch (S.Kind) {
  case StepKind::Extract:
  case StepKind::Check:
    break;
  case StepKind::Link:
  case StepKind::Report:
    Out << "  list = " << inValue(S.Outputs[0]) << ".list\n";
    break;
  case StepKind::Slice: {
    const StringRef Folder = StringRef(S.Outputs[0]).rsplit('/').first;
    Out << "  into = " << inValue(shellWord(Folder))
        << "\n  list = " << inValue(S.Outputs[0]) << ".list\n";
    break;
  }
  }
}

void writeNinja(const StepGraph &G, raw_ostream &Out) {
  Out << "# The steps of a run of holdfast, written by 'holdfast graph'. Run "
         "it where that was run:\n#   ninja -f "
      << G.File << "\n#   holdfast merge " << G.Report
      << "\n\nninja_required_version = 1.7\nbuilddir = " << inValue(G.Folder)
      << "\nholdfast = " << inValue(shellWord(G.Program)) << "\n\n";
  writeRule("extract", "extract $in --output=$out", false, "extract", Out);
  writeRule("check", "check $in --output=$out", false, "check", Out);
  writeRule("check_first", "check $in --output=$out --first", false, "check",
            Out);
  writeRule("link", "link @$list --output=$out", true, "link", Out);
  writeRule("slice", "slice @$list --output=$into", true, "slice", Out);
  writeRule("report",
            std::string("report @$list --format=json --output=$out") +
                (G.TellUnused ? " --unused-suppressions" : ""),
            true, "report of", Out);
  std::vector<std::string> Words;
  for (const std::string &Word : G.Again)
    Words.push_back(shellWord(Word));
  Out << "rule graph\n  command = $holdfast " << inValue(join(Words, " "))
      << "\n  description = graph\n  generator = 1\n  restat = 1\n\n";
  Out << "rule sources\n  command = : >$out\n  description = sources of "
         "$name\n\n";
  const SourceTargets Sources(G, Out);
  for (unsigned I = 0; I != G.Units.size(); ++I) {
    Out << "build " << inList(stampOf(G, I)) << ": sources |";
    Sources.listOf(I, Out);
    Out << "\n  name = " << inValue(G.Units[I].Name) << '\n';
  }
  for (const PlannedStep &S : G.Steps)
    writeStep(S, G, Sources, Out);
  Out << "\nbuild " << inList(G.File) << ": graph |";
  writeList(G.MadeFrom, Out);
  Out << ' ' << inList(G.Program) << '\n';
  for (const std::string &File : G.MadeFrom)
    Out << "build " << inList(File) << ": phony\n";
  Out << "\ndefault " << inList(G.Report) << '\n';
}

} // namespace holdfast
