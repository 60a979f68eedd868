//===- EffectStore.h - what many units tell, merged -----------------------===//
//
// A text with one function a line, sorted: its name, a blank and its effects,
// or the name alone where units disagree. Merging two such texts is associative
// and commutative, and one with itself is itself: a tree of any shape, over
// units in any order, gives the same bytes. What one unit needs of it is found
// without reading the rest.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_GRAPH_EFFECTSTORE_H
#define HOLDFAST_TOOL_GRAPH_EFFECTSTORE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace holdfast {

/// The first line of a store.
extern const llvm::StringLiteral StoreHead;

bool isStore(llvm::StringRef Text);

/// Makes a store of what one unit tells (ElsewhereTable).
llvm::Expected<std::string> storeOf(llvm::StringRef UnitEffects);

std::string mergeStores(llvm::ArrayRef<llvm::StringRef> Stores);

/// What the store has of the functions that a unit asks for: what
/// ElsewhereTable::answersFor says where all its units have been added.
std::string sliceOf(llvm::StringRef Store, llvm::StringRef UnitEffects);

} // namespace holdfast

#endif
