// The marks in the text: asks for the ownership of the variable at the cursor, a moment after it was moved, and underlines
// what the server says of it. An answer to an older question is thrown away.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { Kind, marksOf, OwnershipParams, OwnershipRequest, OwnershipResult, servesOwnership } from "./protocol";

const Pause = 150; // milliseconds without a move of the cursor

function underline(color: string, style: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    borderStyle: style,
    borderWidth: "0 0 2px 0",
    borderColor: new vscode.ThemeColor(color),
    overviewRulerColor: new vscode.ThemeColor(color),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
  });
}

export class OwnershipMarks implements vscode.Disposable {
  private readonly styles: Record<Exclude<Kind, "owned">, vscode.TextEditorDecorationType> = {
    "moved": underline("holdfast.moved", "solid"),
    "maybe-moved": underline("holdfast.moved", "dashed"),
    "partly-moved": underline("holdfast.moved", "dotted"),
    "borrowed": underline("holdfast.borrowed", "solid"),
    "borrows": underline("holdfast.borrowed", "dotted"),
    "shared": underline("holdfast.shared", "solid"),
    "guarded": underline("holdfast.guarded", "solid"),
  };
  private readonly listeners: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private question = 0;

  constructor(private readonly client: () => LanguageClient | undefined) {
    this.listeners = [
      vscode.window.onDidChangeTextEditorSelection(() => this.refresh()),
      vscode.window.onDidChangeActiveTextEditor(() => this.refresh()),
      vscode.languages.onDidChangeDiagnostics(() => this.refresh()), // a check has come to its end
    ];
  }

  dispose() {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.listeners, ...Object.values(this.styles)).dispose();
  }

  toggle() {
    const from = vscode.workspace.getConfiguration("holdfast");
    return from.update("showOwnership", !from.get("showOwnership", true), vscode.ConfigurationTarget.Global);
  }

  refresh() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), Pause);
  }

  private async ask() {
    const editor = vscode.window.activeTextEditor, client = this.client(), asked = ++this.question;
    if (!editor)
      return;
    let result: OwnershipResult = null;
    if (client && servesOwnership(client.initializeResult?.capabilities) && editor.document.languageId === "cpp" && vscode.workspace.getConfiguration("holdfast").get("showOwnership", true)) {
      const about: OwnershipParams = client.code2ProtocolConverter.asTextDocumentPositionParams(editor.document, editor.selection.active);
      // It may be busy with a newer text, or about to end: then there is nothing to mark.
      result = await client.sendRequest<OwnershipResult>(OwnershipRequest, about).catch(() => null);
    }
    if (asked === this.question)
      this.mark(editor, result);
  }

  private mark(editor: vscode.TextEditor, result: OwnershipResult) {
    const marks = marksOf(result);
    for (const [kind, style] of Object.entries(this.styles))
      editor.setDecorations(style, (marks.get(kind as Kind) ?? []).map((each) => ({
        range: new vscode.Range(each.range.start.line, each.range.start.character, each.range.end.line, each.range.end.character),
        hoverMessage: `${result?.name}: ${each.message}`,
      })));
  }
}
