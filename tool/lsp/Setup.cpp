//===- Setup.cpp ----------------------------------------------------------===//

#include "tool/lsp/Setup.h"

#include "tool/Invocation.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/PreprocessorOptions.h"

using namespace llvm;

namespace holdfast::server {

IntrusiveRefCntPtr<vfs::FileSystem> filesFrom(const std::string &Directory) {
  std::unique_ptr<vfs::FileSystem> Files = vfs::createPhysicalFileSystem();
  if (Files->setCurrentWorkingDirectory(Directory))
    return nullptr;
  return IntrusiveRefCntPtr<vfs::FileSystem>(Files.release());
}

std::unique_ptr<MemoryBuffer> mainText(const ParseInputs &From,
                                       std::string &Failure) {
  auto Open = From.Open.find(From.What.File);
  if (Open != From.Open.end())
    return MemoryBuffer::getMemBufferCopy(Open->second, From.What.File);
  auto Buffer = MemoryBuffer::getFile(From.What.File);
  if (Buffer)
    return std::move(*Buffer);
  Failure = Buffer.getError() == std::errc::no_such_file_or_directory
                ? "the file is gone"
                : "the file cannot be read: " + Buffer.getError().message();
  return nullptr;
}

std::unique_ptr<clang::CompilerInvocation>
invocationFor(const ParseInputs &From,
              IntrusiveRefCntPtr<vfs::FileSystem> Files, UnitOutcome &Out) {
  const FitCommand Command = fitCommand(From.What, From.Extras);
  Out.UnknownFlags = Command.Unknown;
  Out.HadPlugins = Command.HadPlugins;
  auto Invocation =
      makeInvocation(Command.Arguments, std::move(Files), Out.Failure);
  if (Invocation)
    for (const auto &[Path, Text] : From.Open)
      Invocation->getPreprocessorOpts().addRemappedFile(
          Path, MemoryBuffer::getMemBufferCopy(Text, Path).release());
  return Invocation;
}

clang::PreambleBounds boundsOf(const clang::CompilerInvocation &Invocation,
                               StringRef Text) {
  return clang::ComputePreambleBounds(Invocation.getLangOpts(), {Text, ""},
                                      /*MaxLines=*/0);
}

std::vector<clang::FileEntryRef> filesReadBy(const clang::SourceManager &SM) {
  std::vector<clang::FileEntryRef> Out;
  for (unsigned I = 0; I != SM.local_sloc_entry_size(); ++I) {
    const clang::SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile())
      continue;
    if (auto File = Entry.getFile().getContentCache().OrigEntry)
      Out.push_back(*File);
  }
  return Out;
}

std::set<std::string> namesOf(ArrayRef<clang::FileEntryRef> Files,
                              const clang::FileManager &From) {
  std::set<std::string> Out;
  for (clang::FileEntryRef Each : Files) {
    SmallString<256> Path(Each.getName());
    From.makeAbsolutePath(Path);
    Out.insert(absolutePath(Path, "/"));
  }
  return Out;
}

} // namespace holdfast::server
