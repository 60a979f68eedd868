//===- Output.cpp - where a report goes -----------------------------------===//
//
// A file is written beside its place and moved there, so that nobody ever
// reads half of one.
//
//===----------------------------------------------------------------------===//

#include "tool/Output.h"

#include "tool/output/Formats.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace holdfast {

bool canWrite(StringRef File, const Console &Say) {
  if (File.empty())
    return true;
  StringRef Folder = sys::path::parent_path(File);
  if (Folder.empty())
    Folder = ".";
  std::string Why;
  if (!sys::fs::is_directory(Folder))
    Why = ("there is no folder '" + Folder + "'").str();
  else if (sys::fs::is_directory(File))
    Why = "it is a folder";
  else if (sys::fs::access(Folder, sys::fs::AccessMode::Write))
    Why = "the folder does not allow it";
  if (Why.empty())
    return true;
  Say.error("'" + File + "' cannot be written: " + Why);
  return false;
}

bool writeFile(StringRef File, const Console &Say,
               function_ref<void(raw_ostream &)> Write) {
  Error Failed = writeToOutput(File, [&](raw_ostream &Out) {
    Write(Out);
    return Error::success();
  });
  if (!Failed)
    return true;
  Say.error("'" + File + "' cannot be written: " + toString(std::move(Failed)));
  return false;
}

static void writeAs(Format Kind, const Report &R, SourceLines &Sources,
                    raw_ostream &Out, bool WithColors) {
  switch (Kind) {
  case Format::Text:
    return writeText(R, Sources, Out, WithColors);
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

static bool wantsColors(ColorChoice Choice) {
  switch (Choice) {
  case ColorChoice::Auto:
    return sys::Process::StandardOutHasColors();
  case ColorChoice::Always:
    return true;
  case ColorChoice::Never:
    return false;
  }
  return false;
}

int writeReport(const Report &R, const Options &Asked, SourceLines &Sources,
                const Console &Say) {
  const bool WithColors = wantsColors(Asked.Color);
  if (Asked.OutputFile.empty()) {
    writeAs(Asked.OutputFormat, R, Sources, outs(), WithColors);
    return NothingToReport;
  }
  if (!Asked.IsQuiet)
    writeText(R, Sources, outs(), WithColors);
  if (writeFile(Asked.OutputFile, Say, [&](raw_ostream &Out) {
        writeAs(Asked.OutputFormat, R, Sources, Out, /*WithColors=*/false);
      }))
    return NothingToReport;
  if (Asked.IsQuiet)
    writeAs(Asked.OutputFormat, R, Sources, outs(), WithColors);
  return BadCommand;
}

} // namespace holdfast
