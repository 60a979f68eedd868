//===- ObjectChanges.h - which functions change their own object ----------===//
//
// Answers, from the bodies of a unit: may this member function give its object,
// or a part of it, a new value? Where the body is not seen, or the chain of calls
// is long, it may. For LockUse, to which a call on data is a read or a write.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_OBJECTCHANGES_H
#define HOLDFAST_SUMMARY_OBJECTCHANGES_H

#include "ir/Body.h"

#include <map>

namespace holdfast {

class ObjectChanges {
public:
  explicit ObjectChanges(const Program &Prog) : Prog(Prog) {}
  bool mayChange(const Callee &C, unsigned Depth = 0);
  /// True where its body is seen, and reads nothing of the object but what is constant.
  bool readsOnlyConstants(const Callee &C) const;

private:
  bool isChange(const Body &B, const Event &E, unsigned Depth);
  bool isChangingCall(const Body &B, const Call &Inner, unsigned Depth);

  const Program &Prog;
  std::map<FunctionId, bool> Known;
};

} // namespace holdfast

#endif
