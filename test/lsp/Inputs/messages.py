# Messages that make no sense: each has its error, and a request after it is answered as ever.
import sys

from client import Client, ServerError

PARSE, INVALID, NOT_FOUND, PARAMS, EARLY = -32700, -32600, -32601, -32602, -32002


def failsWith(code, ask):
    try:
        answer = ask()
    except ServerError as error:
        assert error.code == code, f"{error}, not {code}"
        return
    raise AssertionError(f"there is an answer, not the error {code}: {answer}")


def refused(editor, data, code):
    """Bytes that are no message are answered without an id."""
    editor.raw(data)
    failsWith(code, lambda: editor.answer(None))


def framed(body):
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


editor = Client(sys.argv[1])
# Before `initialize`.
failsWith(EARLY, lambda: editor.request("shutdown"))
failsWith(EARLY, lambda: editor.request("textDocument/codeAction"))
editor.notify("textDocument/didOpen")
editor.start()
failsWith(INVALID, lambda: editor.request("initialize", capabilities={}))

# No JSON, no object, no version, no method, an id that is none, a batch.
refused(editor, framed(b"{"), PARSE)
refused(editor, framed(b"\xff\xfe"), PARSE)
refused(editor, framed(b""), PARSE)
refused(editor, framed(b"17"), INVALID)
refused(editor, framed(b"[]"), INVALID)
refused(editor, framed(b'{"id": 1, "method": "shutdown"}'), INVALID)
refused(editor, framed(b'{"jsonrpc": "2.0"}'), INVALID)
refused(editor, framed(b'{"jsonrpc": "2.0", "id": 1, "method": 7}'), INVALID)
refused(editor, framed(b'{"jsonrpc": "2.0", "id": [], "method": "shutdown"}'), INVALID)
# Lengths that are none, and bytes between messages.
refused(editor, b"Content-Length: many\r\n\r\n", PARSE)
refused(editor, b"Content-Length: -1\r\n\r\n", PARSE)
refused(editor, b"Content-Length: 99999999999\r\n\r\n", PARSE)
refused(editor, b"Content-Type: nothing\r\n\r\n", PARSE)
refused(editor, b"garbage" + framed(b'{"jsonrpc": "2.0", "method": "nothing"}'), PARSE)
# Other headers are allowed, in any case and order.
body = b'{"jsonrpc": "2.0", "id": "x", "method": "nothing"}'
editor.raw(b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
failsWith(NOT_FOUND, lambda: editor.answer("x"))

# Requests that do not exist, or whose parameters make no sense.
failsWith(NOT_FOUND, lambda: editor.request("textDocument/rename"))
failsWith(PARAMS, lambda: editor.request("textDocument/codeAction", textDocument=3))
failsWith(PARAMS, lambda: editor.request("textDocument/codeAction", textDocument={"uri": "file:///nowhere.cpp"},
                                         range={"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}))
failsWith(PARAMS, lambda: editor.request("workspace/executeCommand", command="holdfast.unknown"))
failsWith(PARAMS, lambda: editor.request("workspace/executeCommand", command="holdfast.explain", arguments=["no-rule"]))
# Notifications that make no sense have no answer, and do no harm.
editor.notify("textDocument/didOpen", textDocument="a.cpp")
editor.notify("textDocument/didOpen", textDocument={"uri": "untitled:1", "languageId": "cpp", "version": 1, "text": ""})
editor.notify("textDocument/didOpen", textDocument={"uri": "%%%", "languageId": "cpp", "version": 1, "text": ""})
editor.notify("textDocument/didChange", textDocument={"uri": "file:///nowhere.cpp", "version": 2}, contentChanges=[])
editor.notify("textDocument/didClose", textDocument={"uri": "file:///nowhere.cpp"})
editor.notify("textDocument/didSave", textDocument={"uri": "file:///nowhere.cpp"})
editor.notify("workspace/didChangeConfiguration", settings=17)
editor.notify("workspace/didChangeWorkspaceFolders", event={"added": [1, {"uri": 2}], "removed": None})
editor.notify("workspace/didChangeWatchedFiles", changes="all")
editor.send({"id": "nobody asked", "result": 1})
assert editor.request("workspace/executeCommand", command="holdfast.explain", arguments=["use-after-move"])["page"]

# After `shutdown` nothing but `exit`.
editor.request("shutdown")
failsWith(INVALID, lambda: editor.request("workspace/executeCommand", command="holdfast.explain"))
editor.notify("exit")
assert editor.process.wait(60) == 0

# An end without `shutdown` has a status of its own, whether by `exit` or by the end of input.
for leave in (lambda e: e.notify("exit"), lambda e: e.process.stdin.close()):
    editor = Client(sys.argv[1])
    editor.start()
    leave(editor)
    assert editor.process.wait(60) == 1
