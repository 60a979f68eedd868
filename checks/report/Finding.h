//===- Finding.h - the three outcomes of a check --------------------------===//
//
// A Finding is about the user's code; a Skipped says what was not looked at,
// and why; a failure of a whole unit is a sentence. They are never mixed.
// Every output format, the editor and the cache project these structs, which
// own all of their text.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_REPORT_FINDING_H
#define HOLDFAST_REPORT_FINDING_H

#include "support/Span.h"

#include <compare>
#include <string>
#include <vector>

namespace holdfast {

enum class Severity : uint8_t { Warning, Error };

/// A place in the snippet with a few words: "moved here".
struct Label {
  Location Where;
  std::string Text;
  friend auto operator<=>(const Label &, const Label &) = default;
};

/// One replacement of text. Empty `Replacement` deletes.
struct Edit {
  Location Where;
  std::string Replacement;
  friend auto operator<=>(const Edit &, const Edit &) = default;
};

/// How far a fix can be trusted: `--fix` applies the safe ones only.
enum class FixGrade : uint8_t { Safe, Likely, Placeholder };

struct Fix {
  std::string Help; ///< "copy it instead": what the edit does, in the imperative
  FixGrade Grade = FixGrade::Likely;
  std::vector<Edit> Edits;
  friend auto operator<=>(const Fix &, const Fix &) = default;
};

struct Finding {
  std::string Rule; ///< id without the "holdfast-" prefix
  Severity Level = Severity::Error;
  std::string Message; ///< lower case, no full stop, no rule id
  Location Where;
  std::vector<Label> Labels; ///< further marks, in the primary snippet's order
  std::vector<Label> Notes;  ///< in the order of time, at most three
  std::string Help;          ///< how to mend it, where no fix says it
  std::vector<Fix> Fixes;
  std::string Function;    ///< enclosing function, qualified; for fingerprints
  std::string Subject;     ///< the variable it is about; for fingerprints
  std::string Instantiation; ///< in a template: the one that was looked at
  friend auto operator<=>(const Finding &, const Finding &) = default;
};

/// A function that was not looked at, and the construct that stopped it.
struct Skipped {
  std::string Function;
  Location Where;
  std::string Reason;
  friend auto operator<=>(const Skipped &, const Skipped &) = default;
};

} // namespace holdfast

#endif
