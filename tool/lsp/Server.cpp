//===- Server.cpp - the language server -----------------------------------===//
//
// What needs a result of the present text waits for it: such a request is
// answered when the check ends, and with nothing when the text changes first.
//
//===----------------------------------------------------------------------===//

#include "tool/lsp/Server.h"

#include "tool/RulePages.h"
#include "tool/RuleSet.h"
#include "tool/lsp/Actions.h"
#include "tool/lsp/KeptResults.h"
#include "tool/lsp/Lifecycle.h"
#include "tool/lsp/Ownership.h"
#include "tool/lsp/Publisher.h"
#include "tool/lsp/Waiting.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <unistd.h>

using namespace llvm;

namespace holdfast::server {

namespace {

class Server : Listener {
public:
  Server(const Options &Asked, lsp::MessageHandler &Messages);

  Background &background() { return Checks; }

private:
  void bind(lsp::MessageHandler &Messages);

  void onInitialize(const Anything &Params, Reply Answer);
  void onInitialized(const Anything &);
  void onShutdown(const Anything &, Reply Answer);
  void onOpen(const lsp::DidOpenTextDocumentParams &Params);
  void onChange(const lsp::DidChangeTextDocumentParams &Params);
  void onSave(const lsp::DidCloseTextDocumentParams &Params);
  void onClose(const lsp::DidCloseTextDocumentParams &Params);
  void onWatchedFiles(const Anything &);
  void onConfiguration(const Anything &Params);
  void onFolders(const Anything &Params);
  void onCodeAction(const Anything &Params, Reply Answer);
  void onCommand(const Anything &Params, Reply Answer);
  void onHover(const lsp::TextDocumentPositionParams &Params, Reply Answer);
  void onHints(const lsp::InlayHintsParams &Params, Reply Answer);
  void onOwnership(const Anything &Params, Reply Answer);

  void resultChanged(const std::string &Path) override;
  void ownershipKnown(const std::string &Path) override;
  void preparing(const std::string &Path, bool IsBusy) override;

  template <class Result>
  void
  answerWhenKnown(const lsp::URIForFile &File, WaitingRequests<Result> &Among,
                  typename WaitingRequests<Result>::Ask What, Reply Answer);
  void answerWaiting(const std::string &Path);
  void dropWaiting(const std::string &Path);
  void withShown(function_ref<void(const Shown &)> Do);
  void configure(const json::Value &Settings);
  void message(lsp::MessageType Kind, const Twine &Text);
  void progress(json::Object Value);

