//===- Result.cpp - what the jobs bring back ------------------------------===//
//
// JSON, but for precompiled headers, which are no text: they follow it in the
// order of the units.
//
//===----------------------------------------------------------------------===//

#include "tool/lsp/Result.h"

#include "tool/Wire.h"
#include "tool/output/Report.h"

#include "llvm/Support/JSON.h"

using namespace llvm;

namespace holdfast {

static json::Value toJSON(const Unit &U) {
  return json::Object{
      {"file", utf8(U.File)},     {"directory", utf8(U.Directory)},
      {"arguments", U.Arguments}, {"line", U.CommandLine},
      {"only", U.OnlyIn},         {"named", U.IsNamed}};
}

static bool fromJSON(const json::Value &V, Unit &U, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("file", U.File) && O.map("directory", U.Directory) &&
         O.map("arguments", U.Arguments) && O.map("line", U.CommandLine) &&
         O.map("only", U.OnlyIn) && O.map("named", U.IsNamed);
}

namespace server {

static json::Value toJSON(const ToldByUnit &T) {
  return json::Object{{"name", T.Name},
                      {"effects", utf8(T.Effects)},
                      {"summary", utf8(T.Summary)}};
}

static bool fromJSON(const json::Value &V, ToldByUnit &T, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("name", T.Name) && O.map("effects", T.Effects) &&
         O.map("summary", T.Summary);
}

template <class T> static json::Array listOf(const std::vector<T> &Items) {
  json::Array Out;
  for (const T &Item : Items)
    Out.push_back(toJSON(Item));
  return Out;
}

std::string writePreparation(const Preparation &P) {
  json::Array Preambles;
  for (const std::optional<Preamble> &Each : P.Preambles)
    Preambles.push_back(
        Each ? json::Value(json::Object{{"text", Each->Text.size()},
                                        {"main", int64_t(Each->MainBytes)},
                                        {"starts", Each->EndsAtStartOfLine},
                                        {"files", Each->Files},
                                        {"size", Each->Compiled.size()}})
             : json::Value(nullptr));
  std::string Out;
  raw_string_ostream OS(Out);
  OS << json::Value(json::Object{{"folder", utf8(P.WorkingFolder)},
                                 {"database", utf8(P.List.DatabaseFile)},
                                 {"failure", utf8(P.Failure)},
                                 {"units", listOf(P.List.Units)},
                                 {"preambles", std::move(Preambles)}})
     << '\n';
  for (const std::optional<Preamble> &Each : P.Preambles)
    if (Each)
      OS << Each->Text << Each->Compiled;
  return Out;
}

/// Takes `Size` bytes from the front of `Rest`.
static bool takeBytes(StringRef &Rest, int64_t Size, std::string &Out) {
  if (Size < 0 || uint64_t(Size) > Rest.size())
    return false;
  Out = Rest.take_front(size_t(Size)).str();
  Rest = Rest.drop_front(size_t(Size));
  return true;
}

static bool readPreambles(const json::Array &Rows, StringRef Rest,
                          std::vector<std::optional<Preamble>> &Out) {
  for (const json::Value &Row : Rows) {
    std::optional<Preamble> &Each = Out.emplace_back();
    if (Row.kind() == json::Value::Null)
      continue;
    Each.emplace();
    json::Path::Root Root;
    json::ObjectMapper O(Row, Root);
    int64_t Text = 0, Main = 0, Compiled = 0;
    if (!O || !O.map("text", Text) || !O.map("main", Main) ||
        !O.map("size", Compiled) || !O.map("starts", Each->EndsAtStartOfLine) ||
        !O.map("files", Each->Files) || !takeBytes(Rest, Text, Each->Text) ||
        !takeBytes(Rest, Compiled, Each->Compiled))
      return false;
    Each->MainBytes = size_t(Main);
  }
  return Rest.empty();
}

std::optional<Preparation> readPreparation(StringRef Text) {
  const auto [Head, Rest] = Text.split('\n');
  Expected<json::Value> V = json::parse(Head);
  if (!V) {
    consumeError(V.takeError());
    return std::nullopt;
  }
  Preparation P;
  json::Path::Root Root;
  json::ObjectMapper O(*V, Root);
  if (!O || !O.map("folder", P.WorkingFolder) ||
      !O.map("database", P.List.DatabaseFile) || !O.map("failure", P.Failure) ||
      !O.map("units", P.List.Units))
    return std::nullopt;
  const json::Array *Preambles = V->getAsObject()->getArray("preambles");
  if (!Preambles || !readPreambles(*Preambles, Rest, P.Preambles))
    return std::nullopt;
  return P;
}

std::string writeResult(const CheckResult &R) {
  std::string Out;
  raw_string_ostream(Out) << json::Value(
      json::Object{{"findings", listOf(R.Findings)},
                   {"annotations", listOf(R.Annotations)},
                   {"not", utf8(R.NotChecked)},
                   {"told", listOf(R.Told)},
                   {"files", R.Files},
                   {"seconds", R.Seconds},
                   {"own", R.OwnSeconds},
                   {"outgrown", int64_t(R.OutgrownTo)}});
  return Out;
}

std::optional<CheckResult> readResult(StringRef Text) {
  Expected<json::Value> V = json::parse(Text);
  if (!V) {
    consumeError(V.takeError());
    return std::nullopt;
  }
  CheckResult R;
  int64_t Outgrown = 0;
  json::Path::Root Root;
  json::ObjectMapper O(*V, Root);
  if (!O || !O.map("findings", R.Findings) ||
      !O.map("annotations", R.Annotations) || !O.map("not", R.NotChecked) ||
      !O.map("told", R.Told) || !O.map("files", R.Files) ||
      !O.map("seconds", R.Seconds) || !O.map("own", R.OwnSeconds) ||
      !O.map("outgrown", Outgrown))
    return std::nullopt;
  R.OutgrownTo = size_t(Outgrown);
  return R;
}

} // namespace server
} // namespace holdfast
