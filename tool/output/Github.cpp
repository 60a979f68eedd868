//===- Github.cpp - findings as annotations of a pull request -------------===//
//
// Workflow commands, one line each, that GitHub's runner reads from the output
// of a step: `::error file=...,line=...::message`. The runner takes columns
// only where a finding ends on the line where it begins. It shows ten
// annotations of a kind in a step, so skipped functions share one.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"

#include "llvm/ADT/Twine.h"

using namespace llvm;

namespace holdfast {

/// `Text` as the runner reads it back; a property's value ends at ',' and ':'
/// would be read as the end of all properties.
static std::string escaped(StringRef Text, bool IsProperty) {
  std::string Out;
  for (const char C : Text)
    switch (C) {
    case '%':
      Out += "%25";
      break;
    case '\r':
      Out += "%0D";
      break;
    case '\n':
      Out += "%0A";
      break;
    case ':':
      Out += IsProperty ? "%3A" : ":";
      break;
    case ',':
      Out += IsProperty ? "%2C" : ",";
      break;
    default:
      Out += C;
    }
  return Out;
}

static std::string property(StringRef Text) {
  return escaped(utf8(Text), /*IsProperty=*/true);
}

static std::string message(StringRef Text) {
  return escaped(utf8(Text), /*IsProperty=*/false);
}

static void writeFinding(const Finding &F, StringRef Base, raw_ostream &Out) {
  const Location &At = F.Where;
  Out << "::" << nameOf(F.Level)
      << " file=" << property(displayPath(At.File, Base))
      << ",line=" << At.Line;
  if (At.EndLine)
    Out << ",endLine=" << At.EndLine;
  if (At.EndLine == At.Line)
    Out << ",col=" << At.Column << ",endColumn=" << At.EndColumn;
  std::string Text = F.Message + '\n';
  raw_string_ostream Details(Text);
  writeDetails(F, Base, Details);
  Out << ",title=" << property("holdfast-" + F.Rule)
      << "::" << message(StringRef(Text).rtrim('\n')) << '\n';
}

void writeGithub(const Report &R, raw_ostream &Out) {
  for (const Finding &F : R.Findings)
    writeFinding(F, R.Base, Out);
  for (const FailedUnit &F : R.Failed)
    Out << "::error file=" << property(displayPath(F.File, R.Base))
        << ",title=holdfast::" << message(notChecked(F, R.Base)) << '\n';
  if (const size_t Count = R.NotLookedAt.size())
    Out << "::notice title=holdfast::" << Count
        << (Count == 1 ? " function was" : " functions were")
        << " skipped; --profile names each with its reason\n";
}

} // namespace holdfast
