//===- Report.cpp - how paths and text are shown --------------------------===//
//
// The small conversions that formats share.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Report.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast {

std::string displayPath(StringRef File, StringRef Base) {
  StringRef Rest = File;
  if (!Base.empty() && Base != "/" && Rest.consume_front(Base) &&
      Rest.consume_front("/") && !Rest.empty())
    return Rest.str();
  return File.str();
}

std::string utf8(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

std::string counted(uint64_t Count, StringRef Word) {
  return (Twine(Count) + " " + Word + (Count == 1 ? "" : "s")).str();
}

StringRef nameOf(FixGrade Grade) {
  switch (Grade) {
  case FixGrade::Safe:
    return "safe";
  case FixGrade::Likely:
    return "likely";
  case FixGrade::Placeholder:
    return "placeholder";
  }
  return "";
}

StringRef nameOf(Severity Level) {
  return Level == Severity::Error ? "error" : "warning";
}

std::string notChecked(const FailedUnit &F, StringRef Base) {
  return "not checked: " + displayPath(F.Reason, Base);
}

void writeHelp(const Finding &F, raw_ostream &Out) {
  for (const Fix &Mend : F.Fixes)
    Out << "help: " << Mend.Help << '\n';
  if (F.Fixes.empty() && !F.Help.empty())
    Out << "help: " << F.Help << '\n';
}

void writeDetails(const Finding &F, StringRef Base, raw_ostream &Out) {
  auto Write = [&](const Location &Where, const Twine &Text) {
    Out << displayPath(Where.File, Base) << ':' << Where.Line << ':'
        << Where.Column << ": note: " << Text << '\n';
  };
  for (const std::vector<Label> *List : {&F.Labels, &F.Notes})
    for (const Label &Said : *List)
      Write(Said.Where.isValid() ? Said.Where : F.Where, Said.Text);
  if (!F.Instantiation.empty())
    Write(F.Where, "in the instantiation '" + F.Instantiation + "'");
  writeHelp(F, Out);
}

} // namespace holdfast
