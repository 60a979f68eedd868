//===- Print.h - bodies as text -------------------------------------------===//
//
// For `--dump=ir`, for golden tests, and for messages that need the name of a
// place as the user would write it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_IR_PRINT_H
#define HOLDFAST_IR_PRINT_H

#include "ir/Body.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>

namespace holdfast {

/// "s", "p.a", "ptr->name", "v[i]"; empty where the path begins at something
/// without a name.
std::string describePlace(const Program &Prog, const Body &B, PlaceId P);

/// `P`, or the whole that it is some element of: what a view or an iterator is of.
PlaceId namedWhole(const Body &B, PlaceId P);

/// Like describePlace, but complete: "%3" for what has no name.
std::string printPlace(const Program &Prog, const Body &B, PlaceId P);
std::string printEvent(const Program &Prog, const Body &B, const Event &E);
/// `Blocks` are the body's own or its elaborated ones.
std::string printBody(const Program &Prog, const Body &B, llvm::ArrayRef<Block> Blocks);

} // namespace holdfast

#endif
