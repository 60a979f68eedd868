//===- Summaries.cpp ------------------------------------------------------===//

#include "tool/Summaries.h"

#include "tool/Packed.h"
#include "tool/WriteFile.h"
#include "tool/output/Report.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>

using namespace llvm;

namespace holdfast {

static constexpr int64_t Version = 3;
static constexpr StringLiteral Extension = ".summary";

std::string summaryName(const Unit &U) {
  const std::string Key = U.File + '\n' + U.Directory + '\n' + join(argumentsOf(U), "\n");
  return sys::path::filename(U.File).str() + "-" + utohexstr(xxh3_64bits(Key), /*LowerCase=*/true, /*Width=*/16) +
         Extension.str();
}

Error writeSummaryFile(StringRef Folder, const Unit &U, const UnitResult &Result) {
  if (!compression::zlib::isAvailable())
    return createStringError("this build of LLVM has no zlib");
  if (std::error_code Failed = sys::fs::create_directories(Folder))
    return errorCodeToError(Failed);
  SmallString<256> File(Folder);
  sys::path::append(File, summaryName(U));
  const std::string Text = Result.Summary + '\n' + Result.Effects;
  SmallVector<uint8_t, 0> Packed;
  compression::zlib::compress(arrayRefFromStringRef(Text), Packed, compression::zlib::BestSizeCompression);
  return writeWhole(File, [&](raw_ostream &Out) {
    Out << json::Value(json::Object{{"holdfast-summary", Version}, {"unit", utf8(U.File)}, {"length", int64_t(Text.size())}}) << '\n'
        << toStringRef(Packed);
  });
}

/// Nothing where the text is not what writeSummaryFile wrote.
static std::optional<StoredSummary> readSummary(StringRef File) {
  auto [Head, Packed] = File.split('\n');
  Expected<json::Value> Read = json::parse(Head);
  if (!Read) {
    consumeError(Read.takeError());
    return std::nullopt;
  }
  const json::Object *O = Read->getAsObject();
  const int64_t Length = O ? O->getInteger("length").value_or(-1) : -1;
  if (!O || O->getInteger("holdfast-summary") != Version || !O->getString("unit") || Length < 0)
    return std::nullopt;
  const std::optional<std::string> Text = inflate(Packed, size_t(Length));
  if (!Text)
    return std::nullopt;
  auto [Summary, Effects] = StringRef(*Text).split('\n');
  return StoredSummary{O->getString("unit")->str(), Summary.str(), Effects.str(), ""};
}

Expected<SummaryFolder> readSummaryFolder(StringRef Folder, const StringSet<> &Except) {
  std::vector<std::string> Files;
  std::error_code Failed;
  for (sys::fs::directory_iterator It(Folder, Failed), End; !Failed && It != End; It.increment(Failed))
    if (StringRef Name = sys::path::filename(It->path()); Name.ends_with(Extension) && !Except.contains(Name))
      Files.push_back(It->path());
  if (Failed)
    return createStringError("the summaries in '" + Folder + "' cannot be read: " + Failed.message());
  std::sort(Files.begin(), Files.end());
  SummaryFolder Out;
  for (const std::string &File : Files) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(File);
    std::optional<StoredSummary> Read = Text ? readSummary((*Text)->getBuffer()) : std::nullopt;
    if (!Read)
      Out.Wrong.push_back("the summary '" + File + "' is damaged or of another version; check its file again");
    else if (sys::fs::exists(Read->Unit))
      Out.Summaries.push_back(std::move(*Read)), Out.Summaries.back().Name = sys::path::filename(File).str();
  }
  return Out;
}

} // namespace holdfast
