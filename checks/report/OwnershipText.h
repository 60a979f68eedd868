//===- OwnershipText.h - an ownership table as text -----------------------===//
//
// How the table goes from the process that has parsed a unit to the one that
// answers questions: one JSON document of one line. Read only by the program
// that wrote it; not a format for others.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_REPORT_OWNERSHIPTEXT_H
#define HOLDFAST_REPORT_OWNERSHIPTEXT_H

#include "report/Ownership.h"

namespace holdfast {

std::string writeOwnership(const OwnershipTable &Table);
/// Nothing where `Text` is not what writeOwnership wrote.
std::optional<OwnershipTable> readOwnership(llvm::StringRef Text);

} // namespace holdfast

#endif
