//===- Actions.cpp --------------------------------------------------------===//

#include "tool/lsp/Actions.h"

#include "tool/lsp/ClassAt.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace holdfast::server {

static constexpr StringLiteral QuickFix = "quickfix";
static constexpr StringLiteral Annotate = "refactor.rewrite.annotate";

json::Array actionKinds() { return json::Array{QuickFix, Annotate}; }

/// True where an action of `Kind` was asked for: a kind covers those below it.
static bool isWanted(StringRef Kind, ArrayRef<std::string> Only) {
  return Only.empty() || any_of(Only, [&](StringRef Each) {
           return Each.empty() || Kind == Each ||
                  (Kind.starts_with(Each) && Kind[Each.size()] == '.');
         });
}

static json::Object editOf(ArrayRef<Edit> Edits, const Shown &As) {
  std::map<std::string, json::Array> ByFile;
  for (const Edit &E : Edits)
    ByFile[As.uriOf(E.Where.File)].push_back(json::Object{
        {"range", As.rangeOf(E.Where)}, {"newText", E.Replacement}});
  json::Object Changes;
  for (auto &[Uri, List] : ByFile)
    Changes[Uri] = std::move(List);
  return json::Object{{"changes", std::move(Changes)}};
}

static StringRef remarkOn(FixGrade Grade) {
  switch (Grade) {
  case FixGrade::Safe:
    return "";
  case FixGrade::Likely:
    return " (likely)";
  case FixGrade::Placeholder:
    return " (fill in the placeholder)";
  }
  return "";
}

static json::Object fixAction(const Fix &Each, const json::Object &Diagnostic,
                              const Shown &As) {
  json::Object Out{{"title", (Each.Help + remarkOn(Each.Grade)).str()},
                   {"kind", QuickFix},
                   {"diagnostics", json::Array{json::Object(Diagnostic)}},
                   {"edit", editOf(Each.Edits, As)}};
  if (Each.Grade == FixGrade::Safe)
    Out["isPreferred"] = true;
  return Out;
}

/// A line above that of the finding. Not between the lines of a macro, where it
/// would end the macro.
static std::optional<json::Object>
suppressAction(const Finding &F, const json::Object &Diagnostic,
               const Shown &As) {
  if (F.Where.Line > 1 &&
      As.Sources.line(F.Where.File, F.Where.Line - 1).ends_with("\\"))
    return std::nullopt;
  const StringRef Line = As.Sources.line(F.Where.File, F.Where.Line);
  const StringRef Indent = Line.take_front(Line.find_first_not_of(" \t"));
  Edit E;
  E.Where.File = F.Where.File;
  E.Where.Line = E.Where.EndLine = F.Where.Line;
  E.Where.Column = E.Where.EndColumn = 1;
  E.Replacement =
      (Indent + "// NOLINTNEXTLINE(holdfast-" + F.Rule + "): reason\n").str();
  return json::Object{{"title", "suppress with a reason"},
                      {"kind", QuickFix},
                      {"diagnostics", json::Array{json::Object(Diagnostic)}},
                      {"edit", editOf(E, As)}};
}

static json::Object explainAction(const Finding &F,
                                  const json::Object &Diagnostic) {
  const std::string Title = "explain '" + F.Rule + "'";
  return json::Object{
      {"title", Title},
      {"kind", QuickFix},
      {"diagnostics", json::Array{json::Object(Diagnostic)}},
      {"command", json::Object{{"title", Title},
                               {"command", ExplainCommand},
                               {"arguments", json::Array{F.Rule}}}}};
}

static bool touches(lsp::Range A, lsp::Range B) {
  return A.start.line <= B.end.line && B.start.line <= A.end.line;
}

/// The edits of all annotations of the class around `At`, where there are some.
static std::optional<json::Object> annotateAction(const CheckResult &R,
                                                  StringRef File, size_t At,
                                                  const Shown &As) {
  const StringRef Text = As.Sources.text(File);
  const std::optional<ClassText> Class = classAt(Text, At);
  if (!Class)
    return std::nullopt;
  std::vector<Edit> Edits;
  for (const Fix &Each : R.Annotations)
    for (const Edit &E : Each.Edits)
      if (As.Open.findFile(E.Where.File) == As.Open.findFile(File))
        if (std::optional<ClassText> Of = classAt(Text, E.Where.Offset);
            Of && Of->Begin == Class->Begin)
          Edits.push_back(E);
  if (Edits.empty())
    return std::nullopt;
  const std::string Name =
      Class->Name.empty() ? "this class" : ("'" + Class->Name + "'").str();
  return json::Object{
      {"title", "annotate " + Name + " with its inferred guards"},
      {"kind", Annotate},
      {"edit", editOf(Edits, As)}};
}

json::Array actionsFor(const CheckResult &R, StringRef File, lsp::Range Where,
                       ArrayRef<std::string> Only, const Shown &As) {
  json::Array Fixes, Others;
  if (isWanted(QuickFix, Only))
    for (const Finding &F : R.Findings) {
      if (As.Open.findFile(F.Where.File) != As.Open.findFile(File) ||
          !touches(As.rangeOf(F.Where), Where))
        continue;
      const json::Object Diagnostic = toDiagnostic(F, As);
      for (const Fix &Each : F.Fixes)
        if (!Each.Edits.empty())
          Fixes.push_back(fixAction(Each, Diagnostic, As));
      if (std::optional<json::Object> Suppress =
              suppressAction(F, Diagnostic, As))
        Others.push_back(std::move(*Suppress));
      Others.push_back(explainAction(F, Diagnostic));
    }
  if (isWanted(Annotate, Only))
    if (std::optional<json::Object> Class = annotateAction(
            R, File, offsetOf(As.Sources.text(File), Where.start, As.For.In),
            As))
      Others.push_back(std::move(*Class));
  for (json::Value &Each : Others)
    Fixes.push_back(std::move(Each));
  return Fixes;
}

} // namespace holdfast::server
