//===- Suppress.cpp - NOLINT ----------------------------------------------===//
//
// `NOLINT`, `NOLINTNEXTLINE`, `NOLINTBEGIN` ... `NOLINTEND`, each alone (all
// rules) or with a list of globs in parentheses, of which later ones win and
// `-` removes. A begin without its end hides nothing.
//
//===----------------------------------------------------------------------===//

#include "tool/Suppress.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

#include <optional>

using namespace llvm;

namespace holdfast {

namespace {

/// A NOLINT comment of any kind as it stands in its line; without a list it
/// means every rule.
struct Mark {
  StringRef Kind; ///< "", "NEXTLINE", "BEGIN", "END"
  size_t Begin;   ///< in the line, of the word
  size_t End;     ///< one past the list
  std::optional<StringRef> List;
  StringRef Reason;
};

/// Other tools' names for what a rule finds.
struct Alias {
  StringRef Rule;
  StringRef Name;
};

} // namespace

static constexpr Alias Aliases[] = {
    {"use-after-move", "bugprone-use-after-move"},
    {"use-after-move", "clang-analyzer-cplusplus.Move"},
    {"use-after-move", "hicpp-invalid-access-moved"},
};

/// What follows a colon, without the end of a C comment.
static StringRef reasonIn(StringRef Rest) {
  Rest = Rest.ltrim();
  if (!Rest.consume_front(":"))
    return "";
  return Rest.split("*/").first.split("NOLINT").first.trim(" \t/*");
}

static void forEachMark(StringRef Line, function_ref<void(const Mark &)> Do) {
  for (size_t At = 0; (At = Line.find("NOLINT", At)) != StringRef::npos;) {
    const StringRef Before = Line.take_front(At);
    StringRef Rest = Line.substr(At + 6);
    Mark M;
    M.Begin = At;
    At += 6;
    if (!Before.empty() && isAlnum(Before.back()))
      continue;
    for (StringRef Kind : {"NEXTLINE", "BEGIN", "END"})
      if (Rest.consume_front(Kind)) {
        M.Kind = Kind;
        break;
      }
    if (!Rest.empty() && isAlnum(Rest.front()))
      continue;
    if (const size_t Close = Rest.find(')');
        Rest.starts_with("(") && Close != StringRef::npos) {
      M.List = Rest.slice(1, Close);
      Rest = Rest.drop_front(Close + 1);
    }
    M.End = Line.size() - Rest.size();
    M.Reason = reasonIn(Rest);
    Do(M);
  }
}

static bool globMatches(StringRef Pattern, StringRef Name) {
  Expected<GlobPattern> Glob = GlobPattern::create(Pattern);
  if (Glob)
    return Glob->match(Name);
  consumeError(Glob.takeError());
  return false;
}

/// Our own name of the rule, and those of others.
static SmallVector<std::string, 4> namesOf(StringRef Rule) {
  SmallVector<std::string, 4> Names = {("holdfast-" + Rule).str()};
  for (const Alias &A : Aliases)
    if (A.Rule == Rule)
      Names.push_back(A.Name.str());
  return Names;
}

/// True where the list of `S` names one of `Names`.
static bool namesOneOf(const Suppression &S, ArrayRef<std::string> Names) {
  if (!S.List)
    return true;
  SmallVector<StringRef, 4> Patterns;
  StringRef(*S.List).split(Patterns, ',', -1, /*KeepEmpty=*/false);
  bool IsNamed = false;
  for (StringRef Pattern : Patterns) {
    Pattern = Pattern.trim();
    const bool Removes = Pattern.consume_front("-");
    if (any_of(Names,
               [&](StringRef Name) { return globMatches(Pattern, Name); }))
      IsNamed = !Removes;
  }
  return IsNamed;
}

bool namesRule(const Suppression &S, StringRef Rule) {
  return namesOneOf(S, namesOf(Rule));
}

bool namesOnlyAlias(const Suppression &S, StringRef Rule) {
  return namesRule(S, Rule) && !namesOneOf(S, namesOf(Rule)[0]);
}

/// The comment `M` in line `Number`, without the lines that it covers.
static Suppression suppressionAt(const std::string &File, unsigned Number,
                                 size_t LineOffset, const Mark &M) {
  Suppression S;
  S.Where.File = File;
  S.Where.Line = S.Where.EndLine = Number;
  S.Where.Column = unsigned(M.Begin) + 1;
  S.Where.EndColumn = unsigned(M.End) + 1;
  S.Where.Offset = unsigned(LineOffset + M.Begin);
  S.Where.EndOffset = unsigned(LineOffset + M.End);
  if (M.List)
    S.List = M.List->str();
  S.Reason = M.Reason.str();
  return S;
}

std::vector<Suppression> &Suppressions::comments(const std::string &File) {
  auto [It, IsNew] = Comments.try_emplace(File);
  std::vector<Suppression> &All = It->second;
  const StringRef Text = Sources.text(File);
  if (!IsNew || !Text.contains("NOLINT"))
    return All;
  std::vector<size_t> Open; // the begins that have no end yet
  unsigned Number = 0;
  for (StringRef Line : Sources.lines(File)) {
    ++Number;
    forEachMark(Line, [&](const Mark &M) {
      // An end closes the innermost begin, and only where they say the same.
      if (M.Kind == "END" && !Open.empty() && All[Open.back()].List == M.List) {
        All[Open.back()].LastLine = Number;
        Open.pop_back();
        return;
      }
      Suppression S =
          suppressionAt(File, Number, size_t(Line.data() - Text.data()), M);
      if (M.Kind == "BEGIN") {
        S.FirstLine = Number;
        Open.push_back(All.size());
      } else if (M.Kind != "END") {
        S.FirstLine = S.LastLine = Number + (M.Kind == "NEXTLINE");
      }
      All.push_back(std::move(S));
    });
  }
  return All;
}

const Suppression *Suppressions::findFor(const Finding &F) {
  const Suppression *First = nullptr;
  for (Suppression &S : comments(F.Where.File)) {
    if (F.Where.Line < S.FirstLine || F.Where.Line > S.LastLine ||
        !namesRule(S, F.Rule))
      continue;
    S.IsUsed = true;
    if (!First)
      First = &S;
  }
  return First;
}

} // namespace holdfast
