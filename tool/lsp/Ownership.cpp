//===- Ownership.cpp - ownership in the protocol's words ------------------===//

#include "tool/lsp/Ownership.h"

#include "tool/output/Report.h"

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
  const size_t Offset = offsetOf(In.Text, Where, As.For.In);
  const StringRef Before = StringRef(In.Text).take_front(Offset);
  const size_t Line = Before.rfind('\n');
  return ownershipAt(
      Table, File, unsigned(Before.count('\n')) + 1,
      unsigned(Line == StringRef::npos ? Offset : Offset - Line - 1) + 1);
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

json::Value hintsIn(const OwnershipTable &Table, lsp::Range Where,
                    const Shown &As) {
  json::Array Out;
  for (const VariableOwnership &V : Table.Variables)
    for (const OwnershipHint &H : V.Hints) {
      const lsp::Position At = As.rangeOf(H.At).start;
      if (At < Where.start || Where.end < At)
        continue;
      Out.push_back(json::Object{{"position", At},
                                 {"label", utf8("// " + H.Text)},
                                 {"tooltip", utf8(H.Why)},
                                 {"paddingLeft", true},
                                 {"paddingRight", true}});
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
