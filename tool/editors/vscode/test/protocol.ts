// The protocol side of the extension against the real server, over standard input and output and vscode-jsonrpc, as the
// client speaks it. Usage: node out/protocol.test.js HOLDFAST FOLDER, where FOLDER has moved.cpp.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import {
  ExplainCommand, ExplainResult, marksOf, OwnershipParams, OwnershipRequest, OwnershipResult, Position, Range, ruleOf, serverCommand,
  serverSettings, servesOwnership,
} from "../src/protocol";

interface Diagnostic { range: Range; message: string; source?: string; code?: string | number }
interface Published { uri: string; version: number; diagnostics: Diagnostic[] }

const [holdfast, folder] = process.argv.slice(2);
const uri = pathToFileURL(join(folder, "moved.cpp")).href;
const text = readFileSync(join(folder, "moved.cpp"), "utf8");

/** Where a part of the text begins. */
function placeOf(part: string): Position {
  const at = text.indexOf(part);
  assert.notEqual(at, -1, part);
  const before = text.slice(0, at).split("\n");
  return { line: before.length - 1, character: before[before.length - 1].length };
}

async function main() {
  const { command, args } = serverCommand(holdfast, [], folder);
  const server = spawn(command, args, { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve) => server.on("exit", resolve));
  const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  let published: (what: Published) => void = () => {};
  connection.onNotification("textDocument/publishDiagnostics", (what: Published) => published(what));
  connection.onRequest("window/workDoneProgress/create", () => null);
  connection.onRequest("client/registerCapability", () => null);
  const said: string[] = [];
  connection.onNotification("window/showMessage", ({ message }: { message: string }) => { said.push(message); });
  connection.listen();
  const findings = (version: number) => new Promise<Diagnostic[]>((resolve) => {
    published = (what) => { if (what.uri === uri && what.version === version) resolve(what.diagnostics); };
  });

  const root = pathToFileURL(folder).href;
  const started = await connection.sendRequest<{ capabilities: { textDocumentSync?: unknown; experimental?: unknown } }>("initialize", {
    processId: process.pid, rootUri: root, workspaceFolders: [{ uri: root, name: "folder" }], capabilities: {},
    initializationOptions: serverSettings(() => undefined),
  });
  assert.ok(started.capabilities.textDocumentSync);
  await connection.sendNotification("initialized", {});

  // What is opened is checked, and a diagnostic says by which rule it is.
  const first = findings(1);
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "cpp", version: 1, text } });
  const [finding, ...others] = await first;
  assert.deepEqual(others, []);
  assert.equal(ruleOf(finding), "use-after-move");
  assert.equal(ruleOf({ ...finding, source: "clang" }), undefined);
  assert.equal(finding.range.start.line, placeOf("p.n").line);

  // Of the variable at a place it says what to mark; where none is named there is nothing to mark.
  assert.ok(servesOwnership(started.capabilities));
  assert.ok(!servesOwnership({ experimental: {} }));
  const ask = (position: Position) => connection.sendRequest<OwnershipResult>(OwnershipRequest,
    { textDocument: { uri }, position } satisfies OwnershipParams);
  const answer = await ask(placeOf("p.n"));
  assert.equal(answer?.name, "p");
  assert.match(answer?.hover ?? "", /moved into 'sink'/);
  const marks = marksOf(answer);
  assert.deepEqual([...marks.keys()], ["moved"]);
  assert.equal(marks.get("moved")?.[0].range.start.line, placeOf("sink(static_cast").line);
  assert.equal(marksOf(await ask(placeOf("return"))).size, 0);

  // An edit that mends it takes the finding and the mark away.
  const second = findings(2);
  await connection.sendNotification("textDocument/didChange", {
    textDocument: { uri, version: 2 }, contentChanges: [{ text: text.replace("static_cast<Box &&>(p)", "Box()") }],
  });
  assert.deepEqual(await second, []);
  assert.equal(marksOf(await ask(placeOf("p.n"))).size, 0);

  // Of all settings of the extension it gets those that it takes: a rule that is off finds nothing in the first text.
  await connection.sendNotification("workspace/didChangeConfiguration",
    { settings: serverSettings((name) => (name === "rules" ? ["*", "-use-after-move"] : undefined)) });
  const third = findings(3);
  await connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: 3 }, contentChanges: [{ text }] });
  assert.deepEqual(await third, []);
  assert.deepEqual(said, []);

  const page = await connection.sendRequest<ExplainResult>("workspace/executeCommand", { command: ExplainCommand, arguments: ["use-after-move"] });
  assert.equal(page.rule, "use-after-move");
  assert.match(page.page, /moved/);

  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  assert.equal(await ended, 0);
  connection.dispose();
}

process.exitCode = 1; // also where the server is gone, and nothing is left to wait for
main().then(() => {
  console.log("the extension and the server understand each other");
  process.exitCode = 0;
}, (error) => {
  console.error(error);
  process.exit(1); // the server ends with its input
});
