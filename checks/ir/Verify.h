//===- Verify.h - is this body well formed? -------------------------------===//
//
// A broken body is our bug, never the user's. The check is linear and runs on
// every body.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_IR_VERIFY_H
#define HOLDFAST_IR_VERIFY_H

#include "ir/Body.h"

#include <optional>
#include <string>

namespace holdfast {

/// What is wrong, or nothing.
std::optional<std::string> verify(const Program &Prog, const Body &B);

} // namespace holdfast

#endif
