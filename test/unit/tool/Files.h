// A folder for one test, removed at its end, and files in it.

#ifndef HOLDFAST_TEST_UNIT_TOOL_FILES_H
#define HOLDFAST_TEST_UNIT_TOOL_FILES_H

#include "report/Finding.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <string>

namespace holdfast {

class TestFolder {
public:
  TestFolder() { llvm::sys::fs::createUniqueDirectory("holdfast-test", Path); }
  ~TestFolder() { llvm::sys::fs::remove_directories(Path); }

  std::string name(llvm::StringRef File) const {
    return (Path + "/" + File).str();
  }
  std::string write(llvm::StringRef File, llvm::StringRef Text) const {
    std::error_code Failed;
    llvm::raw_fd_ostream(name(File), Failed) << Text;
    return name(File);
  }
  static std::string read(llvm::StringRef File) {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    return Buffer ? (*Buffer)->getBuffer().str() : "";
  }
  std::string path() const { return Path.str().str(); }

private:
  llvm::SmallString<128> Path;
};

/// The place of the first `What` in `Text`, in the file `File`.
inline Location placeOf(const std::string &File, llvm::StringRef Text,
                        llvm::StringRef What) {
  Location L;
  L.File = File;
  L.Offset = unsigned(Text.find(What));
  L.EndOffset = L.Offset + unsigned(What.size());
  const llvm::StringRef Before = Text.take_front(L.Offset);
  L.Line = L.EndLine = unsigned(Before.count('\n')) + 1;
  L.Column = L.Offset - unsigned(Before.rfind('\n') + 1) + 1;
  L.EndColumn = L.Column + unsigned(What.size());
  return L;
}

inline Finding findingAt(const Location &Where) {
  Finding F;
  F.Rule = "use-after-move";
  F.Message = "'s' is used after it was moved";
  F.Where = Where;
  F.Function = "f";
  F.Subject = "s";
  return F;
}

} // namespace holdfast

#endif
