//===- Xml.cpp - text in XML ----------------------------------------------===//
//
// LLVM escapes the five characters of markup; here is what it leaves: line
// ends and tabs, which attributes fold to blanks, and what XML forbids.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Xml.h"

#include "tool/output/Report.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace holdfast {

static constexpr StringLiteral Replacement = "\xEF\xBF\xBD";

/// U+FFFE and U+FFFF, the two characters above the controls that XML forbids.
static bool startsWithNoncharacter(StringRef Text) {
  return Text.starts_with("\xEF\xBF\xBE") || Text.starts_with("\xEF\xBF\xBF");
}

std::string xmlText(StringRef Text) {
  std::string Out;
  raw_string_ostream Stream(Out);
  const std::string Clean = utf8(Text);
  for (StringRef Rest = Clean; !Rest.empty();) {
    const auto C = static_cast<unsigned char>(Rest.front());
    size_t Length = 1;
    if (C == '\n' || C == '\t' || C == '\r') {
      Stream << "&#" << unsigned(C) << ';';
    } else if (C < 0x20) {
      Stream << Replacement;
    } else if (startsWithNoncharacter(Rest)) {
      Stream << Replacement;
      Length = 3;
    } else {
      printHTMLEscaped(Rest.take_front(), Stream);
    }
    Rest = Rest.drop_front(Length);
  }
  return Out;
}

void writeAttribute(raw_ostream &Out, StringRef Name, StringRef Text) {
  Out << ' ' << Name << "=\"" << xmlText(Text) << '"';
}

} // namespace holdfast
