//===- Inside.cpp - what belongs to the project ---------------------------===//
//
// The roots are looked up once a folder of units. A project that is neither in
// git nor configured is what CMake was pointed at, else the folder that holds
// all units.
//
//===----------------------------------------------------------------------===//

#include "tool/Inside.h"

#include "tool/Config.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <set>

using namespace llvm;

namespace holdfast {

static bool isBelow(StringRef File, StringRef Folder) {
  if (Folder == "/")
    return true;
  return File.consume_front(Folder) && (File.empty() || File.front() == '/');
}

static bool hasEntry(StringRef Folder, StringRef Name) {
  SmallString<256> Path(Folder);
  sys::path::append(Path, Name);
  return sys::fs::exists(Path);
}

/// The nearest folder upward that holds a configuration or is a git work tree.
static std::string markedRoot(StringRef Folder) {
  std::string WorkTree;
  for (StringRef F = Folder; !F.empty(); F = sys::path::parent_path(F)) {
    if (hasEntry(F, ConfigName))
      return F.str();
    if (WorkTree.empty() && hasEntry(F, ".git"))
      WorkTree = F.str();
  }
  return WorkTree;
}

/// The source folder that the CMake build in `BuildFolder` was made from.
static std::string cmakeSource(StringRef BuildFolder) {
  SmallString<256> Cache(BuildFolder);
  sys::path::append(Cache, "CMakeCache.txt");
  auto Buffer = MemoryBuffer::getFile(Cache);
  if (!Buffer)
    return "";
  StringRef Text = (*Buffer)->getBuffer();
  StringRef Key = "\nCMAKE_HOME_DIRECTORY:INTERNAL=";
  const size_t At = Text.find(Key);
  return At == StringRef::npos
             ? ""
             : Text.substr(At + Key.size()).split('\n').first.str();
}

static std::string commonFolder(const std::set<std::string> &Folders) {
  if (Folders.empty())
    return "";
  std::string Common = *Folders.begin();
  for (const std::string &Folder : Folders)
    while (!Common.empty() && !isBelow(Folder, Common))
      Common = sys::path::parent_path(Common).str();
  return Common == "/" ? "" : Common;
}

static std::string realPath(StringRef Path) {
  SmallString<256> Real;
  return sys::fs::real_path(Path, Real) ? "" : Real.str().str();
}

/// The folder of the database, unless it is where the sources are: CMake says
/// so, and elsewhere it is where at least half of the files are.
void Inside::findBuildFolder(const UnitList &List) {
  if (List.DatabaseFile.empty())
    return;
  const std::string Folder =
      sys::path::parent_path(realPath(List.DatabaseFile)).str();
  if (Folder.empty())
    return;
  if (const std::string Source = cmakeSource(Folder); !Source.empty()) {
    CMakeSource = Source;
    if (realPath(Source) != Folder)
      BuildFolder = Folder;
    return;
  }
  const size_t Within =
      std::count_if(List.Units.begin(), List.Units.end(),
                    [&](const Unit &U) { return isBelow(U.File, Folder); });
  if (2 * Within < List.Units.size())
    BuildFolder = Folder;
}

/// True where the build has made `Path`: where CMake's sources lie below the
/// build folder, they are not of it.
bool Inside::isBuilt(StringRef Path) const {
  return !BuildFolder.empty() && isBelow(Path, BuildFolder) &&
         !(isBelow(CMakeSource, BuildFolder) && isBelow(Path, CMakeSource));
}

Inside::Inside(const UnitList &List, StringRef WorkingFolder) {
  findBuildFolder(List);
  const StringRef Source = CMakeSource;
  std::set<std::string> Folders;
  for (const Unit &U : List.Units) {
    UnitFiles.insert(U.File);
    if (U.IsNamed)
      Named.insert(U.File);
    for (const std::string &Header : U.OnlyIn)
      Named.insert(Header);
    if (!isBuilt(U.File))
      Folders.insert(sys::path::parent_path(U.File).str());
  }
  std::set<std::string> Found;
  std::set<std::string> Unmarked;
  for (const std::string &Folder : Folders) {
    std::string Root = markedRoot(Folder);
    if (Root.empty() && !Source.empty() && isBelow(Folder, Source))
      Root = Source.str();
    if (Root.empty())
      Unmarked.insert(Folder);
    else
      Found.insert(Root);
  }
  // Their headers may lie beside them: `src` and `include` below where the
  // user stands.
  const std::string Common = commonFolder(Unmarked);
  if (!Common.empty())
    Found.insert(WorkingFolder != "/" && isBelow(Common, WorkingFolder)
                     ? WorkingFolder.str()
                     : Common);
  else
    Found.insert(Unmarked.begin(), Unmarked.end());
  Roots.assign(Found.begin(), Found.end());
}

Inside::Inside(const ProjectExtent &Known) : Roots(Known.Roots), BuildFolder(Known.BuildFolder) {
  addUnits(Known.Units);
}

bool Inside::isInsideFolder(StringRef Folder) const {
  auto [It, IsNew] = ByFolder.try_emplace(Folder);
  if (!IsNew)
    return It->second;
  auto Test = [&](StringRef Path) {
    return any_of(Roots, [&](StringRef R) { return isBelow(Path, R); }) &&
           !isBuilt(Path);
  };
  bool Answer = Test(Folder);
  SmallString<256> Real;
  if (!Answer && !sys::fs::real_path(Folder, Real) && Real != Folder)
    Answer = Test(Real);
  return It->second = Answer;
}

bool Inside::isInside(StringRef File) const {
  return isNamed(File) || isInsideFolder(sys::path::parent_path(File));
}

StringRef Inside::rootOf(StringRef File) const {
  StringRef Best;
  for (const std::string &Root : Roots)
    if (isBelow(File, Root) && Root.size() > Best.size())
      Best = Root;
  return Best;
}

} // namespace holdfast
