//===- HtmlSnippets.cpp - source with marks, for the HTML report ----------===//
//
// A line's bytes are painted with the marks, the less important first, and
// then cut where the paint changes.
//
//===----------------------------------------------------------------------===//

#include "tool/output/HtmlSnippets.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <map>

using namespace llvm;

namespace holdfast {

namespace {

/// In the order of painting.
enum class Paint : uint8_t { None, Label, Note, Primary };

struct Place {
  Paint Kind;
  Location Where;
  std::string Text; ///< said beside the line; may be empty
};

} // namespace

static constexpr unsigned Around = 2;

static StringRef nameOf(Paint Kind) {
  switch (Kind) {
  case Paint::None:
    return "";
  case Paint::Label:
    return "label";
  case Paint::Note:
    return "note";
  case Paint::Primary:
    return "primary";
  }
  return "";
}

static std::vector<Place> placesOf(const Finding &F) {
  std::vector<Place> Out;
  for (const Label &L : F.Labels)
    Out.push_back({Paint::Label, L.Where, L.Text});
  unsigned Number = 0;
  for (const Label &Note : F.Notes)
    Out.push_back(
        {Paint::Note, Note.Where, std::to_string(++Number) + ". " + Note.Text});
  Out.push_back({Paint::Primary, F.Where, ""});
  return Out;
}

/// The part of `Line`, which is `Text`, that `P` marks, as byte indices.
static std::pair<size_t, size_t> markedPart(const Place &P, unsigned Line,
                                            StringRef Text) {
  const Location &At = P.Where;
  const unsigned LastLine = std::max(At.Line, At.EndLine);
  if (Line < At.Line || Line > LastLine)
    return {0, 0};
  const size_t Begin = Line == At.Line && At.Column ? At.Column - 1 : 0;
  const size_t End =
      Line == LastLine && At.EndColumn ? At.EndColumn - 1 : Text.size();
  return {std::min(Begin, Text.size()), std::min(End, Text.size())};
}

static json::Array piecesOf(StringRef Text, unsigned Line,
                            ArrayRef<Place> Places) {
  std::vector<Paint> Paints(Text.size(), Paint::None);
  for (const Place &P : Places) {
    const auto [Begin, End] = markedPart(P, Line, Text);
    for (size_t I = Begin; I < End; ++I)
      Paints[I] = P.Kind;
  }
  json::Array Out;
  for (size_t I = 0; I != Text.size();) {
    size_t End = I;
    while (End != Text.size() && Paints[End] == Paints[I])
      ++End;
    const StringRef Mark = nameOf(Paints[I]);
    Out.push_back(json::Object{
        {"text", utf8(Text.slice(I, End))},
        {"mark", Mark.empty() ? json::Value(false) : json::Value(Mark)}});
    I = End;
  }
  return Out;
}

static json::Array saidAt(unsigned Line, ArrayRef<Place> Places) {
  json::Array Out;
  for (const Place &P : Places)
    if (P.Where.Line == Line && !P.Text.empty())
      Out.push_back(
          json::Object{{"text", utf8(P.Text)}, {"kind", nameOf(P.Kind)}});
  return Out;
}

static json::Object rowOf(unsigned Line, StringRef Text,
                          ArrayRef<Place> Places) {
  return json::Object{{"number", std::to_string(Line)},
                      {"pieces", piecesOf(Text, Line, Places)},
                      {"said", saidAt(Line, Places)}};
}

static json::Array rowsOf(const std::vector<StringRef> &Lines,
                          ArrayRef<Place> Places) {
  std::vector<bool> IsShown(Lines.size() + 1);
  for (const Place &P : Places) {
    const size_t First = P.Where.Line > Around ? P.Where.Line - Around : 1;
    const size_t Last = std::min<size_t>(
        std::max(P.Where.Line, P.Where.EndLine) + Around, Lines.size());
    for (size_t Line = First; Line <= Last; ++Line)
      IsShown[Line] = true;
  }
  json::Array Out;
  for (size_t Line = 1; Line <= Lines.size(); ++Line) {
    if (!IsShown[Line])
      continue;
    if (!Out.empty() && !IsShown[Line - 1])
      Out.push_back(json::Object{{"number", "..."},
                                 {"pieces", json::Array{}},
                                 {"said", json::Array{}}});
    Out.push_back(rowOf(unsigned(Line), Lines[Line - 1], Places));
  }
  return Out;
}

json::Array htmlSnippets(const Finding &F, StringRef Base,
                         SourceLines &Sources) {
  std::map<std::string, std::vector<Place>> Files;
  for (Place &P : placesOf(F))
    Files[P.Where.File].push_back(std::move(P));
  json::Array Out;
  auto Add = [&](const std::string &File, ArrayRef<Place> Places) {
    Out.push_back(json::Object{{"file", utf8(displayPath(File, Base))},
                               {"rows", rowsOf(Sources.lines(File), Places)}});
  };
  Add(F.Where.File, Files[F.Where.File]);
  for (const auto &[File, Places] : Files)
    if (File != F.Where.File)
      Add(File, Places);
  return Out;
}

} // namespace holdfast
