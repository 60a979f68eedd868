# A client of the language server, for tests: it starts `holdfast lsp`, speaks the protocol over its pipes, keeps the
# documents that it opens as an editor does, and remembers what it was told. Waiting has a limit that only a hanging
# server meets; no test measures time.

import json
import os
import queue
import re
import subprocess
import threading
import urllib.parse

LIMIT = 120  # seconds, after which a server hangs


def uriOf(path):
    return "file://" + urllib.parse.quote(os.path.abspath(path))


def pathOf(uri):
    return urllib.parse.unquote(urllib.parse.urlparse(uri).path)


class ServerError(Exception):
    """The server answered a request with an error."""

    def __init__(self, error):
        super().__init__(f"{error['code']}: {error['message']}")
        self.code = error["code"]


class Client:
    """One session. As a context it initializes on entry, and shuts down and looks at the exit status on leaving."""

    CAPABILITIES = {
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor"]}}},
            "hover": {"contentFormat": ["markdown"]},
        }
    }

    def __init__(self, server, *options, folder=None, capabilities=None, initialize=None, environment=None,
                 errors=None):
        self.folder = folder or os.getcwd()
        self.capabilities = self.CAPABILITIES if capabilities is None else capabilities
        self.options = initialize
        self.process = subprocess.Popen([server, "lsp", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=errors, env=environment)
        self.texts, self.versions = {}, {}
        self.diagnostics, self.publications = {}, []  # by path; every one in its order
        self.asked, self.notes = [], []  # requests and notifications of the server
        self.replies, self.last = {}, 0
        self.arrived = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            self.process.kill()
            return False
        status = self.stop()
        assert status == 0, f"the server ended with status {status}"
        return False

    # --- messages

    def _read(self):
        stream = self.process.stdout
        while True:
            length = None
            while True:
                line = stream.readline()
                if not line:
                    self.arrived.put(None)
                    return
                if line == b"\r\n":
                    break
                name, _, value = line.decode("ascii").partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            self.arrived.put(json.loads(stream.read(length)))

    def raw(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method, **params):
        self.send({"method": method, "params": params})

    def ask(self, method, **params):
        """Sends a request; its number is for answer()."""
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        return self.last

    def answer(self, number):
        self.until(lambda: number in self.replies, f"the answer to request {number}")
        reply = self.replies.pop(number)
        if "error" in reply:
            raise ServerError(reply["error"])
        return reply["result"]

    def request(self, method, **params):
        return self.answer(self.ask(method, **params))

    def take(self, limit=LIMIT):
        """Handles one message of the server; False where none comes in time."""
        try:
            message = self.arrived.get(timeout=limit)
        except queue.Empty:
            return False
        assert message is not None, f"the server is gone, with status {self.process.wait()}"
        if "method" not in message:
            self.replies[message.get("id")] = message
        elif "id" in message:
            self.asked.append(message)
            self.send({"id": message["id"], "result": None})
        elif message["method"] == "textDocument/publishDiagnostics":
            self.publications.append(message["params"])
            self.diagnostics[pathOf(message["params"]["uri"])] = message["params"]
        else:
            self.notes.append(message)
        return True

    def until(self, isThere, what):
        while not isThere():
            assert self.take(), f"the server hangs: {what} does not come"

    # --- the life of a session

    def start(self):
        params = {"processId": os.getpid(), "rootUri": uriOf(self.folder), "capabilities": self.capabilities,
                  "workspaceFolders": [{"uri": uriOf(self.folder), "name": "folder"}]}
        if self.options is not None:
            params["initializationOptions"] = self.options
        self.server = self.request("initialize", **params)
        self.notify("initialized")

    def stop(self):
        self.request("shutdown")
        self.notify("exit")
        return self.process.wait(LIMIT)

    # --- documents

    def open(self, path, text=None):
        path = os.path.abspath(path)
        if text is None:
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read()
        self.texts[path], self.versions[path] = text, 1
        self.notify("textDocument/didOpen",
                    textDocument={"uri": uriOf(path), "languageId": "cpp", "version": 1, "text": text})

    def change(self, path, text):
        """The whole text, anew."""
        self._changed(path, text, [{"text": text}])

    def replace(self, path, old, new):
        """Sends the first `old` as a change of a range."""
        path = os.path.abspath(path)
        text = self.texts[path]
        begin = text.index(old)
        where = {"start": self.position(text, begin), "end": self.position(text, begin + len(old))}
        self._changed(path, text[:begin] + new + text[begin + len(old):], [{"range": where, "text": new}])

    def _changed(self, path, text, changes):
        path = os.path.abspath(path)
        self.texts[path] = text
        self.versions[path] += 1
        self.notify("textDocument/didChange", textDocument={"uri": uriOf(path), "version": self.versions[path]},
                    contentChanges=changes)

    def save(self, path):
        path = os.path.abspath(path)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(self.texts[path])
        self.notify("textDocument/didSave", textDocument={"uri": uriOf(path)})

    def close(self, path):
        path = os.path.abspath(path)
        del self.texts[path], self.versions[path]
        self.notify("textDocument/didClose", textDocument={"uri": uriOf(path)})

    def position(self, text, offset):
        """Of a character in `text`, in the units that were agreed on."""
        *before, line = re.split("\r\n|\r|\n", text[:offset])
        if self.server["capabilities"]["positionEncoding"] == "utf-8":
            column = len(line.encode())
        else:
            column = len(line.encode("utf-16-le")) // 2
        return {"line": len(before), "character": column}

    # --- what it was told

    def found(self, path):
        """The diagnostics of the text as it is now."""
        path = os.path.abspath(path)
        self.until(lambda: self.diagnostics.get(path, {}).get("version") == self.versions[path],
                   f"diagnostics of version {self.versions[path]} of {path}")
        return self.diagnostics[path]["diagnostics"]

    def rules(self, path):
        """As "LINE RULE", lines from 1."""
        return [f"{d['range']['start']['line'] + 1} {d['code']}" for d in self.found(path)]

    def untilRules(self, path, wanted):
        """Waits for diagnostics that come by themselves."""
        path = os.path.abspath(path)

        def isSo():
            told = self.diagnostics.get(path)
            return told is not None and [f"{d['range']['start']['line'] + 1} {d['code']}"
                                         for d in told["diagnostics"]] == wanted

        self.until(isSo, f"{wanted} in {path}, where there is {self.diagnostics.get(path)}")
