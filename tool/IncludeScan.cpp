//===- IncludeScan.cpp - which unit includes a header ---------------------===//
//
// A walk over files by their #include lines. Files are read once in a scan,
// whatever the number of units; folders below /usr are not followed, as no
// header there includes a project's.
//
//===----------------------------------------------------------------------===//

#include "tool/IncludeScan.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast {

namespace {

struct Include {
  std::string Name;
  bool IsQuoted = false;
};

class IncludeScan {
public:
  explicit IncludeScan(StringRef Header) : Header(Header) {}
  bool reaches(const Unit &U);

private:
  const std::vector<Include> &includesOf(const std::string &File);
  std::string resolve(const Include &I, StringRef From,
                      const std::vector<std::string> &Folders);
  bool exists(const std::string &File);

  std::string Header;
  StringMap<std::vector<Include>> Includes;
  StringMap<bool> Exists;
};

} // namespace

const std::vector<Include> &IncludeScan::includesOf(const std::string &File) {
  auto [It, IsNew] = Includes.try_emplace(File);
  if (!IsNew)
    return It->second;
  auto Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return It->second;
  StringRef Rest = (*Buffer)->getBuffer();
  while (!Rest.empty()) {
    auto [Line, Tail] = Rest.split('\n');
    Rest = Tail;
    Line = Line.ltrim();
    if (!Line.consume_front("#"))
      continue;
    Line = Line.ltrim();
    if (!Line.consume_front("include"))
      continue;
    Line.consume_front("_next");
    Line = Line.ltrim();
    const bool IsQuoted = Line.consume_front("\"");
    if (!IsQuoted && !Line.consume_front("<"))
      continue;
    It->second.push_back(
        {Line.take_until([&](char C) { return C == (IsQuoted ? '"' : '>'); })
             .str(),
         IsQuoted});
  }
  return It->second;
}

bool IncludeScan::exists(const std::string &File) {
  auto [It, IsNew] = Exists.try_emplace(File);
  if (IsNew)
    It->second = sys::fs::exists(File);
  return It->second;
}

std::string IncludeScan::resolve(const Include &I, StringRef From,
                                 const std::vector<std::string> &Folders) {
  if (I.IsQuoted) {
    std::string Beside = absolutePath(I.Name, sys::path::parent_path(From));
    if (exists(Beside))
      return Beside;
  }
  for (const std::string &Folder : Folders) {
    std::string There = absolutePath(I.Name, Folder);
    if (exists(There))
      return There;
  }
  return "";
}

/// The folders of the unit's include options, without the system's own.
static std::vector<std::string> includeFolders(const Unit &U) {
  std::vector<std::string> Folders;
  const std::vector<std::string> Words = argumentsOf(U);
  for (size_t I = 0; I != Words.size(); ++I)
    for (StringRef Option : {"-I", "-iquote", "-isystem"}) {
      StringRef Word = Words[I];
      if (!Word.consume_front(Option))
        continue;
      if (Word.empty() && I + 1 != Words.size())
        Word = Words[I + 1];
      std::string Folder = absolutePath(Word, U.Directory);
      if (!StringRef(Folder).starts_with("/usr/"))
        Folders.push_back(std::move(Folder));
      break;
    }
  return Folders;
}

bool IncludeScan::reaches(const Unit &U) {
  const std::vector<std::string> Folders = includeFolders(U);
  std::vector<std::string> Open = {U.File};
  StringSet<> Seen;
  while (!Open.empty()) {
    const std::string File = std::move(Open.back());
    Open.pop_back();
    for (const Include &I : includesOf(File)) {
      std::string Found = resolve(I, File, Folders);
      if (Found == Header)
        return true;
      if (!Found.empty() && Seen.insert(Found).second)
        Open.push_back(std::move(Found));
    }
  }
  return false;
}

std::optional<size_t> findUnitOf(StringRef Header,
                                 const std::vector<Unit> &Units) {
  const StringRef Stem = sys::path::stem(Header);
  IncludeScan Scan(Header);
  for (bool WantsStem : {true, false})
    for (size_t I = 0; I != Units.size(); ++I)
      if ((sys::path::stem(Units[I].File) == Stem) == WantsStem &&
          Scan.reaches(Units[I]))
        return I;
  return std::nullopt;
}

} // namespace holdfast
