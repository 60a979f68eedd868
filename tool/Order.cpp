//===- Order.cpp ----------------------------------------------------------===//

#include "tool/Order.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast {

UnitOrder tellersFirst(ArrayRef<CheckedUnit> Units) {
  UnitOrder Out;
  for (unsigned I = 0; I != Units.size(); ++I) {
    const std::string &File = Units[I].What->File;
    ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(File);
    const bool IsFirst = mayTell(sys::path::filename(File), Text ? (*Text)->getBuffer() : "");
    (IsFirst ? Out.First : Out.Others).push_back(I);
  }
  return Out;
}

} // namespace holdfast
