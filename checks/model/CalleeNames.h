//===- CalleeNames.h - one row for several functions ----------------------===//
//
// A row may name alternatives in braces, "std::{vector,deque}::{clear,assign}"
// for four functions. For the catalog, which stores one entry for each, and
// for the test that no two rows name one function. Braces do not nest.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_MODEL_CALLEENAMES_H
#define HOLDFAST_MODEL_CALLEENAMES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace holdfast {

/// All names that `Callee` stands for, in the order written. Fails, with a
/// sentence, where it is empty, a brace has no partner or a name is empty.
llvm::Expected<std::vector<std::string>> expandCallee(llvm::StringRef Callee);

} // namespace holdfast

#endif
