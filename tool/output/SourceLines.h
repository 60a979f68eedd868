//===- SourceLines.h - the text of files, by line -------------------------===//
//
// Reads a file once and answers with its lines: for snippets, fix-its and
// suppressions. A file that cannot be read has no lines; nobody fails over
// that. Not for huge numbers of files: only those with findings are asked for.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_SOURCELINES_H
#define HOLDFAST_TOOL_OUTPUT_SOURCELINES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <vector>

namespace holdfast {

class SourceLines {
public:
  /// From now on `File` has this text, whatever is on disk; an editor has it.
  void put(llvm::StringRef File, llvm::StringRef Text);
  /// The whole text of `File`, or "" where it cannot be read.
  llvm::StringRef text(llvm::StringRef File);
  /// The lines of `File` without their ends; line 1 is at index 0.
  const std::vector<llvm::StringRef> &lines(llvm::StringRef File);
  /// Line `Number`, counted from 1, or "" where there is none.
  llvm::StringRef line(llvm::StringRef File, unsigned Number);

private:
  struct Entry {
    std::unique_ptr<llvm::MemoryBuffer> Buffer;
    std::vector<llvm::StringRef> Lines;
  };
  static void split(Entry &E);
  const Entry &entry(llvm::StringRef File);
  llvm::StringMap<Entry> Files;
};

} // namespace holdfast

#endif
