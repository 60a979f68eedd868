//===- HostVersion.cpp - which compiler has loaded us ---------------------===//
//
// A plain string is all that is taken from the host, and plain C prints it.
//
//===----------------------------------------------------------------------===//

#include "tool/HostVersion.h"

#include "clang/Basic/Version.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace holdfast {

void requireHostVersion(const char *Name) {
  const std::string Host = clang::getClangFullVersion();
  const std::string Wanted = "version " CLANG_VERSION_MAJOR_STRING ".";
  if (Host.find(Wanted) != std::string::npos)
    return;
  std::fprintf(stderr,
               "holdfast: error: %s is for clang %s, and what loads it is %s\n",
               Name, CLANG_VERSION_MAJOR_STRING, Host.c_str());
  std::exit(1);
}

} // namespace holdfast
