//===- Actions.cpp --------------------------------------------------------===//

#include "tool/lsp/Actions.h"

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

/// The class of a member that an annotation is about, by its words: "declare
/// that 'Counter::mu_' guards 'Counter::n_'".
static std::string classOf(const Fix &Annotation) {
  StringRef Data = StringRef(Annotation.Help).rsplit(" guards '").second;
  Data.consume_back("'");
  return Data.contains("::") ? Data.rsplit("::").first.str() : "";
}

static bool touches(lsp::Range A, lsp::Range B) {
  return A.start.line <= B.end.line && B.start.line <= A.end.line;
}

/// One action for each class of which a member is declared or was found at
/// fault in the lines of `Where`.
static void addAnnotations(const CheckResult &R, StringRef File,
                           lsp::Range Where, const Shown &As,
                           json::Array &Out) {
  std::map<std::string, std::vector<Edit>> ByClass;
  std::set<std::string> Named;
  for (const Fix &Each : R.Annotations) {
    const std::string Class = classOf(Each);
    append_range(ByClass[Class], Each.Edits);
    for (const Edit &E : Each.Edits)
      if (As.Open.findFile(E.Where.File) == As.Open.findFile(File) &&
          touches(As.rangeOf(E.Where), Where))
        Named.insert(Class);
    for (const Finding &F : R.Findings)
      if (F.Where.File == File && F.Rule == "unguarded-access" &&
          !F.Subject.empty() &&
          StringRef(Each.Help).contains(F.Subject + "'") &&
          touches(As.rangeOf(F.Where), Where))
        Named.insert(Class);
  }
  for (const std::string &Class : Named)
    Out.push_back(json::Object{
        {"title", "annotate " + (Class.empty() ? "it" : "'" + Class + "'") +
                      " with its inferred guards"},
        {"kind", Annotate},
        {"edit", editOf(ByClass[Class], As)}});
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
    addAnnotations(R, File, Where, As, Others);
  for (json::Value &Each : Others)
    Fixes.push_back(std::move(Each));
  return Fixes;
}

} // namespace holdfast::server
