//===- Inputs.cpp - what a unit's result was made from --------------------===//
//
// Where an #include is found in one folder, the folders before it in clang's
// order did not have that name: a file that appears there would be another.
//
//===----------------------------------------------------------------------===//

#include "tool/Inputs.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast {

static std::string absolute(clang::CompilerInstance &CI, StringRef Path) {
  SmallString<256> Full(Path);
  CI.getFileManager().makeAbsolutePath(Full);
  return Full.str().str();
}

namespace {

class Lookups : public clang::PPCallbacks {
public:
  Lookups(clang::CompilerInstance &CI, UnitInputs &Out) : CI(CI), Out(Out) {}

  void InclusionDirective(clang::SourceLocation Hash, const clang::Token &, StringRef Name, bool IsAngled,
                          clang::CharSourceRange, clang::OptionalFileEntryRef File, StringRef Found, StringRef,
                          const clang::Module *, bool, clang::SrcMgr::CharacteristicKind) override {
    lookup(Hash, Name, IsAngled, File, Found);
  }
  void HasInclude(clang::SourceLocation Where, StringRef Name, bool IsAngled, clang::OptionalFileEntryRef File,
                  clang::SrcMgr::CharacteristicKind) override {
    if (File)
      Out.Files.try_emplace(absolute(CI, File->getName()));
    lookup(Where, Name, IsAngled, File, File ? StringRef(File->getDir().getName()) : StringRef());
  }

private:
  /// True where the search ends at `Folder`.
  bool look(StringRef Folder, StringRef Name, StringRef Found) {
    if (Folder == Found)
      return true;
    SmallString<256> Path(Folder);
    sys::path::append(Path, Name);
    // What is there was passed over, as by #include_next.
    if (!CI.getFileManager().getOptionalFileRef(Path))
      Out.Absent.insert(absolute(CI, Path));
    return false;
  }

  void lookup(clang::SourceLocation Where, StringRef Name, bool IsAngled, clang::OptionalFileEntryRef File,
              StringRef Found) {
    if (sys::path::is_absolute(Name))
      return;
    const clang::SourceManager &Sources = CI.getSourceManager();
    const clang::OptionalFileEntryRef By = Sources.getFileEntryRefForID(Sources.getFileID(Sources.getExpansionLoc(Where)));
    const StringRef Own = By && !IsAngled ? By->getDir().getName() : StringRef();
    if (!Seen.insert((Own + "\n" + Found + (File ? "\n" : IsAngled ? "<" : "\"") + Name).str()).second)
      return;
    if (!Own.empty() && look(Own, Name, Found))
      return;
    const clang::HeaderSearch &Search = CI.getPreprocessor().getHeaderSearchInfo();
    for (auto It = IsAngled ? Search.angled_dir_begin() : Search.quoted_dir_begin(), End = Search.system_dir_end(); It != End; ++It)
      if (It->isNormalDir() && look(It->getName(), Name, Found))
        return;
  }

  clang::CompilerInstance &CI;
  UnitInputs &Out;
  StringSet<> Seen;
};

} // namespace

std::string hashOfText(StringRef Text) {
  const auto Hash = BLAKE3::hash<16>(arrayRefFromStringRef(Text));
  return toHex(Hash, /*LowerCase=*/true);
}

void noteLookups(clang::CompilerInstance &CI, UnitInputs &Out) {
  CI.getPreprocessor().addPPCallbacks(std::make_unique<Lookups>(CI, Out));
}

void noteFiles(clang::CompilerInstance &CI, TextHashes &Known, UnitInputs &Out) {
  // clang leaves a folder out of its search that is not there.
  for (const clang::HeaderSearchOptions::Entry &Each : CI.getHeaderSearchOpts().UserEntries)
    if (!CI.getFileManager().getOptionalDirectoryRef(Each.Path))
      Out.Absent.insert(absolute(CI, Each.Path));
  const clang::SourceManager &Sources = CI.getSourceManager();
  for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It) {
    const auto Text = It->second->getBufferIfLoaded();
    if (!Text)
      continue;
    const std::string Path = absolute(CI, It->first.getName());
    std::string &Hash = Known[Path];
    if (Hash.empty())
      Hash = hashOfText(Text->getBuffer());
    Out.Files[Path] = Hash;
  }
}

} // namespace holdfast
