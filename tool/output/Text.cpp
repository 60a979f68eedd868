//===- Text.cpp - findings for a person at a terminal ---------------------===//
//
// The first line of a finding is a compiler's, which every editor's and CI's
// problem matcher reads. Below it is one frame with the source lines of its
// places and what is said of each; then frames for other files, what is about
// no place that can be shown, and how to mend it.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"
#include "tool/output/Frame.h"
#include "tool/output/Suggestion.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>

using namespace llvm;

namespace holdfast {

namespace {

struct FileMarks {
  std::string File;
  std::vector<Mark> Marks;
};

class TextWriter {
public:
  TextWriter(const Report &R, SourceLines &Sources, raw_ostream &Out,
             const TextStyle &Style)
      : R(R), Sources(Sources), Out(Out), Style(Style) {}

  void write(const Finding &F);

private:
  void writeHead(const Finding &F);
  void writeFrames(const Finding &F);
  void writeRemark(StringRef Kind, raw_ostream::Colors Color,
                   const Twine &Text);
  bool isShown(const Location &Where) {
    return Where.isValid() && Where.Line <= Sources.lines(Where.File).size();
  }

  const Report &R;
  SourceLines &Sources;
  raw_ostream &Out;
  const TextStyle &Style;
  unsigned Gutter = 0;
};

} // namespace

static raw_ostream::Colors colorOf(Severity Level) {
  return Level == Severity::Error ? raw_ostream::RED : raw_ostream::MAGENTA;
}

/// `server.cpp:14:21: error: message [holdfast-rule]`
void TextWriter::writeHead(const Finding &F) {
  Out << displayPath(F.Where.File, R.Base) << ':' << F.Where.Line << ':'
      << F.Where.Column << ": ";
  paint(Out, (nameOf(F.Level) + ": ").str(), colorOf(F.Level), Style);
  paint(Out, F.Message, raw_ostream::SAVEDCOLOR, Style);
  Out << " [holdfast-" << F.Rule << "]\n";
}

/// `= note: text`, below a frame.
void TextWriter::writeRemark(StringRef Kind, raw_ostream::Colors Color,
                             const Twine &Text) {
  Out << std::string(Gutter + 1, ' ') << "= ";
  paint(Out, (Kind + ": ").str(), Color, Style);
  Out << Text << '\n';
}

/// One frame a file, that of the finding first and the others as they come in
/// time. A place whose file is gone or shorter now is told without its line.
void TextWriter::writeFrames(const Finding &F) {
  std::vector<FileMarks> Files;
  std::vector<const Label *> Placeless;
  auto Add = [&](Mark M) {
    auto In = find_if(Files, [&](const FileMarks &Each) {
      return Each.File == M.Where.File;
    });
    if (In == Files.end())
      In = Files.insert(Files.end(), {M.Where.File, {}});
    In->Marks.push_back(std::move(M));
  };
  if (isShown(F.Where))
    Add({F.Where, "", /*IsPrimary=*/true});
  std::vector<const Label *> Said;
  for (const std::vector<Label> *List : {&F.Labels, &F.Notes})
    for (const Label &L : *List)
      if (none_of(Said, [&](const Label *Other) { return *Other == L; }))
        Said.push_back(&L);
  for (const Label *L : Said)
    if (isShown(L->Where))
      Add({L->Where, L->Text});
    else
      Placeless.push_back(L);
  unsigned Largest = 0;
  for (const FileMarks &Each : Files)
    for (const Mark &M : Each.Marks)
      Largest = std::max(Largest, M.Where.Line);
  Gutter = gutterFor(Largest);
  for (const FileMarks &Each : Files) {
    if (Each.File != F.Where.File)
      writeFrameHead(displayPath(Each.File, R.Base),
                     Each.Marks.front().Where.Line, Gutter, Style, Out);
    writeFrame(Each.Marks, Sources.lines(Each.File), Gutter, colorOf(F.Level),
               Style, Out);
  }
  for (const Label *L : Placeless) {
    std::string At;
    if (L->Where.isValid())
      At = displayPath(L->Where.File, R.Base) + ":" + utostr(L->Where.Line) +
           ":" + utostr(L->Where.Column) + ": ";
    writeRemark("note", raw_ostream::CYAN, At + L->Text);
  }
}

void TextWriter::write(const Finding &F) {
  writeHead(F);
  writeFrames(F);
  if (!F.Instantiation.empty())
    writeRemark("note", raw_ostream::CYAN,
                "in the instantiation '" + F.Instantiation + "'");
  if (F.Fixes.empty() && !F.Help.empty())
    writeRemark("help", raw_ostream::GREEN, F.Help);
  for (const Fix &Mend : F.Fixes)
    if (Mend.Edits.empty())
      writeRemark("help", raw_ostream::GREEN, Mend.Help);
    else
      writeSuggestion(Mend, F.Where.File, R.Base, Sources, Gutter, Style, Out);
}

void writeText(const Report &R, SourceLines &Sources, raw_ostream &Out,
               const TextStyle &Style) {
  TextWriter Writer(R, Sources, Out, Style);
  for (const Finding &F : R.Findings) {
    if (&F != &R.Findings.front())
      Out << '\n';
    Writer.write(F);
  }
}

} // namespace holdfast