  const Options FromCommandLine;
  Client For;
  Documents Open;
  Session Checks;
  RuleLinks Pages;
  lsp::OutgoingNotification<json::Value> Publish, ShowMessage, Progress;
  lsp::OutgoingRequest<json::Value> CreateProgress, Register, ShowDocument,
      RefreshHints;
  Publisher Told;
  WaitingRequests<CheckResult> ForResults;
  WaitingRequests<OwnershipTable> ForOwnership;
  std::map<std::string, int64_t>
      Hinted;                 ///< the versions of documents that have hints
  std::set<std::string> Busy; ///< documents that are being prepared
  unsigned Requests = 0;      ///< sent to the client
  bool HasProgress = false;
};

} // namespace

/// A request to the client whose answer changes nothing.
static lsp::OutgoingRequest<json::Value>
requestTo(lsp::MessageHandler &Messages, StringLiteral Method) {
  return Messages.outgoingRequest<json::Value, Anything>(
      Method, [](json::Value, Expected<Anything> Answer) {
        if (!Answer)
          consumeError(Answer.takeError());
      });
}

Server::Server(const Options &Asked, lsp::MessageHandler &Messages)
    : FromCommandLine(Asked), Checks(Asked, Open, *this),
      Pages(cacheFolderOf(Asked)),
      Publish(Messages.outgoingNotification<json::Value>(
          "textDocument/publishDiagnostics")),
      ShowMessage(
          Messages.outgoingNotification<json::Value>("window/showMessage")),
      Progress(Messages.outgoingNotification<json::Value>("$/progress")),
      CreateProgress(requestTo(Messages, "window/workDoneProgress/create")),
      Register(requestTo(Messages, "client/registerCapability")),
      ShowDocument(requestTo(Messages, "window/showDocument")),
      RefreshHints(requestTo(Messages, "workspace/inlayHint/refresh")),
      Told(Open, Checks, [this](json::Value V) { Publish(V); }) {
  bind(Messages);
}

void Server::bind(lsp::MessageHandler &Messages) {
  Messages.method("initialize", this, &Server::onInitialize);
  Messages.method("shutdown", this, &Server::onShutdown);
  Messages.method("textDocument/codeAction", this, &Server::onCodeAction);
  Messages.method("workspace/executeCommand", this, &Server::onCommand);
  Messages.method("textDocument/hover", this, &Server::onHover);
  Messages.method("textDocument/inlayHint", this, &Server::onHints);
  Messages.method("holdfast/ownership", this, &Server::onOwnership);
  Messages.notification("initialized", this, &Server::onInitialized);
  Messages.notification("textDocument/didOpen", this, &Server::onOpen);
  Messages.notification("textDocument/didChange", this, &Server::onChange);
  Messages.notification("textDocument/didSave", this, &Server::onSave);
  Messages.notification("textDocument/didClose", this, &Server::onClose);
  Messages.notification("workspace/didChangeWatchedFiles", this,
                        &Server::onWatchedFiles);
  Messages.notification("workspace/didChangeConfiguration", this,
                        &Server::onConfiguration);
  Messages.notification("workspace/didChangeWorkspaceFolders", this,
                        &Server::onFolders);
}

void Server::message(lsp::MessageType Kind, const Twine &Text) {
  ShowMessage(lsp::ShowMessageParams(Kind, "holdfast: " + Text.str()));
}

void Server::withShown(function_ref<void(const Shown &)> Do) {
  SourceLines Sources;
  for (const auto &[Path, D] : Open.all()) {
    Sources.put(Path, D.Text);
    if (D.RealPath != Path)
      Sources.put(D.RealPath, D.Text);
  }
  Do({For, Open, Sources, Pages});
}

//===- the life of the server ---------------------------------------------===//

void Server::onInitialize(const Anything &Params, Reply Answer) {
  const json::Object Nothing;
  const json::Object *Said = Params.Value.getAsObject();
  For = readClient(Said ? *Said : Nothing);
  Open.In = For.In;
  Checks.setFolders(For.Folders);
  if (const json::Value *Settings =
          Said ? Said->get("initializationOptions") : nullptr)
    configure(*Settings);
  json::Object Can{
      {"positionEncoding", For.In == Encoding::Utf8 ? "utf-8" : "utf-16"},
      {"textDocumentSync",
       json::Object{{"openClose", true},
                    {"change", int(lsp::TextDocumentSyncKind::Incremental)},
                    {"save", true}}},
      {"executeCommandProvider",
       json::Object{{"commands", json::Array{ExplainCommand}}}},
      {"workspace",
       json::Object{
           {"workspaceFolders", json::Object{{"supported", true},
                                             {"changeNotifications", true}}}}}};
  Can["hoverProvider"] = true;
  Can["inlayHintProvider"] = true;
  Can["experimental"] = json::Object{{"ownership", true}};
  if (For.TakesActions)
    Can["codeActionProvider"] =
        json::Object{{"codeActionKinds", actionKinds()}};
  Answer(
      json::Object{{"serverInfo", json::Object{{"name", "holdfast"},
                                               {"version", HOLDFAST_VERSION}}},
                   {"capabilities", std::move(Can)}});
}

void Server::onInitialized(const Anything &) {
  if (!For.WatchesFiles)
    return;
  json::Array Watched;
  for (StringRef Glob : {"**/compile_commands.json", "**/.holdfast.yaml",
                         "**/*.{h,hh,hpp,hxx,inl,ipp,tcc,inc}"})
    Watched.push_back(json::Object{{"globPattern", Glob}});
  Register(
      json::Object{{"registrations",
                    json::Array{json::Object{
                        {"id", "holdfast-files"},
                        {"method", "workspace/didChangeWatchedFiles"},
                        {"registerOptions",
                         json::Object{{"watchers", std::move(Watched)}}}}}}},
      "holdfast-" + std::to_string(++Requests));
}

void Server::onShutdown(const Anything &, Reply Answer) { Answer(nullptr); }

void Server::configure(const json::Value &Settings) {
  Options Now = FromCommandLine;
  if (std::string Wrong = readSettings(Settings, Now); !Wrong.empty())
    message(lsp::MessageType::Error, Wrong);
  Checks.configure(std::move(Now));
}

void Server::onConfiguration(const Anything &Params) {
  const json::Object *O = Params.Value.getAsObject();
  if (const json::Value *Settings = O ? O->get("settings") : nullptr)
    configure(*Settings);
}

void Server::onFolders(const Anything &Params) {
  const json::Object *O = Params.Value.getAsObject();
  const json::Object *Event = O ? O->getObject("event") : nullptr;
  if (!Event)
    return;
  for (const std::string &Gone : readFolders(Event->getArray("removed")))
    llvm::erase(For.Folders, Gone);
  append_range(For.Folders, readFolders(Event->getArray("added")));
  Checks.setFolders(For.Folders);
}

void Server::onWatchedFiles(const Anything &) { Checks.lookAtDisk(); }

//===- documents ----------------------------------------------------------===//

void Server::onOpen(const lsp::DidOpenTextDocumentParams &Params) {
  Checks.opened(Open.open(Params.textDocument).Path);
}

void Server::onChange(const lsp::DidChangeTextDocumentParams &Params) {
  const Document *D = Open.change(Params);
  if (!D)
    return;
  dropWaiting(D->Path);
  Checks.changed(D->Path);
}

void Server::onSave(const lsp::DidCloseTextDocumentParams &Params) {
  if (Open.save(pathOf(Params.textDocument.uri)))
    Checks.lookAtDisk();
}

void Server::onClose(const lsp::DidCloseTextDocumentParams &Params) {
  const std::string Path = pathOf(Params.textDocument.uri);
  if (!Open.find(Path))
    return;
  dropWaiting(Path);
  Checks.closed(Path);
  Open.close(Path);
  Hinted.erase(Path);
  withShown([&](const Shown &As) { Told.clear(Path, As); });
}

void Server::resultChanged(const std::string &Path) {
  withShown([&](const Shown &As) { Told.update(Path, As); });
  answerWaiting(Path);
  // The client has hints in this very text, and there may be others now.
  if (auto It = Hinted.find(Path); For.RefreshesHints && It != Hinted.end() &&
                                   It->second == Open.find(Path)->Version)
    RefreshHints(nullptr, "holdfast-" + std::to_string(++Requests));
}

void Server::progress(json::Object Value) {
  Progress(json::Object{{"token", "holdfast"}, {"value", std::move(Value)}});
}

void Server::preparing(const std::string &Path, bool IsBusy) {
  if (IsBusy)
    Busy.insert(Path);
  else
    Busy.erase(Path);
  if (!For.ShowsProgress)
    return;
  if (IsBusy && Busy.size() == 1) {
    CreateProgress(json::Object{{"token", "holdfast"}},
                   "holdfast-" + std::to_string(++Requests));
    HasProgress = true;
    progress(json::Object{
        {"kind", "begin"},
        {"title", "Holdfast"},
        {"message", ("reading " + sys::path::filename(Path)).str()}});
  } else if (HasProgress && Busy.empty()) {
    HasProgress = false;
    progress(json::Object{{"kind", "end"}});
  }
}

//===- requests -----------------------------------------------------------===//

template <class Result>
void Server::answerWhenKnown(const lsp::URIForFile &File,
                             WaitingRequests<Result> &Among,
                             typename WaitingRequests<Result>::Ask What,
                             Reply Answer) {
  const std::string Path = pathOf(File);
  if (!Open.find(Path))
    return Answer(
        make_error<lsp::LSPError>("the document '" + Path + "' is not open",
                                  lsp::ErrorCode::InvalidParams));
  Among.add(Path, std::move(What), std::move(Answer));
  answerWaiting(Path);
}

/// With what is known of the present text.
void Server::answerWaiting(const std::string &Path) {
  const Document *D = Open.find(Path);
  if (const CheckResult *R = Checks.resultFor(Path);
      R && ForResults.areFor(Path))
    withShown([&](const Shown &As) { ForResults.answer(*D, *R, As); });
  if (ForOwnership.areFor(Path))
    if (const OwnershipTable *Table = Checks.ownershipOf(Path))
      withShown([&](const Shown &As) { ForOwnership.answer(*D, *Table, As); });
}

void Server::dropWaiting(const std::string &Path) {
  ForResults.answerWithNothing(Path);
  ForOwnership.answerWithNothing(Path);
}

void Server::ownershipKnown(const std::string &Path) { answerWaiting(Path); }

void Server::onHover(const lsp::TextDocumentPositionParams &Params,
                     Reply Answer) {
  answerWhenKnown<OwnershipTable>(
      Params.textDocument.uri, ForOwnership,
      [At = Params.position](const OwnershipTable &Table, const Document &D,
                             const Shown &As) {
        return hoverAt(Table, D, At, As);
      },
      std::move(Answer));
}

void Server::onHints(const lsp::InlayHintsParams &Params, Reply Answer) {
  answerWhenKnown<OwnershipTable>(
      Params.textDocument.uri, ForOwnership,
      [this, Where = Params.range](const OwnershipTable &Table,
                                   const Document &D, const Shown &As) {
        Hinted[D.Path] = D.Version;
        return hintsIn(Table, Where, As);
      },
      std::move(Answer));
}

void Server::onOwnership(const Anything &Params, Reply Answer) {
  lsp::TextDocumentIdentifier File;
  std::optional<lsp::Position> Where;
  json::Path::Root Root("params");
  json::ObjectMapper O(Params.Value, Root);
  if (!O || !O.map("textDocument", File) || !O.map("position", Where))
    return Answer(make_error<lsp::LSPError>(
        "failed to decode holdfast/ownership request: " +
            toString(Root.getError()),
        lsp::ErrorCode::InvalidParams));
  answerWhenKnown<OwnershipTable>(
      File.uri, ForOwnership,
      [Where](const OwnershipTable &Table, const Document &D, const Shown &As) {
        return marksOf(Table, D, Where, As);
      },
      std::move(Answer));
}

void Server::onCodeAction(const Anything &Params, Reply Answer) {
  lsp::TextDocumentIdentifier File;
  lsp::Range Where;
  std::vector<std::string> Only;
  json::Path::Root Root("params");
  json::ObjectMapper O(Params.Value, Root);
  if (!O || !O.map("textDocument", File) || !O.map("range", Where))
    return Answer(make_error<lsp::LSPError>(
        "failed to decode textDocument/codeAction request: " +
            toString(Root.getError()),
        lsp::ErrorCode::InvalidParams));
  if (const json::Object *Context =
          Params.Value.getAsObject()->getObject("context"))
    if (const json::Array *Kinds = Context->getArray("only"))
      for (const json::Value &Kind : *Kinds)
        Only.push_back(Kind.getAsString().value_or("").str());
  answerWhenKnown<CheckResult>(
      File.uri, ForResults,
      [=](const CheckResult &R, const Document &In, const Shown &As)
          -> json::Value { return actionsFor(R, In.Path, Where, Only, As); },
      std::move(Answer));
}

static std::string summaryOf(StringRef Rule) {
  for (const RuleInfo &Each : allRules())
    if (Each.Id == Rule)
      return (Rule + ": " + Each.Summary).str();
  return Rule.str();
}

void Server::onCommand(const Anything &Params, Reply Answer) {
  const json::Object *O = Params.Value.getAsObject();
  const json::Array *Arguments = O ? O->getArray("arguments") : nullptr;
  auto Wrong = [&](const Twine &Why) {
    Answer(make_error<lsp::LSPError>(Why.str(), lsp::ErrorCode::InvalidParams));
  };
  if (!O || O->getString("command") != StringRef(ExplainCommand))
    return Wrong("the command is unknown; there is " + Twine(ExplainCommand));
  StringRef Rule = Arguments && !Arguments->empty()
                       ? Arguments->front().getAsString().value_or("")
                       : "";
  Rule.consume_front("holdfast-");
  const StringRef Page = rulePage(Rule);
  if (Page.empty())
    return Wrong("there is no rule '" + Rule + "'");
  const std::string Uri = Pages.uriOf(Rule);
  if (For.ShowsDocuments && !Uri.empty())
    ShowDocument(
        json::Object{{"uri", Uri},
                     {"external", !StringRef(Uri).starts_with("file:")},
                     {"takeFocus", true}},
        "holdfast-" + std::to_string(++Requests));
  else // the client has no way to open it; people have
    message(lsp::MessageType::Info,
            summaryOf(Rule) +
                (Uri.empty() ? "; see 'holdfast explain " + Rule.str() + "'"
                             : "; see " + Uri));
  Answer(json::Object{{"rule", Rule}, {"uri", Uri}, {"page", Page}});
}

int runServer(const Options &Asked) {
  for (StringRef Pattern : Asked.RulePatterns)
    if (!matchesSomeRule(Pattern.ltrim('-'))) {
      Console().error("no rule matches '" + Pattern.ltrim('-') +
                      "' of --rules; 'holdfast rules' lists them");
      return BadCommand;
    }
  // Whatever else is printed is no message.
  const int Out = dup(STDOUT_FILENO);
  dup2(STDERR_FILENO, STDOUT_FILENO);
  raw_fd_ostream Stream(Out, /*shouldClose=*/true);

  // The three know each other: messages come in while the server has its turns.
  struct Turns : Background {
    Background *To = nullptr;
    int waitsFor(std::vector<pollfd> &Sources) override {
      return To->waitsFor(Sources);
    }
    void proceed() override { To->proceed(); }
  } Meanwhile;
  auto Owned = std::make_unique<Gatekeeper>(
      std::make_unique<MessageInput>(STDIN_FILENO, Meanwhile));
  Gatekeeper &Gate = *Owned;
  lsp::JSONTransport Transport(std::move(Owned), Stream);
  Gate.replyTo(Transport);
  lsp::MessageHandler Messages(Transport);
  Server Serves(Asked, Messages);
  Meanwhile.To = &Serves.background();
  consumeError(Transport.run(Messages));
  return Gate.isShutDown() ? NothingToReport : FindingsReported;
}

} // namespace holdfast::server
