//===- Locations.h - spans to files, lines and columns --------------------===//

#ifndef HOLDFAST_LOWER_LOCATIONS_H
#define HOLDFAST_LOWER_LOCATIONS_H

#include "support/Span.h"

#include "clang/AST/ASTContext.h"

namespace holdfast::lower {

/// Follows clang's own rule: a macro's argument is where it is written, what
/// a macro's body holds is where the macro is used.
class ClangSourceMap : public SourceMap {
public:
  explicit ClangSourceMap(const clang::ASTContext &AST) : AST(AST) {}
  Location resolve(Span Where) const override;
  std::string textOf(Span Where) const override;
  bool isEditable(Span Where) const override;
  /// The absolute path of `File`, without dots; "" where it has none.
  std::string fileOf(clang::FileID File) const;

private:
  const clang::ASTContext &AST;
};

} // namespace holdfast::lower

#endif
