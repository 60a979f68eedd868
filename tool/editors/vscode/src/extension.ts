// The extension: starts `holdfast lsp`, lets the client show what it finds, and marks the ownership of the variable at the
// cursor. What it says to the server is in protocol.ts.

import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions, ShowDocumentParams, State } from "vscode-languageclient/node";
import { OwnershipMarks } from "./marks";
import { ExplainCommand, ruleOf, serverCommand, serverSettings } from "./protocol";

const settings = () => vscode.workspace.getConfiguration("holdfast");
const forServer = () => serverSettings((name) => settings().get(name));

/** The page of a rule is better read than edited. */
async function showPage(page: ShowDocumentParams): Promise<boolean> {
  const uri = vscode.Uri.parse(page.uri);
  if (page.external)
    return vscode.env.openExternal(uri);
  await vscode.commands.executeCommand("markdown.showPreview", uri);
  return true;
}

class Server {
  private client: LanguageClient | undefined;
  private readonly output = vscode.window.createOutputChannel("Holdfast", { log: true });
  private readonly status = vscode.window.createStatusBarItem("holdfast.status", vscode.StatusBarAlignment.Right);
  private turn: Promise<void> = Promise.resolve(); // one start or stop at a time

  constructor(private readonly changed: () => void) {
    this.status.name = "Holdfast";
    this.status.command = "holdfast.client.showOutput";
  }

  running(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }
  showOutput() { this.output.show(); }

  restart(): Promise<void> {
    return this.turn = this.turn.then(() => this.stopNow()).then(() => this.startNow());
  }
  stop(): Promise<void> {
    return this.turn = this.turn.then(() => this.stopNow());
  }
  configure() {
    void this.running()?.sendNotification("workspace/didChangeConfiguration", { settings: forServer() });
  }

  private async startNow() {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const start = serverCommand(settings().get("path", ""), settings().get("arguments", []), folder);
    const server: ServerOptions = { ...start, options: { cwd: folder } };
    const options: LanguageClientOptions = {
      documentSelector: [{ scheme: "file", language: "cpp" }],
      outputChannel: this.output,
      initializationOptions: forServer(),
      middleware: { window: { showDocument: async (page) => ({ success: await showPage(page) }) } },
    };
    const client = this.client = new LanguageClient("holdfast", "Holdfast", server, options);
    client.onDidChangeState(({ newState }) => this.tell(newState, start.command));
    try {
      await client.start();
    } catch (error) {
      this.tell(State.Stopped, start.command);
      this.output.error(`'${start.command} lsp' did not start: ${error instanceof Error ? error.message : error}`);
    }
  }

  private async stopNow() {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) { // it was gone already
      this.output.info(String(error));
    }
  }

  private tell(state: State, command: string) {
    const runs = state === State.Running, starts = state === State.Starting;
    this.status.text = runs ? "Holdfast" : starts ? "$(sync~spin) Holdfast" : "$(error) Holdfast";
    this.status.tooltip = `'${command} lsp' ${runs ? "runs" : starts ? "starts" : "does not run"}`;
    this.status.show();
    this.changed();
  }
}

/** Shows the page of the rule whose finding is at the cursor. */
async function explainRule() {
  const editor = vscode.window.activeTextEditor;
  const here = editor ? vscode.languages.getDiagnostics(editor.document.uri).filter((d) => d.range.contains(editor.selection.active)) : [];
  const rules = [...new Set(here.map(ruleOf).filter((rule) => rule !== undefined))];
  const rule = rules.length > 1 ? await vscode.window.showQuickPick(rules) : rules[0];
  if (rule)
    await vscode.commands.executeCommand(ExplainCommand, rule);
  else if (rules.length === 0)
    void vscode.window.showInformationMessage("there is no finding of Holdfast at the cursor");
}

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext) {
  const own: Server = server = new Server(() => marks.refresh());
  const marks = new OwnershipMarks(() => own.running());
  const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(`holdfast.client.${name}`, run);
  context.subscriptions.push(
    marks,
    command("restart", () => own.restart()),
    command("explainRule", explainRule),
    command("toggleOwnership", () => marks.toggle()),
    command("showOutput", () => own.showOutput()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("holdfast.path") || event.affectsConfiguration("holdfast.arguments"))
        void own.restart();
      else if (event.affectsConfiguration("holdfast"))
        own.configure();
      marks.refresh();
    }));
  await own.restart();
}

export const deactivate = () => server?.stop();
