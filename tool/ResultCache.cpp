//===- ResultCache.cpp - results of units that did not change -------------===//
//
// A list has one line for each thing: "f" a file with its text, "e" one that is
// there, "a" a name that is not, "i" and "o" a file inside of the project or outside; "q" the functions that
// the unit asks other units for. Its lines are sorted, and it ends with "q".
//
//===----------------------------------------------------------------------===//

#include "tool/ResultCache.h"

#include "tool/Packed.h"
#include "tool/Wire.h"
#include "tool/WriteFile.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Caching.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace holdfast {

/// So many lists of a unit are kept: branches that one goes to and fro between.
static constexpr size_t MaxLists = 4;
static constexpr StringLiteral BetweenLists = "\n\n";

/// This very program: a build that differs knows other results.
static std::string ownHash() {
  static int Here;
  auto Text = MemoryBuffer::getFile(sys::fs::getMainExecutable(nullptr, &Here));
  return Text ? hashOfText((*Text)->getBuffer()) : "";
}

ResultCache::ResultCache(std::string Folder, const CommandExtras &Extras) : Folder(std::move(Folder)) {
  Maker = ownHash() + "\n" + Extras.ResourceFolder + "\n" + join(Extras.Before, "\n") + "\n\n" + join(Extras.After, "\n");
  for (const char *Name : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "GCC_EXEC_PREFIX", "COMPILER_PATH"})
    Maker += "\n" + sys::Process::GetEnv(Name).value_or("");
}

std::string defaultCacheFolder() {
  SmallString<256> Folder;
  if (!sys::path::cache_directory(Folder))
    return "";
  sys::path::append(Folder, "holdfast");
  return Folder.str().str();
}

std::string ResultCache::keyOf(const CheckedUnit &U) const {
  std::string Text = Maker + "\n\n" + U.What->File + "\n" + U.What->Directory + "\n" + join(argumentsOf(*U.What), "\n") + "\n\n";
  raw_string_ostream Out(Text);
  writeConfig(U.How->ofResults(), Out);
  return hashOfText(Text);
}

std::string ResultCache::pathOf(StringRef Key) const {
  SmallString<256> Path(Folder);
  sys::path::append(Path, "llvmcache-" + Key);
  return Path.str().str();
}

/// The text of a file of ours; marks it as used.
static std::optional<std::string> readPacked(const std::string &Path) {
  Expected<sys::fs::file_t> File = sys::fs::openNativeFileForRead(Path, sys::fs::OF_UpdateAtime);
  if (!File) {
    consumeError(File.takeError());
    return std::nullopt;
  }
  auto Packed = MemoryBuffer::getOpenFile(*File, Path, /*FileSize=*/-1, /*RequiresNullTerminator=*/false);
  std::optional<std::string> Text = Packed ? unpack((*Packed)->getBuffer()) : std::nullopt;
  sys::fs::closeFile(*File);
  if (!Text)
    sys::fs::remove(Path);
  return Text;
}

const std::string &ResultCache::hashOf(StringRef Path) {
  auto [It, IsNew] = Hashes.try_emplace(Path);
  if (IsNew)
    if (auto Text = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false))
      It->second = hashOfText((*Text)->getBuffer());
  return It->second;
}

bool ResultCache::isThere(StringRef Path) {
  auto [It, IsNew] = Exist.try_emplace(Path);
  if (IsNew)
    It->second = sys::fs::exists(Path);
  return It->second;
}

/// The name of the outcome that was made from a list, with the text of its files.
static std::string nameOf(StringRef Key, StringRef List, StringRef HashesOfFiles, StringRef Answers) {
  return hashOfText((Key + "\n" + List + "\n\n" + HashesOfFiles + "\n\n" + Answers).str());
}

std::optional<std::string> ResultCache::nameNow(const CheckedUnit &U, StringRef Key, StringRef List, const ElsewhereTable &Elsewhere) {
  std::string Found, Answers;
  for (StringRef Left = List; !Left.empty();) {
    StringRef Line;
    std::tie(Line, Left) = Left.split('\n');
    const StringRef Rest = Line.drop_front();
    switch (Line.empty() ? '\0' : Line.front()) {
    case 'f':
      if (const std::string &Hash = hashOf(Rest); !Hash.empty())
        Found += Hash;
      else
        return std::nullopt;
      break;
    case 'e':
    case 'a':
      if (isThere(Rest) != (Line.front() == 'e'))
        return std::nullopt;
      break;
    case 'i':
    case 'o':
      if (U.How->isShown(Rest) != (Line.front() == 'i'))
        return std::nullopt;
      break;
    case 'q': Answers = Elsewhere.answersFor(Rest); break;
    default: return std::nullopt;
    }
  }
  return nameOf(Key, List, Found, Answers);
}

