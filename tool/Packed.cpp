//===- Packed.cpp - text made small ---------------------------------------===//

#include "tool/Packed.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace holdfast {

bool canPack() { return compression::zlib::isAvailable(); }

std::string pack(StringRef Text) {
  SmallVector<uint8_t, 0> Small;
  compression::zlib::compress(arrayRefFromStringRef(Text), Small, compression::zlib::BestSpeedCompression);
  return std::to_string(Text.size()) + " " + utohexstr(xxh3_64bits(Text)) + "\n" + toStringRef(Small).str();
}

std::optional<std::string> inflate(StringRef Small, size_t Length) {
  // zlib makes nothing smaller than a thousandth, so no length is believed that is more.
  constexpr size_t MaxRatio = 1100;
  if (Length > Small.size() * MaxRatio || !canPack())
    return std::nullopt;
  SmallVector<uint8_t, 0> Text;
  if (Error Damaged = compression::zlib::decompress(arrayRefFromStringRef(Small), Text, Length)) {
    consumeError(std::move(Damaged));
    return std::nullopt;
  }
  return toStringRef(Text).str();
}

std::optional<std::string> unpack(StringRef Packed) {
  const auto [Head, Small] = Packed.split('\n');
  const auto [Size, Hash] = Head.split(' ');
  size_t Length = 0;
  if (Size.getAsInteger(10, Length))
    return std::nullopt;
  std::optional<std::string> Text = inflate(Small, Length);
  if (Text && utohexstr(xxh3_64bits(*Text)) != Hash)
    return std::nullopt;
  return Text;
}

} // namespace holdfast
