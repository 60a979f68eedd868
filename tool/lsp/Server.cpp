//===- Server.cpp - the language server -----------------------------------===//
//
// What needs a result of the present text waits for it: such a request is
// answered when the check ends, and with nothing when the text changes first.
//
//===----------------------------------------------------------------------===//

#include "tool/lsp/Server.h"

#include "tool/RulePages.h"
#include "tool/lsp/Actions.h"
#include "tool/lsp/KeptResults.h"
#include "tool/lsp/Lifecycle.h"
#include "tool/lsp/Publisher.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <unistd.h>

using namespace llvm;

namespace holdfast::server {

namespace {

using Reply = lsp::Callback<json::Value>;

class Server : Listener {
public:
  Server(const Options &Asked, lsp::MessageHandler &Messages);

  Background &background() { return Checks; }
  void clientIs(const json::Object &Params);

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

  void resultChanged(const std::string &Path) override;
  void preparing(const std::string &Path, bool IsBusy) override;

  using Ask = std::function<json::Value(
      const CheckResult &, const std::string &Path, const Shown &)>;
  void answerWhenChecked(const std::string &Path, Ask What, Reply Answer);
  void answerWaiting(const std::string &Path, const CheckResult *R);
  void withShown(function_ref<void(const Shown &)> Do);
  void configure(const json::Value &Settings);
  void message(lsp::MessageType Kind, const Twine &Text);
  void progress(json::Object Value);

  struct Waiting {
    std::string Path;
    Ask What;
    Reply Answer;
  };

  const Options FromCommandLine;
  Client For;
  Documents Open;
  Session Checks;
  RuleLinks Pages;
  lsp::OutgoingNotification<json::Value> Publish, ShowMessage, Progress;
  lsp::OutgoingRequest<json::Value> CreateProgress, Register, ShowDocument;
  Publisher Told;
  std::vector<Waiting> Unanswered;
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
      Told(Open, Checks, [this](json::Value V) { Publish(V); }) {
  bind(Messages);
}

void Server::bind(lsp::MessageHandler &Messages) {
  Messages.method("initialize", this, &Server::onInitialize);
  Messages.method("shutdown", this, &Server::onShutdown);
  Messages.method("textDocument/codeAction", this, &Server::onCodeAction);
  Messages.method("workspace/executeCommand", this, &Server::onCommand);
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
  answerWaiting(D->Path, nullptr);
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
  answerWaiting(Path, nullptr);
  Checks.closed(Path);
  Open.close(Path);
  withShown([&](const Shown &As) { Told.clear(Path, As); });
}

void Server::resultChanged(const std::string &Path) {
  withShown([&](const Shown &As) { Told.update(Path, As); });
  if (const CheckResult *R = Checks.resultFor(Path))
    answerWaiting(Path, R);
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

void Server::answerWhenChecked(const std::string &Path, Ask What,
                               Reply Answer) {
  if (!Open.find(Path))
    return Answer(
        make_error<lsp::LSPError>("the document '" + Path + "' is not open",
                                  lsp::ErrorCode::InvalidParams));
  Unanswered.push_back({Path, std::move(What), std::move(Answer)});
  if (const CheckResult *R = Checks.resultFor(Path))
    answerWaiting(Path, R);
}

/// With `R`, or with nothing where it is null.
void Server::answerWaiting(const std::string &Path, const CheckResult *R) {
  std::vector<Waiting> Others;
  for (Waiting &Each : std::exchange(Unanswered, {})) {
    if (Each.Path != Path)
      Others.push_back(std::move(Each));
    else if (!R)
      Each.Answer(nullptr);
    else
      withShown([&](const Shown &As) { Each.Answer(Each.What(*R, Path, As)); });
  }
  for (Waiting &Each : Others)
    Unanswered.push_back(std::move(Each));
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
  answerWhenChecked(
      pathOf(File.uri),
      [=](const CheckResult &R, const std::string &Path, const Shown &As)
          -> json::Value { return actionsFor(R, Path, Where, Only, As); },
      std::move(Answer));
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
  Answer(json::Object{{"rule", Rule}, {"uri", Uri}, {"page", Page}});
}

int runServer(const Options &Asked) {
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
