//===- Resources.cpp - clang's own headers --------------------------------===//
//
// Only files are looked at; no compiler is run to ask it.
//
//===----------------------------------------------------------------------===//

#include "tool/Resources.h"

#include "clang/Basic/Version.h"
#include "clang/Options/OptionUtils.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

#include <dlfcn.h>

using namespace llvm;

namespace holdfast {

static bool isResourceFolder(StringRef Folder) {
  SmallString<256> Header(Folder);
  sys::path::append(Header, "include", "stddef.h");
  return !Folder.empty() && sys::fs::exists(Header);
}

/// What clang calls the resource folder of a program installed as `Program`.
static std::string folderBeside(StringRef Program) {
  SmallString<256> Real;
  if (Program.empty() || sys::fs::real_path(Program, Real))
    return "";
  return clang::GetResourcesPath(Real);
}

/// The file that holds clang's front end: a shared library, as a rule.
static std::string clangLibrary() {
  Dl_info Info;
  using Function = std::string();
  Function *InClang = &clang::getClangFullVersion;
  if (!dladdr(reinterpret_cast<void *>(InClang), &Info) || !Info.dli_fname)
    return "";
  return Info.dli_fname;
}

Expected<std::string> findResourceFolder(StringRef Asked) {
  if (!Asked.empty()) {
    SmallString<256> Folder(Asked);
    sys::fs::make_absolute(Folder);
    sys::path::remove_dots(Folder, /*remove_dot_dot=*/true);
    if (isResourceFolder(Folder))
      return Folder.str().str();
    return createStringError("'" + Asked + "' does not hold clang's own headers: there is no include/stddef.h");
  }
  const std::string Own =
      sys::fs::getMainExecutable("holdfast", (void *)&findResourceFolder);
  auto OnPath = sys::findProgramByName("clang-" CLANG_VERSION_MAJOR_STRING);
  for (const std::string &Program :
       {Own, clangLibrary(), OnPath ? *OnPath : std::string()}) {
    std::string Folder = folderBeside(Program);
    if (isResourceFolder(Folder))
      return Folder;
  }
  if (isResourceFolder(HOLDFAST_CLANG_RESOURCE_DIR))
    return HOLDFAST_CLANG_RESOURCE_DIR;
  return createStringError("clang's own headers (stddef.h and others) are not "
                           "found; the package libclang-common-22-dev has them");
}

} // namespace holdfast
