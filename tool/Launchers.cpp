//===- Launchers.cpp - what stands before the compiler --------------------===//
//
// Known launchers are taken off with their options and assignments. An unknown
// program is taken off too where what follows looks like a compiler by name.
//
//===----------------------------------------------------------------------===//

#include "tool/Launchers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace holdfast {

static bool isLauncher(StringRef Program) {
  return is_contained({"ccache", "sccache", "distcc", "icecc", "buildcache",
                       "env", "nice", "time", "libtool", "gomacc", "rewrapper",
                       "firebuild", "fastcache", "cachecc1", "recc"},
                      sys::path::filename(Program));
}

static bool looksLikeCompiler(StringRef Program) {
  static const char Name[] = "^(.*-)?(clang|clang\\+\\+|g\\+\\+|gcc|c\\+\\+|cc|"
                             "icpx|icpc|nvc\\+\\+)(-[0-9.]+)?(\\.exe)?$";
  return Regex(Name).match(sys::path::filename(Program));
}

/// The number of words of the launcher at the front with its options.
static size_t launcherLength(const std::vector<std::string> &Words) {
  if (Words.size() > 1 && sys::path::filename(Words[0]) == "cmake" &&
      Words[1] == "-E") {
    auto Dashes = find(Words, "--");
    if (Dashes != Words.end())
      return Dashes - Words.begin() + 1;
  } else if (!isLauncher(Words[0])) {
    const bool IsWrapper = Words.size() > 1 && !looksLikeCompiler(Words[0]) &&
                           looksLikeCompiler(Words[1]);
    return IsWrapper ? 1 : 0;
  }
  for (size_t I = 1; I != Words.size(); ++I) {
    if (looksLikeCompiler(Words[I]) || isLauncher(Words[I]))
      return I;
    // "distcc -c file.cpp": the compiler is implied.
    if (Words[I] == "-c" || Words[I] == "-o")
      return 0;
  }
  return 0;
}

void stripLaunchers(std::vector<std::string> &Arguments) {
  while (!Arguments.empty()) {
    const size_t Length = launcherLength(Arguments);
    if (Length == 0)
      return;
    Arguments.erase(Arguments.begin(), Arguments.begin() + Length);
  }
}

} // namespace holdfast
