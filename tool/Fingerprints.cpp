//===- Fingerprints.cpp - names of findings that stay ---------------------===//
//
// A hash of the parts, of which none has a line feed but by the user's will.
//
//===----------------------------------------------------------------------===//

#include "tool/Fingerprints.h"

#include "tool/output/Report.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace holdfast {

std::string Fingerprints::next(const Finding &F) {
  const StringRef Root = Scope.rootOf(F.Where.File);
  const std::string File = displayPath(F.Where.File, Root);
  const StringRef Line = Sources.line(F.Where.File, F.Where.Line).trim();
  const std::string Key = F.Rule + '\n' + File + '\n' + F.Function + '\n' +
                          F.Subject + '\n' + Line.str();
  const unsigned Before = Repeated[Key]++;
  return utohexstr(xxh3_64bits(Key + '\n' + std::to_string(Before)),
                   /*LowerCase=*/true, /*Width=*/16);
}

} // namespace holdfast
