//===- Git.cpp - questions to git -----------------------------------------===//
//
// What git prints goes through files, as LLVM's ExecuteAndWait wants it.
//
//===----------------------------------------------------------------------===//

#include "tool/Git.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using namespace llvm;

namespace holdfast {

static std::string textOf(StringRef File) {
  auto Buffer = MemoryBuffer::getFile(File);
  return Buffer ? (*Buffer)->getBuffer().str() : "";
}

Expected<std::string> askGit(StringRef Folder, ArrayRef<StringRef> Words) {
  const auto Git = sys::findProgramByName("git");
  if (!Git)
    return createStringError("git is not installed");
  SmallString<128> Output;
  SmallString<128> Errors;
  if (std::error_code Failed =
          sys::fs::createTemporaryFile("holdfast", "git", Output))
    return createStringError(Failed, "no file for what git prints");
  const FileRemover RemoveOutput(Output);
  if (std::error_code Failed =
          sys::fs::createTemporaryFile("holdfast", "git", Errors))
    return createStringError(Failed, "no file for what git prints");
  const FileRemover RemoveErrors(Errors);

  SmallVector<StringRef> All = {
      *Git, "-c",  "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
      "-C", Folder};
  All.append(Words.begin(), Words.end());
  const std::optional<StringRef> Redirects[] = {StringRef("/dev/null"),
                                                Output.str(), Errors.str()};
  std::string Why;
  const int Status =
      sys::ExecuteAndWait(*Git, All, std::nullopt, Redirects, 0, 0, &Why);
  if (Status == 0)
    return textOf(Output);
  if (Why.empty())
    Why = StringRef(textOf(Errors)).trim().split('\n').first.str();
  return createStringError(Why);
}

} // namespace holdfast
