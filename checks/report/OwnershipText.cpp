//===- OwnershipText.cpp --------------------------------------------------===//

#include "report/OwnershipText.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace holdfast {

// Found by name, from where json::ObjectMapper looks.

static json::Value toJSON(const Location &L) {
  return json::Object{{"file", json::fixUTF8(L.File)},
                      {"at", json::Array{L.Line, L.Column, L.EndLine,
                                         L.EndColumn, L.Offset, L.EndOffset}}};
}
static bool fromJSON(const json::Value &V, Location &L, json::Path P) {
  json::ObjectMapper O(V, P);
  std::vector<unsigned> At;
  if (!O || !O.map("file", L.File) || !O.map("at", At))
    return false;
  if (At.size() != 6) {
    P.field("at").report("expected six numbers");
    return false;
  }
  L.Line = At[0], L.Column = At[1], L.EndLine = At[2], L.EndColumn = At[3],
  L.Offset = At[4], L.EndOffset = At[5];
  return true;
}

static json::Value toJSON(const OwnershipRange &R) {
  return json::Object{{"where", toJSON(R.Where)},
                      {"kind", R.Kind},
                      {"message", json::fixUTF8(R.Message)},
                      {"other", json::fixUTF8(R.Other)},
                      {"cause", toJSON(R.Cause)}};
}
static bool fromJSON(const json::Value &V, OwnershipRange &R, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("where", R.Where) && O.map("kind", R.Kind) &&
         O.map("message", R.Message) && O.map("other", R.Other) &&
         O.map("cause", R.Cause);
}

static json::Value toJSON(const OwnershipHint &H) {
  return json::Object{{"at", toJSON(H.At)},
                      {"text", json::fixUTF8(H.Text)},
                      {"why", json::fixUTF8(H.Why)}};
}
static bool fromJSON(const json::Value &V, OwnershipHint &H, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("at", H.At) && O.map("text", H.Text) && O.map("why", H.Why);
}

template <class T> static json::Array listOf(const std::vector<T> &All) {
  json::Array Out;
  for (const T &Each : All)
    Out.push_back(toJSON(Each));
  return Out;
}

static json::Value toJSON(const VariableOwnership &V) {
  return json::Object{{"name", json::fixUTF8(V.Name)},
                      {"function", json::fixUTF8(V.Function)},
                      {"guard", json::fixUTF8(V.Guard)},
                      {"mentions", listOf(V.Mentions)},
                      {"ranges", listOf(V.Ranges)},
                      {"hints", listOf(V.Hints)}};
}
static bool fromJSON(const json::Value &V, VariableOwnership &Out,
                     json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("name", Out.Name) && O.map("function", Out.Function) &&
         O.map("guard", Out.Guard) && O.map("mentions", Out.Mentions) &&
         O.map("ranges", Out.Ranges) && O.map("hints", Out.Hints);
}

std::string writeOwnership(const OwnershipTable &Table) {
  std::string Text;
  raw_string_ostream(Text) << json::Value(listOf(Table.Variables));
  return Text;
}

std::optional<OwnershipTable> readOwnership(StringRef Text) {
  Expected<json::Value> V = json::parse(Text);
  if (!V) {
    consumeError(V.takeError());
    return std::nullopt;
  }
  OwnershipTable Out;
  json::Path::Root Root;
  if (!fromJSON(*V, Out.Variables, Root))
    return std::nullopt;
  return Out;
}

} // namespace holdfast
