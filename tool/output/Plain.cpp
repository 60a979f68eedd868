//===- Plain.cpp - each place on a line of its own ------------------------===//
//
// The finding, its notes and how to mend it, each as a compiler's message of
// one line without source: for editors that jump from place to place, and for
// scripts that read lines.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Formats.h"

using namespace llvm;

namespace holdfast {

void writePlain(const Report &R, raw_ostream &Out) {
  for (const Finding &F : R.Findings) {
    Out << displayPath(F.Where.File, R.Base) << ':' << F.Where.Line << ':'
        << F.Where.Column << ": " << nameOf(F.Level) << ": " << F.Message
        << " [holdfast-" << F.Rule << "]\n";
    writeDetails(F, R.Base, Out);
  }
}

} // namespace holdfast
