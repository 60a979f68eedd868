//===- Rounds.h - one parse, checked until it knows itself ----------------===//
//
// What a unit tells of its functions it may ask for itself. A run over many
// files checks such a unit again; who has parsed it, and holds it, runs the
// engine over it again, and finds the same.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_ROUNDS_H
#define HOLDFAST_TOOL_ROUNDS_H

#include "Engine.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace holdfast {

/// Checks what `CI` has parsed into `AST`, with what other units tell of their
/// functions (UnitResult::Effects of each) and, where ownership is asked for,
/// what the uses of all units show to be guarded.
UnitResult
checkInRounds(const Engine &E, clang::CompilerInstance &CI,
              clang::ASTContext &AST, llvm::ArrayRef<std::string> Others,
              std::shared_ptr<const InferredGuards> Guards = nullptr);

} // namespace holdfast

#endif
