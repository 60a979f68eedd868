// What the extension and the server say to each other beyond the common protocol, and how the server is started. Knows
// nothing of the editor, so that node alone can test it (test/protocol.ts).

export const OwnershipRequest = "holdfast/ownership";

/** A command of the server's: the page of a rule. It asks the editor to show it where the editor can. */
export const ExplainCommand = "holdfast.explain";
export interface ExplainResult { rule: string; uri: string; page: string }

/** What the server says of a part of the text; kinds that it may add later are left alone. */
export const kinds = ["owned", "moved", "maybe-moved", "partly-moved", "borrowed", "borrows", "shared", "guarded"] as const;
export type Kind = (typeof kinds)[number];

export interface Position { line: number; character: number }
export interface Range { start: Position; end: Position }
export interface OwnershipParams { textDocument: { uri: string }; position: Position }
export interface OwnershipRange { range: Range; kind: string; message: string }
/** Null: no variable is named there, or the text is too new. */
export type OwnershipResult = { name: string; hover: string; ranges: OwnershipRange[] } | null;

/** True for a server that says that it answers the request. */
export function servesOwnership(capabilities: { experimental?: unknown } | undefined): boolean {
  return (capabilities?.experimental as { ownership?: unknown } | undefined)?.ownership === true;
}

export interface Command { command: string; args: string[] }

/** The program with what follows it. `folder` stands for `${workspaceFolder}`; undefined: no folder is open. */
export function serverCommand(path: string, args: readonly string[], folder: string | undefined): Command {
  const expand = (text: string) => text.replaceAll("${workspaceFolder}", folder ?? ".");
  return { command: expand(path.trim() || "holdfast"), args: ["lsp", ...args.map(expand)] };
}

/** The settings that the server takes, out of all; it refuses others, and takes null for one that is not set. */
export function serverSettings(get: (name: string) => unknown): { holdfast: Record<string, unknown> } {
  const names = ["rules", "strict", "headerFilter", "database", "summaries", "extraArgs"];
  return { holdfast: Object.fromEntries(names.map((name) => [name, get(name) ?? null])) };
}

/** The ranges to mark, by kind. Where a variable is just owned needs no mark. */
export function marksOf(result: OwnershipResult): Map<Kind, OwnershipRange[]> {
  const marks = new Map<Kind, OwnershipRange[]>();
  for (const each of result?.ranges ?? []) {
    const kind = kinds.find((known) => known === each.kind);
    if (kind && kind !== "owned")
      marks.set(kind, [...(marks.get(kind) ?? []), each]);
  }
  return marks;
}

/** The part of a diagnostic that says whose it is, in any of the shapes that the protocol allows. */
export interface Coded { source?: string; code?: string | number | { value: string | number } }

/** "use-after-move" for what Holdfast has found by that rule; undefined for what others say. */
export function ruleOf(diagnostic: Coded): string | undefined {
  const code = typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
  return diagnostic.source === "holdfast" ? /^holdfast-([a-z-]+)$/.exec(String(code))?.[1] : undefined;
}
