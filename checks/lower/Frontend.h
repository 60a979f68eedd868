//===- Frontend.h - from a parsed unit to a Program -----------------------===//
//
// Makes the consumer that a host gives to clang. When the unit has been
// parsed, and while Sema is alive, it finds the user's functions, lowers each
// once and hands the whole to a callback, which sees no AST.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_LOWER_FRONTEND_H
#define HOLDFAST_LOWER_FRONTEND_H

#include "ir/Body.h"
#include "lower/RowMatchers.h"
#include "model/Catalog.h"

#include "clang/AST/ASTConsumer.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
} // namespace clang

namespace holdfast::lower {

/// A function that was not lowered.
struct NotLowered {
  std::string Name;
  Span Where;
  std::string Reason;
};

struct LoweredUnit {
  Program Prog;
  std::vector<NotLowered> Obstacles;
  unsigned UninstantiatedTemplates = 0;
  /// The user's files that hold a checked function, with their lines.
  std::vector<std::pair<std::string, unsigned>> Lines;
  double Seconds = 0;
};

struct FrontendHooks {
  /// True for a file whose functions are looked at; null: all but system headers.
  std::function<bool(const std::string &File)> IsInside;
  bool NotesMentions = false; ///< bodies say where the text names variables
  /// Called once, with the AST still alive behind the SourceMap.
  std::function<void(LoweredUnit &, const SourceMap &)> OnUnit;
};

/// `Matchers` may be null: there are no rows by matcher.
std::unique_ptr<clang::ASTConsumer> makeConsumer(clang::CompilerInstance &CI, const Catalog &Models,
                                                 const RowMatchers *Matchers, FrontendHooks Hooks);

} // namespace holdfast::lower

#endif