std::optional<UnitOutcome> ResultCache::find(const CheckedUnit &U, const ElsewhereTable &Elsewhere) {
  const std::string Key = keyOf(U);
  const std::optional<std::string> Lists = readPacked(pathOf(Key));
  if (!Lists)
    return std::nullopt;
  for (StringRef Left = *Lists; !Left.empty();) {
    StringRef List;
    std::tie(List, Left) = Left.split(BetweenLists);
    const std::optional<std::string> Name = nameNow(U, Key, List, Elsewhere);
    const std::optional<std::string> Text = Name ? readPacked(pathOf(*Name)) : std::nullopt;
    if (!Text)
      continue;
    std::optional<UnitOutcome> Out = readOutcome(*Text);
    if (!Out)
      continue;
    Out->Seconds = 0;
    Out->Result.Stats.Seconds.clear();
    return Out;
  }
  return std::nullopt;
}

static std::string listOf(const UnitInputs &From, StringRef Questions) {
  std::string Out;
  for (const auto &[File, Hash] : From.Files)
    Out += (Hash.empty() ? "e" : "f") + File + "\n";
  std::vector<StringRef> Absent(From.Absent.keys().begin(), From.Absent.keys().end());
  llvm::sort(Absent);
  for (StringRef Name : Absent)
    Out += ("a" + Name + "\n").str();
  for (const auto &[File, IsInside] : From.Inside)
    Out += (IsInside ? "i" : "o") + File + "\n";
  return Out + "q" + Questions.str();
}

/// Puts `List` before the others of the unit.
static void rememberList(const std::string &Path, const std::string &List) {
  SmallVector<StringRef, MaxLists + 1> All;
  const std::string Before = readPacked(Path).value_or("");
  StringRef(Before).split(All, BetweenLists, -1, /*KeepEmpty=*/false);
  if (!All.empty() && All.front() == List)
    return;
  llvm::erase(All, List);
  All.insert(All.begin(), List);
  All.truncate(std::min(All.size(), MaxLists));
  consumeError(writeWhole(Path, [&](raw_ostream &Out) { Out << pack(join(All, BetweenLists)); }));
}

void ResultCache::keep(const CheckedUnit &U, const ElsewhereTable &Elsewhere, const UnitOutcome &Outcome, const UnitInputs &From) const {
  const std::string Questions = ElsewhereTable::questionsOf(Outcome.Result.Effects);
  const std::string List = listOf(From, Questions);
  const size_t Lines = From.Files.size() + From.Absent.size() + From.Inside.size();
  if (!Outcome.Failure.empty() || !canPack() || size_t(llvm::count(List, '\n')) != Lines) // a name with a line feed in it
    return;
  std::string Hashes;
  for (const auto &[File, Hash] : From.Files)
    Hashes += Hash;
  const std::string Key = keyOf(U), Name = nameOf(Key, List, Hashes, Elsewhere.answersFor(Outcome.Result.Effects));
  (void)readPacked(pathOf(Name)); // removes it where it is damaged
  Expected<FileCache> Cache = localCache("holdfast", "holdfast", Folder);
  if (!Cache)
    return consumeError(Cache.takeError());
  Expected<AddStreamFn> Add = (*Cache)(0, Name, "");
  if (!Add)
    return consumeError(Add.takeError());
  if (*Add) { // else it is there
    Expected<std::unique_ptr<CachedFileStream>> Stream = (*Add)(0, "");
    if (!Stream)
      return consumeError(Stream.takeError());
    *(*Stream)->OS << pack(writeOutcome(Outcome));
    // Half an entry, on a full disk, is a damaged one; LLVM would end the process.
    consumeError(takeError(static_cast<raw_fd_ostream &>(*(*Stream)->OS)));
    if (Error Failed = (*Stream)->commit())
      return consumeError(std::move(Failed));
  }
  rememberList(pathOf(Key), List);
}

void ResultCache::prune() const {
  CachePruningPolicy Policy;
  Policy.MaxSizePercentageOfAvailableSpace = 10;
  Policy.MaxSizeBytes = uint64_t(4) << 30;
  pruneCache(Folder, Policy);
}

} // namespace holdfast
