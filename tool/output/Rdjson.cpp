//===- Rdjson.cpp - findings for reviewdog --------------------------------===//
//
// The Reviewdog Diagnostic Format as one JSON object. Its columns count bytes,
// as ours do. A suggestion is one range of the diagnostic's file: the edits of
// a fix become one that spans them, with the text between; a fix of several
// files, or with a placeholder for the user to fill, is said in words only.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"

#include "llvm/Support/JSON.h"

#include <algorithm>

using namespace llvm;

namespace holdfast {

namespace {

class RdjsonWriter {
public:
  RdjsonWriter(const Report &R, SourceLines &Sources, raw_ostream &Out)
      : R(R), Sources(Sources), J(Out, 2) {}
  void write();

private:
  void writePosition(StringRef Key, unsigned Line, unsigned Column);
  void writeRange(const Location &Where);
  void writeLocation(const Location &Where);
  void writeSuggestions(const Finding &F);
  void writeFinding(const Finding &F);
  void writeFailed(const FailedUnit &F);

  const Report &R;
  SourceLines &Sources;
  json::OStream J;
};

} // namespace

void RdjsonWriter::writePosition(StringRef Key, unsigned Line,
                                 unsigned Column) {
  J.attributeObject(Key, [&] {
    J.attribute("line", Line);
    J.attribute("column", Column);
  });
}

void RdjsonWriter::writeRange(const Location &Where) {
  J.attributeObject("range", [&] {
    writePosition("start", Where.Line, Where.Column);
    if (Where.EndLine)
      writePosition("end", Where.EndLine, Where.EndColumn);
  });
}

void RdjsonWriter::writeLocation(const Location &Where) {
  J.attributeObject("location", [&] {
    J.attribute("path", utf8(displayPath(Where.File, R.Base)));
    if (Where.isValid())
      writeRange(Where);
  });
}

/// The edits of `F` as one of `File`; nothing where they are elsewhere too, or
/// where the file is no longer what was checked.
static std::optional<Edit> asOneEdit(const Fix &F, const std::string &File,
                                     SourceLines &Sources) {
  std::vector<Edit> Edits = F.Edits;
  if (Edits.empty() ||
      any_of(Edits, [&](const Edit &E) { return E.Where.File != File; }))
    return std::nullopt;
  std::sort(Edits.begin(), Edits.end(), [](const Edit &A, const Edit &B) {
    return A.Where.Offset < B.Where.Offset;
  });
  const StringRef Text = Sources.text(File);
  Edit Whole = Edits.front();
  for (const Edit &E : ArrayRef(Edits).drop_front()) {
    const Location &Last = Whole.Where;
    if (E.Where.Offset < Last.EndOffset || E.Where.EndOffset > Text.size())
      return std::nullopt;
    Whole.Replacement += Text.slice(Last.EndOffset, E.Where.Offset);
    Whole.Replacement += E.Replacement;
    Whole.Where.EndOffset = E.Where.EndOffset;
    Whole.Where.EndLine = E.Where.EndLine;
    Whole.Where.EndColumn = E.Where.EndColumn;
  }
  return Whole;
}

void RdjsonWriter::writeSuggestions(const Finding &F) {
  std::vector<Edit> Suggested;
  for (const Fix &Mend : F.Fixes)
    if (Mend.Grade != FixGrade::Placeholder)
      if (std::optional<Edit> E = asOneEdit(Mend, F.Where.File, Sources))
        Suggested.push_back(std::move(*E));
  if (Suggested.empty())
    return;
  J.attributeArray("suggestions", [&] {
    for (const Edit &E : Suggested)
      J.object([&] {
        writeRange(E.Where);
        J.attribute("text", utf8(E.Replacement));
      });
  });
}

void RdjsonWriter::writeFinding(const Finding &F) {
  J.object([&] {
    std::string Text = F.Message + '\n';
    raw_string_ostream Help(Text);
    writeHelp(F, Help);
    J.attribute("message", utf8(StringRef(Text).rtrim('\n')));
    writeLocation(F.Where);
    J.attribute("severity", F.Level == Severity::Error ? "ERROR" : "WARNING");
    J.attributeObject("code",
                      [&] { J.attribute("value", "holdfast-" + F.Rule); });
    writeSuggestions(F);
    if (F.Notes.empty())
      return;
    J.attributeArray("related_locations", [&] {
      for (const Label &Note : F.Notes)
        J.object([&] {
          J.attribute("message", utf8(Note.Text));
          writeLocation(Note.Where);
        });
    });
  });
}

void RdjsonWriter::writeFailed(const FailedUnit &F) {
  J.object([&] {
    J.attribute("message", utf8(notChecked(F, R.Base)));
    writeLocation(Location{.File = F.File});
    J.attribute("severity", "ERROR");
  });
}

void RdjsonWriter::write() {
  J.object([&] {
    J.attributeObject("source", [&] { J.attribute("name", "holdfast"); });
    J.attributeArray("diagnostics", [&] {
      for (const Finding &F : R.Findings)
        writeFinding(F);
      for (const FailedUnit &F : R.Failed)
        writeFailed(F);
    });
  });
  J.flush();
}

void writeRdjson(const Report &R, SourceLines &Sources, raw_ostream &Out) {
  RdjsonWriter(R, Sources, Out).write();
  Out << '\n';
}

} // namespace holdfast
