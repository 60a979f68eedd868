//===- Ownership.cpp - ownership in the protocol's words ------------------===//

#include "tool/lsp/Ownership.h"

#include "tool/output/Report.h"

#include "llvm/ADT/StringExtras.h"

#include <map>

using namespace llvm;

namespace holdfast::server {

/// The table names the document's file as the unit does, which may be another
/// name than the client's.
static std::optional<OwnershipAnswer> answerAt(const OwnershipTable &Table,
                                               const Document &In,
                                               lsp::Position Where,
                                               const Shown &As) {
  if (Table.Variables.empty())
    return std::nullopt;
  const std::string &File = Table.Variables.front().Mentions.front().File;
  const size_t Begin = offsetOf(In.Text, {Where.line, 0}, As.For.In);
  const size_t Offset = offsetOf(In.Text, Where, As.For.In);
  return ownershipAt(Table, File, unsigned(Where.line) + 1,
                     unsigned(Offset - Begin) + 1);
}

json::Value hoverAt(const OwnershipTable &Table, const Document &In,
                    lsp::Position Where, const Shown &As) {
  std::optional<OwnershipAnswer> Answer = answerAt(Table, In, Where, As);
  if (!Answer)
    return nullptr;
  return json::Object{
      {"range", As.rangeOf(Answer->Mention)},
      {"contents",
       json::Object{{"kind", As.For.ReadsMarkdown ? "markdown" : "plaintext"},
                    {"value", utf8(Answer->Hover)}}}};
}

namespace {

/// What is said at the end of one line.
struct LineHint {
  lsp::Position At;
  std::vector<std::pair<const VariableOwnership *, const OwnershipHint *>> Of;
};

} // namespace

/// A comment ends its line: anywhere before, the code behind it would seem to
/// be part of it.
static std::map<unsigned, LineHint> hintsByLine(const OwnershipTable &Table,
                                                const Shown &As) {
  std::map<unsigned, LineHint> Out;
  for (const VariableOwnership &V : Table.Variables)
    for (const OwnershipHint &H : V.Hints)
      Out[H.At.Line].Of.push_back({&V, &H});
  for (auto &[Line, Hint] : Out) {
    const StringRef Text =
        As.Sources.line(Hint.Of.front().second->At.File, Line);
    Hint.At = {int(Line) - 1, columnOf(Text, Text.size(), As.For.In)};
    llvm::sort(Hint.Of, [](const auto &A, const auto &B) {
      return std::tie(A.second->At.Column, A.first) <
             std::tie(B.second->At.Column, B.first);
    });
  }
  return Out;
}

json::Value hintsIn(const OwnershipTable &Table, lsp::Range Where,
                    const Shown &As) {
  json::Array Out;
  for (const auto &[Line, Hint] : hintsByLine(Table, As)) {
    if (Hint.At < Where.start || Where.end < Hint.At)
      continue;
    std::vector<std::string> Words, Reasons;
    for (const auto &[Variable, Each] : Hint.Of) {
      Words.push_back(Hint.Of.size() == 1 ? Each->Text
                                          : Variable->Name + " " + Each->Text);
      Reasons.push_back(Each->Why);
    }
    Out.push_back(json::Object{{"position", Hint.At},
                               {"label", utf8("// " + join(Words, "; "))},
                               {"tooltip", utf8(join(Reasons, "\n"))},
                               {"paddingLeft", true}});
  }
  return Out;
}

static json::Object toMarks(const VariableOwnership &V, StringRef Hover,
                            const Shown &As) {
  json::Array Mentions, Ranges;
  for (const Location &L : V.Mentions)
    Mentions.push_back(As.rangeOf(L));
  for (const OwnershipRange &R : V.Ranges) {
    json::Object Each{{"range", As.rangeOf(R.Where)},
                      {"kind", R.Kind},
                      {"message", utf8(R.Message)}};
    if (!R.Other.empty())
      Each["other"] = utf8(R.Other);
    if (R.Cause.isValid())
      Each["cause"] = json::Object{{"uri", As.uriOf(R.Cause.File)},
                                   {"range", As.rangeOf(R.Cause)}};
    Ranges.push_back(std::move(Each));
  }
  json::Object Out{{"name", utf8(V.Name)},
                   {"function", utf8(V.Function)},
                   {"mentions", std::move(Mentions)},
                   {"ranges", std::move(Ranges)}};
  if (!V.Guard.empty())
    Out["guard"] = utf8(V.Guard);
  if (!Hover.empty())
    Out["hover"] = utf8(Hover);
  return Out;
}

json::Value marksOf(const OwnershipTable &Table, const Document &In,
                    std::optional<lsp::Position> Where, const Shown &As) {
  if (Where) {
    std::optional<OwnershipAnswer> Answer = answerAt(Table, In, *Where, As);
    return Answer ? json::Value(toMarks(*Answer->Of, Answer->Hover, As))
                  : json::Value(nullptr);
  }
  json::Array Out;
  for (const VariableOwnership &V : Table.Variables)
    Out.push_back(toMarks(V, "", As));
  return Out;
}

} // namespace holdfast::server
