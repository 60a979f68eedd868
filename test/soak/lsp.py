#!/usr/bin/env python3
# A long session of random edits in an editor: `./dev soak lsp`, thirty minutes; with a number of seconds, so long.
#
# Types, deletes, breaks and undoes text of several files and of headers between them, saves, closes and opens, asks for
# actions and hovers, sends messages that make no sense. From time to time all is mended and saved, and then the editor
# shows what the command line prints of the same files, and what does not parse has the command line's reason. The
# server ends alive, and its memory stays where it was. Without --holdfast, the server is built with AddressSanitizer.
#
#   lsp.py [--seconds N] [--seed N] [--holdfast BIN]

import argparse
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "test", "lsp", "Inputs"))

from client import Client, ServerError, uriOf  # noqa: E402
from compare import commandLine, editorShows  # noqa: E402

SNIPPETS = ("{", "}", "(", ")", ";", "\"", "/*", "*/", "//", "\\\n", "#if 1\n", "#endif\n", "#include \"shared.h\"\n", "'",
            "std::move(s)", "std::string s;\n", "std::lock_guard<std::mutex> l(m);\n", "m.lock();\n", "return;\n", "auto x = ",
            "template <class T> ", "struct S {\n", "namespace n {\n", "[&] { ", "\t", "\r\n", "\u00e4\u20ac", "\U0001f600", "\0",
            "// NOLINT\n", "// NOLINTNEXTLINE(holdfast-*): reason\n", "throw 1;\n", "co_await x;\n", "static_assert(0);\n")


def parseArguments():
    parser = argparse.ArgumentParser(description="a session of random edits")
    parser.add_argument("--seconds", type=float, default=1800)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--files", type=int, default=6)
    parser.add_argument("--holdfast")
    return parser.parse_args()


def sanitizedServer():
    """A build of its own beside the ordinary one."""
    build = os.environ.get("HOLDFAST_BUILD", os.path.join(ROOT, "build")) + "-address"
    subprocess.run(["cmake", "-S", ROOT, "-B", build, "-G", "Ninja", "-DCMAKE_CXX_COMPILER=clang++-22",
                    "-DCMAKE_C_COMPILER=clang-22", "-DHOLDFAST_SANITIZE=address", "-DHOLDFAST_BUILD_TESTS=OFF"],
                   check=True, stdout=sys.stderr)
    subprocess.run(["cmake", "--build", build, "--target", "holdfast"], check=True, stdout=sys.stderr)
    return os.path.join(build, "bin", "holdfast")


