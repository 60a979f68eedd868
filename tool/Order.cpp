//===- Order.cpp ----------------------------------------------------------===//

#include "tool/Order.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace holdfast {

UnitOrder tellersFirst(ArrayRef<CheckedUnit> Units) {
  const Regex Name("mutex|lock|thread|semaphore|sync", Regex::IgnoreCase);
  UnitOrder Out;
  for (unsigned I = 0; I != Units.size(); ++I) {
    const std::string &File = Units[I].What->File;
    bool IsFirst = Name.match(sys::path::filename(File));
    if (!IsFirst)
      if (ErrorOr<std::unique_ptr<MemoryBuffer>> Read = MemoryBuffer::getFile(File))
        IsFirst = mayTell((*Read)->getBuffer());
    (IsFirst ? Out.First : Out.Others).push_back(I);
  }
  return Out;
}

} // namespace holdfast
