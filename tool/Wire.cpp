//===- Wire.cpp - results between processes -------------------------------===//
//
// One pair of functions a type, found by llvm::json through overloads. A
// location is an array, as it is by far the most frequent value.
//
//===----------------------------------------------------------------------===//

#include "tool/Wire.h"

#include "tool/output/Report.h"

using namespace llvm;

namespace holdfast {

static json::Value toJSON(const Location &L) {
  return json::Array{utf8(L.File), L.Line,   L.Column,   L.EndLine,
                     L.EndColumn,  L.Offset, L.EndOffset};
}

static bool fromJSON(const json::Value &V, Location &L, json::Path) {
  const json::Array *A = V.getAsArray();
  if (!A || A->size() != 7 || !(*A)[0].getAsString())
    return false;
  L.File = (*A)[0].getAsString()->str();
  unsigned *Numbers[] = {&L.Line,      &L.Column, &L.EndLine,
                         &L.EndColumn, &L.Offset, &L.EndOffset};
  for (size_t I = 0; I != 6; ++I)
    *Numbers[I] = unsigned((*A)[I + 1].getAsInteger().value_or(0));
  return true;
}

static json::Value toJSON(const Label &L) {
  return json::Object{{"at", toJSON(L.Where)}, {"text", utf8(L.Text)}};
}

static bool fromJSON(const json::Value &V, Label &L, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("at", L.Where) && O.map("text", L.Text);
}

static json::Value toJSON(const Edit &E) {
  return json::Object{{"at", toJSON(E.Where)}, {"text", utf8(E.Replacement)}};
}

static bool fromJSON(const json::Value &V, Edit &E, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("at", E.Where) && O.map("text", E.Replacement);
}

template <class T> static json::Array listOf(const std::vector<T> &Items) {
  json::Array Out;
  for (const T &Item : Items)
    Out.push_back(toJSON(Item));
  return Out;
}

json::Value toJSON(const Fix &F) {
  return json::Object{{"help", utf8(F.Help)},
                      {"grade", int(F.Grade)},
                      {"edits", listOf(F.Edits)}};
}

bool fromJSON(const json::Value &V, Fix &F, json::Path P) {
  json::ObjectMapper O(V, P);
  int Grade = 0;
  if (!O || !O.map("help", F.Help) || !O.map("grade", Grade) ||
      !O.map("edits", F.Edits))
    return false;
  F.Grade = FixGrade(Grade);
  return true;
}

json::Value toJSON(const Finding &F) {
  return json::Object{{"rule", F.Rule},
                      {"level", int(F.Level)},
                      {"message", utf8(F.Message)},
                      {"at", toJSON(F.Where)},
                      {"labels", listOf(F.Labels)},
                      {"notes", listOf(F.Notes)},
                      {"help", utf8(F.Help)},
                      {"fixes", listOf(F.Fixes)},
                      {"function", utf8(F.Function)},
                      {"subject", utf8(F.Subject)},
                      {"instantiation", utf8(F.Instantiation)}};
}

bool fromJSON(const json::Value &V, Finding &F, json::Path P) {
  json::ObjectMapper O(V, P);
  int Level = 0;
  if (!O || !O.map("rule", F.Rule) || !O.map("level", Level) ||
      !O.map("message", F.Message) || !O.map("at", F.Where) ||
      !O.map("labels", F.Labels) || !O.map("notes", F.Notes) ||
      !O.map("help", F.Help) || !O.map("fixes", F.Fixes) ||
      !O.map("function", F.Function) || !O.map("subject", F.Subject) ||
      !O.map("instantiation", F.Instantiation))
    return false;
  F.Level = Severity(Level);
  return true;
}

static json::Value toJSON(const Skipped &S) {
  return json::Object{{"function", utf8(S.Function)},
                      {"at", toJSON(S.Where)},
                      {"reason", utf8(S.Reason)}};
}

static bool fromJSON(const json::Value &V, Skipped &S, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("function", S.Function) && O.map("at", S.Where) &&
         O.map("reason", S.Reason);
}

static json::Value toJSON(const UnitStats &S) {
  json::Array Lines;
  for (const auto &[File, Count] : S.Lines)
    Lines.push_back(json::Array{utf8(File), Count});
  json::Array Seconds;
  for (const auto &[Stage, Time] : S.Seconds)
    Seconds.push_back(json::Array{Stage, Time});
  return json::Object{{"checked", S.FunctionsChecked},
                      {"skipped", S.FunctionsSkipped},
                      {"templates", S.TemplatesUninstantiated},
                      {"lines", std::move(Lines)},
                      {"seconds", std::move(Seconds)}};
}

static bool fromJSON(const json::Value &V, UnitStats &S, json::Path P) {
  json::ObjectMapper O(V, P);
  if (!O || !O.map("checked", S.FunctionsChecked) ||
      !O.map("skipped", S.FunctionsSkipped) ||
      !O.map("templates", S.TemplatesUninstantiated))
    return false;
  const json::Object &Object = *V.getAsObject();
  auto ReadPairs = [&](StringRef Key, auto Add) {
    if (const json::Array *Rows = Object.getArray(Key))
      for (const json::Value &Row : *Rows)
        if (const json::Array *Pair = Row.getAsArray();
            Pair && Pair->size() == 2)
          Add((*Pair)[0].getAsString().value_or("").str(), (*Pair)[1]);
  };
  ReadPairs("lines", [&](std::string File, const json::Value &Count) {
    S.Lines.emplace_back(std::move(File), Count.getAsInteger().value_or(0));
  });
  ReadPairs("seconds", [&](std::string Stage, const json::Value &Time) {
    S.Seconds.emplace_back(std::move(Stage), Time.getAsNumber().value_or(0));
  });
  return true;
}

std::string writeOutcome(const UnitOutcome &Outcome) {
  const UnitResult &R = Outcome.Result;
  json::Array Unknown;
  for (const std::string &Flag : Outcome.UnknownFlags)
    Unknown.push_back(utf8(Flag));
  json::Value V = json::Object{
      {"findings", listOf(R.Findings)}, {"skipped", listOf(R.NotLookedAt)},
      {"dump", utf8(R.Dump)},           {"summary", utf8(R.Summary)},
      {"effects", utf8(R.Effects)},
      {"internal", utf8(R.InternalFailure)},
      {"stats", toJSON(R.Stats)},       {"failure", utf8(Outcome.Failure)},
      {"unknown", std::move(Unknown)},  {"plugins", Outcome.HadPlugins},
      {"empty", Outcome.IsEmpty},       {"seconds", Outcome.Seconds}};
  std::string Text;
  raw_string_ostream(Text) << V;
  return Text;
}

std::optional<UnitOutcome> readOutcome(StringRef Text) {
  Expected<json::Value> V = json::parse(Text);
  if (!V) {
    consumeError(V.takeError());
    return std::nullopt;
  }
  UnitOutcome Out;
  UnitResult &R = Out.Result;
  json::Path::Root Root;
  json::ObjectMapper O(*V, Root);
  if (!O || !O.map("findings", R.Findings) ||
      !O.map("skipped", R.NotLookedAt) || !O.map("dump", R.Dump) ||
      !O.map("summary", R.Summary) || !O.map("effects", R.Effects) ||
      !O.map("internal", R.InternalFailure) || !O.map("stats", R.Stats) ||
      !O.map("failure", Out.Failure) || !O.map("unknown", Out.UnknownFlags) ||
      !O.map("plugins", Out.HadPlugins) || !O.map("empty", Out.IsEmpty) ||
      !O.map("seconds", Out.Seconds))
    return std::nullopt;
  return Out;
}

} // namespace holdfast
