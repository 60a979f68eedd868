//===- Fingerprints.cpp - names of findings that stay ---------------------===//
//
// A hash of the parts, of which none has a line feed but by the user's will.
//
//===----------------------------------------------------------------------===//

#include "tool/Fingerprints.h"

#include "tool/output/Report.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace holdfast {

/// A formatter moves blanks, and nothing is meant by it.
static std::string withoutBlanks(StringRef Line) {
  std::string Out;
  copy_if(Line, std::back_inserter(Out), [](char C) { return !isSpace(C); });
  return Out;
}

std::string Fingerprints::next(const Finding &F) {
  const StringRef Root = Scope.rootOf(F.Where.File);
  const std::string File = displayPath(F.Where.File, Root);
  const std::string Key =
      F.Rule + '\n' + File + '\n' + F.Function + '\n' + F.Subject + '\n' +
      withoutBlanks(Sources.line(F.Where.File, F.Where.Line));
  const unsigned Before = Repeated[Key]++;
  return utohexstr(xxh3_64bits(Key + '\n' + std::to_string(Before)),
                   /*LowerCase=*/true, /*Width=*/16);
}

} // namespace holdfast
