//===- Output.cpp - where a report goes -----------------------------------===//
//
// Which format is written how, and the sentences where it cannot be.
//
//===----------------------------------------------------------------------===//

#include "tool/Output.h"

#include "tool/WriteFile.h"
#include "tool/output/Formats.h"

#include "llvm/Support/Process.h"

#include <sys/ioctl.h>
#include <unistd.h>

using namespace llvm;

namespace holdfast {

bool canWrite(StringRef File, const Console &Say) {
  const std::string Why = File.empty() ? "" : whyNotWritable(File);
  if (!Why.empty())
    Say.error("'" + File + "' cannot be written: " + Why);
  return Why.empty();
}

bool writeFile(StringRef File, const Console &Say,
               function_ref<void(raw_ostream &)> Write) {
  Error Failed = writeWhole(File, Write);
  if (!Failed)
    return true;
  Say.error("'" + File + "' cannot be written: " + toString(std::move(Failed)));
  return false;
}

static void writeAs(Format Kind, const Report &R, SourceLines &Sources,
                    raw_ostream &Out, const TextStyle &Style) {
  switch (Kind) {
  case Format::Text:
    return writeText(R, Sources, Out, Style);
  case Format::Plain:
    return writePlain(R, Out);
  case Format::Json:
    return writeJson(R, Out);
  case Format::Sarif:
    return writeSarif(R, Sources, Out);
  case Format::Github:
    return writeGithub(R, Out);
  case Format::Gitlab:
    return writeGitlab(R, Out);
  case Format::Checkstyle:
    return writeCheckstyle(R, Out);
  case Format::Junit:
    return writeJunit(R, Out);
  case Format::Rdjson:
    return writeRdjson(R, Sources, Out);
  case Format::Html:
    return writeHtml(R, Sources, Out);
  }
}

/// The columns of the terminal: what COLUMNS says, else the terminal itself; 0
/// where standard output is none.
static unsigned columnsOfOutput() {
  if (!sys::Process::StandardOutIsDisplayed())
    return 0;
  if (const unsigned Columns = sys::Process::StandardOutColumns())
    return Columns;
  winsize Size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &Size) == 0 ? Size.ws_col : 0;
}

/// How text is drawn on standard output: as wide as the terminal is.
static TextStyle styleOfOutput(ColorChoice Choice) {
  TextStyle Style;
  Style.WithColors = wantsColors(Choice, sys::Process::StandardOutHasColors());
  constexpr unsigned Narrowest = 60;
  if (const unsigned Columns = columnsOfOutput())
    Style.Width = std::max(Columns, Narrowest);
  return Style;
}

int writeReport(const Report &R, const Options &Asked, SourceLines &Sources,
                const Console &Say) {
  const TextStyle Style = styleOfOutput(Asked.Color);
  if (Asked.OutputFile.empty()) {
    writeAs(Asked.OutputFormat, R, Sources, outs(), Style);
    return NothingToReport;
  }
  if (!Asked.IsQuiet)
    writeText(R, Sources, outs(), Style);
  if (writeFile(Asked.OutputFile, Say, [&](raw_ostream &Out) {
        writeAs(Asked.OutputFormat, R, Sources, Out, TextStyle());
      }))
    return NothingToReport;
  if (Asked.IsQuiet)
    writeAs(Asked.OutputFormat, R, Sources, outs(), Style);
  return BadCommand;
}

} // namespace holdfast
