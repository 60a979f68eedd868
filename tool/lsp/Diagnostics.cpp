//===- Diagnostics.cpp ----------------------------------------------------===//

#include "tool/lsp/Diagnostics.h"

#include "tool/RulePages.h"
#include "tool/output/Report.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast::server {

static std::string uriOfFile(StringRef File) {
  Expected<lsp::URIForFile> Uri = lsp::URIForFile::fromFile(File);
  if (Uri)
    return Uri->uri().str();
  consumeError(Uri.takeError());
  return "";
}

/// Puts the page into `File`, unless it is there.
static bool writePage(StringRef File, StringRef Page) {
  if (auto There = MemoryBuffer::getFile(File);
      There && (*There)->getBuffer() == Page)
    return true;
  if (sys::fs::create_directories(sys::path::parent_path(File)))
    return false;
  Error Failed = writeToOutput(File, [&](raw_ostream &Out) {
    Out << Page;
    return Error::success();
  });
  const bool IsWritten = !Failed;
  consumeError(std::move(Failed));
  return IsWritten;
}

std::string RuleLinks::uriOf(StringRef Rule) {
  auto [It, IsNew] = Known.try_emplace(Rule.str());
  if (!IsNew)
    return It->second;
  const StringRef Page = rulePage(Rule), Home = HOLDFAST_HOME_PAGE;
  if (!Home.empty())
    return It->second = (Home + "/docs/rules/" + Rule + ".md").str();
  if (Folder.empty() || Page.empty())
    return "";
  SmallString<256> File(Folder);
  sys::path::append(File, "rules", Rule + ".md");
  if (writePage(File, Page))
    It->second = uriOfFile(File);
  return It->second;
}

std::string Shown::uriOf(StringRef File) const {
  const Document *D = Open.findFile(File);
  return D ? D->Uri.uri().str() : uriOfFile(File);
}

static json::Array related(const Finding &F, const Shown &As) {
  json::Array Out;
  for (const std::vector<Label> *List : {&F.Labels, &F.Notes})
    for (const Label &L : *List)
      if (L.Where.isValid())
        Out.push_back(json::Object{
            {"location", json::Object{{"uri", As.uriOf(L.Where.File)},
                                      {"range", As.rangeOf(L.Where)}}},
            {"message", utf8(L.Text)}});
  return Out;
}

/// The message, and below it what the client has no other place for.
static std::string messageOf(const Finding &F, const Shown &As) {
  std::string Out = F.Message;
  raw_string_ostream OS(Out);
  if (!As.For.ShowsRelated)
    for (const std::vector<Label> *List : {&F.Labels, &F.Notes})
      for (const Label &L : *List)
        OS << "\nline " << L.Where.Line << ": " << L.Text;
  if (!F.Help.empty())
    OS << "\nhelp: " << F.Help;
  return utf8(Out);
}

json::Object toDiagnostic(const Finding &F, const Shown &As) {
  json::Object Out{{"range", As.rangeOf(F.Where)},
                   {"severity", F.Level == Severity::Error
                                    ? int(lsp::DiagnosticSeverity::Error)
                                    : int(lsp::DiagnosticSeverity::Warning)},
                   {"code", "holdfast-" + F.Rule},
                   {"source", "holdfast"},
                   {"message", messageOf(F, As)}};
  if (As.For.ShowsCodePages)
    if (std::string Page = As.Pages.uriOf(F.Rule); !Page.empty())
      Out["codeDescription"] = json::Object{{"href", Page}};
  if (As.For.ShowsRelated)
    if (json::Array Places = related(F, As); !Places.empty())
      Out["relatedInformation"] = std::move(Places);
  return Out;
}

json::Object notChecked(StringRef Reason, StringRef File, const Shown &As) {
  lsp::Range Where;
  StringRef Text = Reason;
  unsigned Line = 0, Column = 0;
  if (const size_t Colon = Reason.find(':'); Colon != StringRef::npos) {
    const auto [LineText, AfterLine] = Reason.substr(Colon + 1).split(':');
    const auto [ColumnText, AfterColumn] = AfterLine.split(':');
    if (!LineText.getAsInteger(10, Line) &&
        !ColumnText.getAsInteger(10, Column) && Line && Column &&
        sys::path::filename(Reason.take_front(Colon)) ==
            sys::path::filename(File)) {
      Where.start = {int(Line) - 1, columnOf(As.Sources.line(File, Line),
                                             Column - 1, As.For.In)};
      Where.end = {Where.start.line, Where.start.character + 1};
      Text = AfterColumn.trim();
    }
  }
  return json::Object{{"range", Where},
                      {"severity", int(lsp::DiagnosticSeverity::Information)},
                      {"code", "not-checked"},
                      {"source", "holdfast"},
                      {"message", utf8(("not checked: " + Text).str())}};
}

} // namespace holdfast::server
