//===- HostDiagnostics.h - a finding as clang's diagnostics ---------------===//
//
// Turns a finding, which is plain text and offsets, back into what clang shows:
// a diagnostic with ranges, its notes, and the fix. What a safe fix changes is
// a fix-it of the diagnostic, so that whoever applies fix-its applies just the
// safe ones; what is only likely hangs on its note.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_HOSTDIAGNOSTICS_H
#define HOLDFAST_TOOL_HOSTDIAGNOSTICS_H

#include "report/Finding.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace holdfast {

/// Begins a diagnostic that says `Text`: the finding itself, or a note behind
/// it.
using BeginDiagnostic = llvm::function_ref<clang::DiagnosticBuilder(
    clang::SourceLocation, llvm::StringRef Text, bool IsNote)>;

/// Tells `F`, of a unit that `SM` has the files of.
void diagnose(const Finding &F, clang::SourceManager &SM,
              BeginDiagnostic Begin);

} // namespace holdfast

#endif
