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

/// A NOLINT comment of any kind; without a list it means every rule.
struct Mark {
  StringRef Kind; ///< "", "NEXTLINE", "BEGIN", "END"
  std::optional<StringRef> List;
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

static void forEachMark(StringRef Line, function_ref<void(const Mark &)> Do) {
  for (size_t At = 0; (At = Line.find("NOLINT", At)) != StringRef::npos;) {
    const StringRef Before = Line.take_front(At);
    StringRef Rest = Line.substr(At + 6);
    At += 6;
    if (!Before.empty() && isAlnum(Before.back()))
      continue;
    Mark M;
    for (StringRef Kind : {"NEXTLINE", "BEGIN", "END"})
      if (Rest.consume_front(Kind)) {
        M.Kind = Kind;
        break;
      }
    if (!Rest.empty() && isAlnum(Rest.front()))
      continue;
    if (Rest.consume_front("("))
      if (const size_t Close = Rest.find(')'); Close != StringRef::npos)
        M.List = Rest.take_front(Close);
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

/// True where `List`, as written between parentheses, names `Rule`.
static bool namesRule(StringRef List, StringRef Rule) {
  SmallVector<std::string, 4> Names = {("holdfast-" + Rule).str()};
  for (const Alias &A : Aliases)
    if (A.Rule == Rule)
      Names.push_back(A.Name.str());
  SmallVector<StringRef, 4> Patterns;
  List.split(Patterns, ',', -1, /*KeepEmpty=*/false);
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

static bool covers(std::optional<StringRef> List, StringRef Rule) {
  return !List || namesRule(*List, Rule);
}

/// The spelled list of a mark, as a key that its end repeats.
static std::string keyOf(std::optional<StringRef> List) {
  return List ? ("(" + *List + ")").str() : "";
}

const std::vector<Suppressions::Range> &
Suppressions::rangesOf(const std::string &File) {
  auto [It, IsNew] = Ranges.try_emplace(File);
  if (!IsNew || !Sources.text(File).contains("NOLINTBEGIN"))
    return It->second;
  std::vector<Range> Open;
  unsigned Number = 0;
  for (StringRef Line : Sources.lines(File)) {
    ++Number;
    forEachMark(Line, [&](const Mark &M) {
      if (M.Kind == "BEGIN")
        Open.push_back({Number, 0, keyOf(M.List)});
      // An end closes the innermost begin, and only where they say the same.
      if (M.Kind != "END" || Open.empty() || Open.back().List != keyOf(M.List))
        return;
      It->second.push_back({Open.back().First, Number, Open.back().List});
      Open.pop_back();
    });
  }
  return It->second;
}

bool Suppressions::isSuppressed(const Finding &F) {
  bool IsHidden = false;
  auto Look = [&](unsigned Line, StringRef Kind) {
    forEachMark(Sources.line(F.Where.File, Line), [&](const Mark &M) {
      IsHidden |= M.Kind == Kind && covers(M.List, F.Rule);
    });
  };
  Look(F.Where.Line, "");
  if (F.Where.Line > 1)
    Look(F.Where.Line - 1, "NEXTLINE");
  for (const Range &R : rangesOf(F.Where.File)) {
    if (IsHidden || F.Where.Line < R.First || F.Where.Line > R.Last)
      continue;
    StringRef List = R.List;
    IsHidden =
        List.empty() || (List.consume_front("(") && List.consume_back(")") &&
                         namesRule(List, F.Rule));
  }
  return IsHidden;
}

} // namespace holdfast