class Session:
    def __init__(self, options, folder):
        self.options = options
        self.random = random.Random(options.seed)
        self.folder = folder
        self.makeProject()
        self.errors = open(os.path.join(folder, "stderr"), "w+", encoding="utf-8", errors="replace")
        environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=1", "XDG_CACHE_HOME": folder}
        self.editor = Client(options.holdfast, "--no-cache", folder=folder, environment=environment, errors=self.errors)
        self.editor.start()
        self.undo = {}
        self.kilobytes = []
        self.count = {"edits": 0, "compared": 0, "findings": 0, "broken": 0}

    def makeProject(self):
        """Tests of rules as the files, and a header that all include, and that includes another."""
        rules = os.path.join(ROOT, "test", "rules")
        shutil.copytree(os.path.join(rules, "Inputs"), self.folder, dirs_exist_ok=True)
        sources = self.random.sample(sorted(glob.glob(os.path.join(rules, "*", "reports*.cpp")) +
                                            glob.glob(os.path.join(rules, "*", "accepts.cpp"))), self.options.files)
        self.original = {}
        database = []
        with open(os.path.join(self.folder, "base.h"), "w", encoding="utf-8") as file:
            file.write("#ifndef BASE_H\n#define BASE_H\n"
                       "struct SharedText { SharedText(); SharedText(SharedText &&) noexcept; ~SharedText(); int size(); };\n#endif\n")
        with open(os.path.join(self.folder, "shared.h"), "w", encoding="utf-8") as file:
            file.write("#pragma once\n#include \"base.h\"\n"
                       "inline int sharedFault() { SharedText s; SharedText t = static_cast<SharedText &&>(s); return s.size(); }\n")
        for number, source in enumerate(sources):
            path = os.path.join(self.folder, f"{number}-{os.path.basename(os.path.dirname(source))}.cpp")
            with open(source, encoding="utf-8") as file:
                text = file.read()
            with open(path, "w", encoding="utf-8") as file:
                file.write("#include \"shared.h\"\n" + text)
            database.append({"directory": self.folder, "file": path,
                             "arguments": ["c++", "-std=c++20", "-I.", "-isystem", os.path.join(ROOT, "runtime", "include"),
                                           "-c", path]})
        with open(os.path.join(self.folder, "compile_commands.json"), "w", encoding="utf-8") as file:
            json.dump(database, file)
        with open(os.path.join(self.folder, ".holdfast.yaml"), "w", encoding="utf-8") as file:
            file.write("rules: ['*']\n")
        self.files = [row["file"] for row in database] + [os.path.join(self.folder, name) for name in ("base.h", "shared.h")]
        for path in self.files:
            with open(path, encoding="utf-8") as file:
                self.original[path] = file.read()

    # --- what a user does

    def someOpen(self):
        return self.random.choice(sorted(self.editor.texts)) if self.editor.texts else None

    def edit(self):
        path = self.someOpen()
        if path is None:
            return
        text = self.editor.texts[path]
        self.undo.setdefault(path, []).append(text)
        del self.undo[path][:-20]
        begin = self.random.randint(0, len(text))
        kind = self.random.random()
        if kind < 0.5:
            new, end = self.random.choice(SNIPPETS), begin
        elif kind < 0.8:
            new, end = "", min(len(text), begin + self.random.choice((1, 1, 2, 10, 200)))
        else:
            new, end = text[begin:begin + 40], begin
        # The protocol has no place between the two halves of a line's end.
        begin -= text[begin - 1:begin + 1] == "\r\n"
        end += text[end - 1:end + 1] == "\r\n"
        where = {"start": self.editor.position(text, begin), "end": self.editor.position(text, end)}
        self.editor._changed(path, text[:begin] + new + text[end:], [{"range": where, "text": new}])

    def takeBack(self):
        path = self.someOpen()
        if path and self.undo.get(path):
            self.editor.change(path, self.undo[path].pop())

    def save(self):
        path = self.someOpen()
        if path:
            self.editor.save(path)

    def openOrClose(self):
        path = self.random.choice(self.files)
        if path in self.editor.texts:
            self.editor.close(path)
        else:
            self.editor.open(path)

    def ask(self):
        path = self.someOpen()
        if path:
            at = self.editor.position(self.editor.texts[path], self.random.randint(0, len(self.editor.texts[path])))
            document = {"uri": uriOf(path)}
            where = {"start": at, "end": at}
            self.random.choice((
                lambda: self.editor.ask("textDocument/codeAction", textDocument=document, range=where, context={"diagnostics": []}),
                lambda: self.editor.ask("textDocument/hover", textDocument=document, position=at),
                lambda: self.editor.ask("textDocument/inlayHint", textDocument=document, range=where),
                lambda: self.editor.ask("holdfast/ownership", textDocument=document)))()

    def nonsense(self):
        self.editor.raw(self.random.choice((
            b"Content-Length: 3\r\n\r\n{]}", b"Content-Length: x\r\n\r\n", b"garbage\r\n\r\n", b"Content-Length: 2\r\n\r\n{}")))

    def touch(self):
        os.utime(self.random.choice((".holdfast.yaml", "compile_commands.json", "std.h")))

    def step(self):
        action, = self.random.choices((self.edit, self.takeBack, self.save, self.openOrClose, self.ask, self.nonsense, self.touch),
                                      (60, 20, 8, 5, 10, 1, 1))
        action()
        self.count["edits"] += 1
        while self.editor.take(self.random.choice((0, 0, 0.02, 0.3))):
            pass

    # --- what must be so

    def settle(self, isSo, what, limit=600):
        """Waits until `isSo` gives nothing; what it gives is the complaint. Only what never comes meets the limit."""
        end = time.monotonic() + limit
        while wrong := isSo():
            assert time.monotonic() < end, f"{what}: {wrong}"
            self.editor.take(0.2)

    def compareBroken(self):
        """Each open file alone, as it is, says whether it parses as the command line does."""
        path = self.someOpen()
        if path is None or path.endswith(".h"):
            return
        for each in sorted(self.editor.texts):
            self.editor.save(each)
        failed = commandLine(self.options.holdfast, [path])[1]

        def isSo():
            shown = editorShows(self.editor)[1]
            if shown is None:
                return "an older text"
            if (path in failed) != (path in shown):
                return f"printed {failed}, shown {shown}"
            return ""

        self.settle(isSo, f"{path} does not parse, or does")
        self.count["broken"] += path in failed

    def compareFindings(self):
        """Everything mended, as it was at the beginning, with some edits that keep it whole."""
        for path in self.files:
            text = self.original[path]
            if self.random.random() < 0.5:
                at = text.index("\n") + 1
                text = text[:at] + "// \u20ac\n" * self.random.randint(1, 5) + text[at:]
            if path in self.editor.texts:
                self.editor.change(path, text)
                self.editor.save(path)
            else:
                with open(path, "w", encoding="utf-8", newline="") as file:
                    file.write(text)
        sources = [path for path in self.files if path in self.editor.texts]
        if not sources:
            return
        printed, failed = commandLine(self.options.holdfast, sources)
        assert not failed, failed

        def isSo():
            shown = editorShows(self.editor)
            if shown == (printed, {}):
                return ""
            if shown[0] is None:
                return "an older text"
            return {path: (printed.get(path), shown[0].get(path)) for path in {*printed, *shown[0]}
                    if printed.get(path) != shown[0].get(path)} or shown[1]

        self.settle(isSo, "printed, and shown")
        self.count["compared"] += 1
        self.count["findings"] += sum(map(len, printed.values()))

    def memory(self):
        with open(f"/proc/{self.editor.process.pid}/statm", encoding="ascii") as file:
            self.kilobytes.append(int(file.read().split()[1]) * (os.sysconf("SC_PAGESIZE") // 1024))

    def run(self):
        end = time.monotonic() + self.options.seconds
        self.editor.open(self.files[0])
        while True:
            for _ in range(self.random.randint(5, 60)):
                self.step()
            self.compareBroken()
            self.compareFindings()
            self.memory()
            if time.monotonic() > end:
                break
        status = self.editor.stop()
        assert status == 0, f"the server ended with status {status}"
        third = max(1, len(self.kilobytes) // 3)
        first, last = max(self.kilobytes[:third]), max(self.kilobytes[-third:])
        assert last < 1.5 * first + 64 * 1024, f"memory grows: {self.kilobytes}"
        print(f"lsp: seed {self.options.seed}: {self.count['edits']} steps, compared {self.count['compared']} times with "
              f"{self.count['findings']} findings in all, {self.count['broken']} files that did not parse; "
              f"memory {first // 1024} MB, then {last // 1024} MB")


def main():
    options = parseArguments()
    options.seed = random.SystemRandom().randrange(10**9) if options.seed is None else options.seed
    options.holdfast = os.path.abspath(options.holdfast) if options.holdfast else sanitizedServer()
    folder = tempfile.mkdtemp(prefix="holdfast-lsp-")
    os.chdir(folder)
    session = None
    try:
        session = Session(options, folder)
        session.run()
    except BaseException:
        print(f"lsp: seed {options.seed} fails; the project is in {folder}", file=sys.stderr)
        if session:
            session.editor.process.kill()
            session.errors.seek(0)
            print(session.errors.read()[-4000:], file=sys.stderr)
        raise
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
