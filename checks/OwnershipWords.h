//===- OwnershipWords.h - what is true of a variable, in words ------------===//
//
// Turns the facts of analysis/Ownership.h about one body into what its reader
// sees; decides nothing. For OwnershipTable.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_OWNERSHIPWORDS_H
#define HOLDFAST_OWNERSHIPWORDS_H

#include "analysis/InferredGuards.h"
#include "analysis/Ownership.h"
#include "report/Ownership.h"

namespace holdfast {

class OwnershipWords {
public:
  OwnershipWords(const Program &Prog, const Results &R,
                 llvm::ArrayRef<InferredGuard> Guards)
      : Prog(Prog), R(R), Guards(Guards) {}

  std::string nameOf(const OwnedVariable &V) const;
  /// A sentence, or "".
  std::string guardOf(const OwnedVariable &V) const;
  static const char *kindOf(OwnershipKind Kind);
  std::string messageOf(const OwnedVariable &V, const OwnershipFact &F) const;
  /// The name of what else the fact is about, or "".
  std::string otherOf(const OwnershipFact &F) const;
  /// In the order of the text: at each move, at each use of what is moved,
  /// where it is named first while a thread has it, and where guarded data is
  /// named first.
  std::vector<OwnershipHint> hints(const OwnedVariable &V,
                                   const VariableOwnership &Of) const;

private:
  std::string place(PlaceId P) const;
  std::string lockOf(const OwnedVariable &V) const;

  const Program &Prog;
  const Results &R;
  llvm::ArrayRef<InferredGuard> Guards;
};

} // namespace holdfast

#endif
