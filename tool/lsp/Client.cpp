//===- Client.cpp ---------------------------------------------------------===//

#include "tool/lsp/Client.h"

#include "tool/RuleSet.h"
#include "tool/lsp/Documents.h"

#include "llvm/Support/Regex.h"

using namespace llvm;

namespace holdfast::server {

bool fromJSON(const json::Value &V, Anything &Out, json::Path) {
  Out.Value = V;
  return true;
}

/// What stands at a path of keys, or null.
static const json::Value *at(const json::Object &Root,
                             ArrayRef<StringRef> Keys) {
  const json::Object *O = &Root;
  for (StringRef Key : Keys.drop_back())
    if (!(O = O->getObject(Key)))
      return nullptr;
  return O->get(Keys.back());
}

static bool isTrue(const json::Object &Root, ArrayRef<StringRef> Keys) {
  const json::Value *V = at(Root, Keys);
  return V && V->getAsBoolean().value_or(false);
}

static bool isThere(const json::Object &Root, ArrayRef<StringRef> Keys) {
  const json::Value *V = at(Root, Keys);
  return V && V->kind() != json::Value::Null;
}

static bool names(const json::Value *List, StringRef Word) {
  const json::Array *Words = List ? List->getAsArray() : nullptr;
  return Words && is_contained(*Words, json::Value(Word));
}

static void addFolder(StringRef Uri, std::vector<std::string> &Out) {
  Expected<lsp::URIForFile> File = lsp::URIForFile::fromURI(Uri);
  if (File)
    Out.push_back(pathOf(*File));
  else
    consumeError(File.takeError());
}

std::vector<std::string> readFolders(const json::Array *Folders) {
  std::vector<std::string> Out;
  if (Folders)
    for (const json::Value &Each : *Folders)
      if (const json::Object *O = Each.getAsObject())
        addFolder(O->getString("uri").value_or(""), Out);
  return Out;
}

Client readClient(const json::Object &Params) {
  Client Out;
  Out.Folders = readFolders(Params.getArray("workspaceFolders"));
  if (Out.Folders.empty())
    if (std::optional<StringRef> Root = Params.getString("rootUri"))
      addFolder(*Root, Out.Folders);
  const json::Object *Can = Params.getObject("capabilities");
  if (!Can)
    return Out;
  // The client's first choice counts, of those that we know.
  if (const json::Value *List = at(*Can, {"general", "positionEncodings"});
      List && List->getAsArray())
    for (const json::Value &Each : *List->getAsArray())
      if (Each == json::Value("utf-8") || Each == json::Value("utf-16")) {
        Out.In =
            Each == json::Value("utf-8") ? Encoding::Utf8 : Encoding::Utf16;
        break;
      }
  Out.ShowsRelated = isTrue(
      *Can, {"textDocument", "publishDiagnostics", "relatedInformation"});
  Out.ShowsCodePages = isTrue(
      *Can, {"textDocument", "publishDiagnostics", "codeDescriptionSupport"});
  Out.TakesActions =
      isThere(*Can, {"textDocument", "codeAction", "codeActionLiteralSupport"});
  Out.ShowsProgress = isTrue(*Can, {"window", "workDoneProgress"});
  Out.ShowsDocuments = isTrue(*Can, {"window", "showDocument", "support"});
  Out.WatchesFiles = isTrue(
      *Can, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  Out.RefreshesHints =
      isTrue(*Can, {"workspace", "inlayHint", "refreshSupport"});
  Out.ReadsMarkdown =
      names(at(*Can, {"textDocument", "hover", "contentFormat"}), "markdown");
  return Out;
}

/// The strings of a list, or of a text with commas in it.
static bool readStrings(const json::Value &V, std::vector<std::string> &Out) {
  Out.clear();
  if (std::optional<StringRef> Text = V.getAsString()) {
    SmallVector<StringRef> Parts;
    Text->split(Parts, ',', -1, /*KeepEmpty=*/false);
    for (StringRef Part : Parts)
      Out.push_back(Part.trim().str());
    return true;
  }
  const json::Array *List = V.getAsArray();
  if (!List)
    return false;
  for (const json::Value &Each : *List) {
    if (!Each.getAsString())
      return false;
    Out.push_back(Each.getAsString()->str());
  }
  return true;
}

/// One setting; returns what is wrong with its value, or "".
static std::string readSetting(StringRef Name, const json::Value &V,
                               Options &Out) {
  if (Name == "rules") {
    if (!readStrings(V, Out.RulePatterns))
      return "takes a list of globs";
    for (StringRef Pattern : Out.RulePatterns)
      if (!matchesSomeRule(Pattern.ltrim('-')))
        return ("has '" + Pattern + "', which matches no rule").str();
    return "";
  }
  if (Name == "strict") {
    Out.IsStrict = V.getAsBoolean().value_or(false);
    return V.getAsBoolean() ? "" : "takes true or false";
  }
  if (Name == "headerFilter") {
    std::string Wrong;
    if (!V.getAsString() || !Regex(*V.getAsString()).isValid(Wrong))
      return "takes a regular expression";
    Out.HeaderFilter = V.getAsString()->str();
    return "";
  }
  if (Name == "database" || Name == "summaries") {
    if (!V.getAsString())
      return "takes the name of a folder";
    (Name == "database" ? Out.DatabaseFolder : Out.SummaryFolder) =
        V.getAsString()->str();
    return "";
  }
  if (Name == "extraArgs")
    return readStrings(V, Out.ExtraAfter) ? ""
                                          : "takes a list of compiler flags";
  return "is unknown; there are rules, strict, headerFilter, database, "
         "summaries and extraArgs";
}

std::string readSettings(const json::Value &Settings, Options &Out) {
  const json::Object *O = Settings.getAsObject();
  if (O && O->get("holdfast"))
    O = O->getObject("holdfast");
  if (!O)
    return "";
  std::string Wrong;
  for (const auto &[Name, V] : *O)
    if (V.kind() != json::Value::Null)
      if (std::string What = readSetting(Name, V, Out);
          !What.empty() && Wrong.empty())
        Wrong = "the setting 'holdfast." + Name.str() + "' " + What;
  return Wrong;
}

} // namespace holdfast::server
