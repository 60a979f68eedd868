//===- Database.cpp - compile_commands.json -------------------------------===//
//
// clang's JSONCompilationDatabase reads YAML, prints its own complaints and
// loses the order; llvm::json says where the file is wrong and keeps it.
//
//===----------------------------------------------------------------------===//

#include "tool/Database.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

#include <set>

using namespace llvm;

namespace holdfast {

static constexpr const char DatabaseName[] = "compile_commands.json";

std::string absolutePath(StringRef Path, StringRef Folder) {
  SmallString<256> Out(Path);
  if (!sys::path::is_absolute(Path)) {
    Out = Folder;
    sys::path::append(Out, Path);
  }
  sys::path::remove_dots(Out, /*remove_dot_dot=*/true);
  return Out.str().str();
}

std::vector<std::string> argumentsOf(const Unit &U) {
  if (U.CommandLine.empty())
    return U.Arguments;
  BumpPtrAllocator Memory;
  StringSaver Saver(Memory);
  SmallVector<const char *> Words;
  cl::TokenizeGNUCommandLine(U.CommandLine, Saver, Words);
  return {Words.begin(), Words.end()};
}

/// The nearest file `Name` upward from `Start`, or "".
static std::string findUpward(StringRef Start, StringRef Name) {
  for (StringRef Folder = Start; !Folder.empty();
       Folder = sys::path::parent_path(Folder)) {
    SmallString<256> Path(Folder);
    sys::path::append(Path, Name);
    if (sys::fs::exists(Path))
      return Path.str().str();
  }
  return "";
}

std::string findCMakeCache(StringRef Folder) {
  // It is in each folder in which CMake's build files compile.
  return sys::fs::is_directory(Folder + "/CMakeFiles")
             ? findUpward(Folder, "CMakeCache.txt")
             : "";
}

std::string findDatabase(StringRef Start) {
  if (std::string Found = findUpward(Start, DatabaseName); !Found.empty())
    return Found;
  SmallString<256> Name(Start);
  sys::path::append(Name, "build", DatabaseName);
  return sys::fs::exists(Name) ? Name.str().str() : std::string();
}

/// Reads one entry; an empty answer is a success, else what is wrong.
static std::string readEntry(const json::Value &Row, StringRef Base,
                             Unit &Out) {
  const json::Object *Entry = Row.getAsObject();
  if (!Entry)
    return "is not an object";
  std::optional<StringRef> File = Entry->getString("file");
  if (!File || File->empty())
    return "has no \"file\"";
  const StringRef Folder = Entry->getString("directory").value_or(Base);
  Out.Directory = absolutePath(Folder, Base);
  Out.File = absolutePath(*File, Out.Directory);
  if (const json::Array *Words = Entry->getArray("arguments")) {
    for (const json::Value &Word : *Words) {
      std::optional<StringRef> Text = Word.getAsString();
      if (!Text)
        return "has an argument that is not a string";
      Out.Arguments.push_back(Text->str());
    }
  } else if (std::optional<StringRef> Line = Entry->getString("command")) {
    Out.CommandLine = Line->str();
  }
  if (Out.Arguments.empty() && Out.CommandLine.empty())
    return "has neither \"command\" nor \"arguments\"";
  return "";
}

Expected<std::vector<Unit>> readDatabase(const std::string &File) {
  auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer)
    return createStringError("the database '" + File + "' cannot be read: " +
                             Buffer.getError().message());
  Expected<json::Value> Parsed = json::parse((*Buffer)->getBuffer());
  if (!Parsed)
    return createStringError("the database '" + File +
                             "' is not JSON: " + toString(Parsed.takeError()));
  const json::Array *Rows = Parsed->getAsArray();
  if (!Rows)
    return createStringError("the database '" + File +
                             "' is not a list of commands");
  std::vector<Unit> Units;
  std::set<std::tuple<std::string, std::string, std::vector<std::string>,
                      std::string>>
      Seen;
  for (size_t I = 0; I != Rows->size(); ++I) {
    Unit U;
    std::string Wrong = readEntry((*Rows)[I], sys::path::parent_path(File), U);
    if (!Wrong.empty())
      return createStringError("entry " + Twine(I + 1) + " of the database '" +
                               File + "' " + Wrong);
    if (Seen.insert({U.File, U.Directory, U.Arguments, U.CommandLine}).second)
      Units.push_back(std::move(U));
  }
  return Units;
}

} // namespace holdfast
