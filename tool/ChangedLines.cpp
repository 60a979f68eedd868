//===- ChangedLines.cpp - which lines a patch touches ---------------------===//
//
// git is asked three things: where the work tree begins, what differs from the
// merge base, and which files are new to it. Reading patches is in
// PatchReader.cpp.
//
//===----------------------------------------------------------------------===//

#include "tool/ChangedLines.h"

#include "tool/Git.h"
#include "tool/PatchReader.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast {

static std::string realPath(StringRef File) {
  SmallString<256> Real;
  return sys::fs::real_path(File, Real) ? File.str() : Real.str().str();
}

/// The file that a patch calls `Name`, seen from `Folder`; `Name` itself below
/// `Folder` where there is no such file.
static std::string findNamed(StringRef Name, StringRef Folder) {
  const StringRef Without = Name.split('/').second;
  for (StringRef Above = Folder; !Above.empty();
       Above = sys::path::parent_path(Above))
    for (StringRef Tried : {Without, Name}) {
      SmallString<256> Path(Above);
      sys::path::append(Path, Tried);
      if (!Tried.empty() && sys::fs::exists(Path))
        return realPath(Path);
    }
  SmallString<256> Path(Folder);
  sys::path::append(Path, Name);
  return Path.str().str();
}

Expected<ChangedLines> ChangedLines::inPatch(StringRef Text, StringRef Folder) {
  ChangedLines Out;
  OfFile *Current = nullptr;
  Error Failed = readPatch(
      Text,
      [&](StringRef Name) { Current = &Out.Files[findNamed(Name, Folder)]; },
      [&](unsigned Line) { Current->Lines.insert(Line); });
  if (Failed)
    return std::move(Failed);
  return Out;
}

/// Where the work tree and `Revision` parted; `Revision` itself where git finds
/// no such place, as in a shallow clone.
static Expected<std::string> startOf(StringRef Revision, StringRef Top) {
  const std::string Commit = (Revision + "^{commit}").str();
  Expected<std::string> Known = askGit(
      Top, {"rev-parse", "--verify", "--quiet", "--end-of-options", Commit});
  if (!Known) {
    consumeError(Known.takeError());
    return createStringError("git knows no commit '" + Revision + "'");
  }
  const std::string Id = StringRef(*Known).trim().str();
  Expected<std::string> Base = askGit(Top, {"merge-base", Id, "HEAD"});
  if (Base)
    return StringRef(*Base).trim().split('\n').first.str();
  consumeError(Base.takeError());
  return Id;
}

Expected<ChangedLines> ChangedLines::since(StringRef Revision,
                                           StringRef Folder) {
  Expected<std::string> Top = askGit(Folder, {"rev-parse", "--show-toplevel"});
  if (!Top)
    return Top.takeError();
  const std::string Root = StringRef(*Top).trim("\r\n").str();
  Expected<std::string> Start = startOf(Revision, Root);
  if (!Start)
    return Start.takeError();
  // What a user's configuration could change in the text is said.
  Expected<std::string> Patch = askGit(
      Root, {"diff", "--no-color", "--no-ext-diff", "--no-textconv",
             "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/",
             "--find-renames", "--unified=0", *Start, "--"});
  if (!Patch)
    return Patch.takeError();
  Expected<ChangedLines> Out = inPatch(*Patch, Root);
  if (!Out)
    return Out;
  Expected<std::string> New =
      askGit(Root, {"ls-files", "-z", "--others", "--exclude-standard"});
  if (!New)
    return New.takeError();
  SmallVector<StringRef> Names;
  StringRef(*New).split(Names, '\0', -1, /*KeepEmpty=*/false);
  for (StringRef Name : Names)
    Out->Files[realPath(Root + "/" + Name.str())].IsNew = true;
  return Out;
}

const ChangedLines::OfFile *ChangedLines::find(const std::string &File) const {
  auto [Real, IsNew] = RealPaths.try_emplace(File);
  if (IsNew)
    Real->second = realPath(File);
  const auto It = Files.find(Real->second);
  return It == Files.end() ? nullptr : &It->second;
}

bool ChangedLines::touch(const Location &Where) const {
  const OfFile *Changed = find(Where.File);
  if (!Changed || Changed->IsNew)
    return Changed != nullptr;
  const auto First = Changed->Lines.lower_bound(Where.Line);
  return First != Changed->Lines.end() &&
         *First <= std::max(Where.Line, Where.EndLine);
}

bool ChangedLines::touch(const Finding &F) const {
  auto Is = [&](const Label &L) { return touch(L.Where); };
  return touch(F.Where) || any_of(F.Labels, Is) || any_of(F.Notes, Is);
}

} // namespace holdfast
