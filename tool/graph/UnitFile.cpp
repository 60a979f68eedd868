//===- UnitFile.cpp -------------------------------------------------------===//

#include "tool/graph/UnitFile.h"

#include "tool/Packed.h"
#include "tool/Wire.h"

#include "llvm/Support/JSON.h"

#include <array>

using namespace llvm;

namespace holdfast {

static constexpr int64_t Version = 1;
static constexpr StringLiteral Begin = "{\"holdfast-unit\":";

namespace {

enum Part { JobPart, KnownPart, EffectsPart, OutcomePart, Parts };

} // namespace

std::string writeUnitFile(const UnitFile &U, const Relocation &Root) {
  UnitOutcome Plain = U.Outcome;
  Plain.Seconds = 0;
  Plain.Result.Stats.Seconds.clear();
  Plain.Result.Effects.clear();
  const std::array<std::string, Parts> Texts = {
      pack(U.JobText), pack(U.Known), pack(U.Outcome.Result.Effects),
      pack(Root.relative(writeOutcome(Plain)))};
  json::Array Lengths;
  for (const std::string &Text : Texts)
    Lengths.push_back(int64_t(Text.size()));
  std::string Out;
  raw_string_ostream(Out) << Begin << Version
                          << ",\"parts\":" << json::Value(std::move(Lengths))
                          << "}\n";
  for (const std::string &Text : Texts)
    Out += Text;
  return Out;
}

bool isUnitFile(StringRef Text) { return Text.starts_with(Begin); }

/// The text of one part; nothing where the file is damaged.
static std::optional<std::string> readPart(StringRef Text, Part Which) {
  auto [Head, Rest] = Text.split('\n');
  Expected<json::Value> Read = json::parse(Head);
  if (!Read) {
    consumeError(Read.takeError());
    return std::nullopt;
  }
  const json::Object *O = Read->getAsObject();
  const json::Array *Lengths = O ? O->getArray("parts") : nullptr;
  if (!Lengths || Lengths->size() != Parts ||
      O->getInteger("holdfast-unit") != Version)
    return std::nullopt;
  for (size_t I = 0; I != Parts; ++I) {
    const size_t Length = size_t((*Lengths)[I].getAsInteger().value_or(-1));
    if (Length > Rest.size())
      return std::nullopt;
    if (I == Which)
      return unpack(Rest.take_front(Length));
    Rest = Rest.drop_front(Length);
  }
  return std::nullopt;
}

static Error damaged() {
  return createStringError(
      "it is damaged, or no file of a unit that this version wrote");
}

Expected<Job> readJobOf(StringRef Text, const Relocation &Root) {
  std::optional<std::string> Out = readPart(Text, JobPart);
  if (!Out)
    return damaged();
  return readJob(*Out, Root);
}

Expected<std::string> readEffects(StringRef Text) {
  std::optional<std::string> Out = readPart(Text, EffectsPart);
  if (!Out)
    return damaged();
  return std::move(*Out);
}

Expected<UnitFile> readUnitFile(StringRef Text, const Relocation &Root) {
  std::optional<std::string> What = readPart(Text, JobPart),
                             Known = readPart(Text, KnownPart),
                             Effects = readPart(Text, EffectsPart),
                             Outcome = readPart(Text, OutcomePart);
  std::optional<UnitOutcome> Read =
      Outcome ? readOutcome(Root.absolute(*Outcome)) : std::nullopt;
  if (!What || !Known || !Effects || !Read)
    return damaged();
  Read->Result.Effects = std::move(*Effects);
  return UnitFile{std::move(*What), std::move(*Known), std::move(*Read)};
}

} // namespace holdfast
