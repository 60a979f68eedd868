//===- Report.cpp - how paths and text are shown --------------------------===//
//
// The two small conversions that every format shares.
//
//===----------------------------------------------------------------------===//

#include "tool/output/Report.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast {

std::string displayPath(StringRef File, StringRef Base) {
  StringRef Rest = File;
  if (!Base.empty() && Base != "/" && Rest.consume_front(Base) &&
      Rest.consume_front("/") && !Rest.empty())
    return Rest.str();
  return File.str();
}

std::string utf8(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

} // namespace holdfast
