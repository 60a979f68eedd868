//===- Checkstyle.cpp - findings as Checkstyle's XML ----------------------===//
//
// The format that Jenkins' Warnings plugin and many converters read: errors by
// file. A unit that failed is an error of its file. Notes, fixes and
// fingerprints have no place in it.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"
#include "tool/output/Xml.h"

#include <map>

using namespace llvm;

namespace holdfast {

static void writeError(raw_ostream &Out, unsigned Line, unsigned Column,
                       StringRef Level, StringRef Message, StringRef Source) {
  Out << "    <error line=\"" << Line << '"';
  if (Column)
    Out << " column=\"" << Column << '"';
  writeAttribute(Out, "severity", Level);
  writeAttribute(Out, "message", Message);
  writeAttribute(Out, "source", Source);
  Out << "/>\n";
}

void writeCheckstyle(const Report &R, raw_ostream &Out) {
  struct OfFile {
    std::vector<const Finding *> Findings;
    std::vector<const FailedUnit *> Failed;
  };
  std::map<std::string, OfFile> Files;
  for (const Finding &F : R.Findings)
    Files[F.Where.File].Findings.push_back(&F);
  for (const FailedUnit &F : R.Failed)
    Files[F.File].Failed.push_back(&F);

  Out << XmlHeader << "<checkstyle version=\"4.3\">\n";
  for (const auto &[File, Has] : Files) {
    Out << "  <file";
    writeAttribute(Out, "name", displayPath(File, R.Base));
    Out << ">\n";
    for (const FailedUnit *F : Has.Failed)
      writeError(Out, 1, 0, "error", notChecked(*F, R.Base), "holdfast");
    for (const Finding *F : Has.Findings)
      writeError(Out, F->Where.Line, F->Where.Column, nameOf(F->Level),
                 F->Message, "holdfast-" + F->Rule);
    Out << "  </file>\n";
  }
  Out << "</checkstyle>\n";
}

} // namespace holdfast
