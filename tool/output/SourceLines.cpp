//===- SourceLines.cpp - the text of files, by line -----------------------===//
//
// One buffer a file, split where clang counts a new line: at a line feed, at a
// carriage return before one, and at a carriage return alone.
//
//===----------------------------------------------------------------------===//

#include "tool/output/SourceLines.h"

using namespace llvm;

namespace holdfast {

void SourceLines::split(Entry &E) {
  E.Lines.clear();
  StringRef Rest = E.Buffer->getBuffer();
  while (!Rest.empty()) {
    const StringRef Line =
        Rest.take_until([](char C) { return C == '\r' || C == '\n'; });
    E.Lines.push_back(Line);
    Rest = Rest.drop_front(Line.size());
    if (!Rest.consume_front("\r\n"))
      Rest = Rest.drop_front(Rest.empty() ? 0 : 1);
  }
}

const SourceLines::Entry &SourceLines::entry(StringRef File) {
  auto [It, IsNew] = Files.try_emplace(File);
  Entry &E = It->second;
  if (!IsNew)
    return E;
  auto Read = MemoryBuffer::getFile(File);
  if (!Read)
    return E;
  E.Buffer = std::move(*Read);
  split(E);
  return E;
}

void SourceLines::put(StringRef File, StringRef Text) {
  Entry &E = Files[File];
  E.Buffer = MemoryBuffer::getMemBufferCopy(Text, File);
  split(E);
}

StringRef SourceLines::text(StringRef File) {
  const Entry &E = entry(File);
  return E.Buffer ? E.Buffer->getBuffer() : StringRef();
}

const std::vector<StringRef> &SourceLines::lines(StringRef File) {
  return entry(File).Lines;
}

StringRef SourceLines::line(StringRef File, unsigned Number) {
  const std::vector<StringRef> &All = lines(File);
  return Number == 0 || Number > All.size() ? StringRef() : All[Number - 1];
}

} // namespace holdfast
