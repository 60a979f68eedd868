//===- Catalog.h - library knowledge, by declaration ----------------------===//
//
// Finds the row of a function. Rows are keyed by qualified name without
// template arguments and inline namespaces, so that one row serves libstdc++,
// libc++ and a project's stand-ins. Lowering asks first with the static type
// of the object, then with its bases. Tables are data: model/*.cpp, one per
// subject; a user's rows come from the configuration and override them.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_MODEL_CATALOG_H
#define HOLDFAST_MODEL_CATALOG_H

#include "model/CallEffects.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace holdfast {

/// "std::vector::clear", or "std::move/1" for one number of parameters only;
/// then what it does: "reinit(this)". docs/models.md lists the words.
struct ModelRow {
  const char *Callee;
  const char *Words;
};

/// Parses the words of one row. Fails with a sentence that names the word.
llvm::Expected<CallEffects> parseEffects(llvm::StringRef Words);

class Catalog {
public:
  /// The built-in tables. A row that does not parse is our bug.
  Catalog();

  /// Adds or replaces a row. Fails where the words do not parse.
  llvm::Error add(llvm::StringRef Callee, llvm::StringRef Words);

  /// The row of a function, or null. `QualifiedName` as in ModelRow.
  const CallEffects *find(llvm::StringRef QualifiedName, unsigned ParamCount) const;

  /// The row for a member function that has no other row and no body: names
  /// whose meaning is a convention in most projects, such as `clear`.
  const CallEffects *findConvention(llvm::StringRef MethodName) const;

private:
  llvm::StringMap<std::unique_ptr<CallEffects>> Rows;
  llvm::StringMap<std::unique_ptr<CallEffects>> Conventions;
};

/// The tables, one per subject.
llvm::ArrayRef<ModelRow> moveRows();
llvm::ArrayRef<ModelRow> containerRows();
llvm::ArrayRef<ModelRow> handleRows();
llvm::ArrayRef<ModelRow> algorithmRows();
llvm::ArrayRef<ModelRow> conventionRows();

} // namespace holdfast

#endif
