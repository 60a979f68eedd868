#!/usr/bin/env python3
"""A real VS Code, in a browser without a screen, with the extension of
tool/editors/vscode and the server: it shows the squiggle, the finding in its
Problems panel and the marks of the variable at the cursor. Pictures of that
stay in the build folder. `./dev soak vscode`.

VS Code's server comes from npm (in code-server; of it only lib/vscode is used),
without the scripts of any package. So it has no native modules and no ripgrep:
it keeps no log, opens no terminal and finds no text, which nobody asks of it
here. It wants node 20, and a Chromium: without, nothing is looked at, and that
is said.
"""

import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("HOLDFAST_BUILD", ROOT / "build")).resolve()
VERSION = "4.100.3"
WORK = BUILD / "soak-vscode"
CODE = BUILD / "code-server" / "node_modules" / "code-server" / "lib" / "vscode"
NPM = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]

TEXT = """#include <memory>
#include <utility>
void sink(std::unique_ptr<int>);
int last() {
  auto p = std::make_unique<int>(1);
  sink(std::move(p));
  return *p;
}
"""


def run(*command, **more):
    subprocess.run(command, check=True, stdout=sys.stderr, **more)


def why_not():
    """Why nothing can be looked at here; None: it can."""
    missing = [name for name in ["node", "npm", "chromium"] if not shutil.which(name)]
    if missing:
        return "not installed: " + ", ".join(missing)
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return None if version.startswith("v20.") else f"VS Code's server wants node 20, and this is {version}"


def fetch_code():
    done = BUILD / "code-server" / VERSION
    if done.exists():
        return
    shutil.rmtree(done.parent, ignore_errors=True)
    done.parent.mkdir(parents=True)
    run(*NPM, "--prefix", str(done.parent), f"code-server@{VERSION}")
    run(*NPM, "--omit=dev", cwd=CODE)
    done.touch()


def make_extension():
    """The .vsix, out of a copy of the sources."""
    source, copy = ROOT / "tool/editors/vscode", WORK / "extension"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("node_modules", "out"))
    modules = BUILD / "vscode"  # as `./dev test` has fetched them
    lock = (source / "package-lock.json").read_bytes()
    if (modules / "fetched.json").is_file() and (modules / "fetched.json").read_bytes() == lock:
        (copy / "node_modules").symlink_to(modules / "node_modules")
    else:
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", cwd=copy)
    run("npm", "run", "build", cwd=copy)
    run("npm", "run", "package", cwd=copy)
    return copy / "out/holdfast.vsix"


def make_project():
    project = WORK / "project"
    project.mkdir()
    (project / "last.cpp").write_text(TEXT)
    (project / "compile_commands.json").write_text(json.dumps(
        [{"directory": str(project), "file": "last.cpp", "command": "c++ -std=c++17 -c last.cpp"}]))
    (project / ".holdfast.yaml").write_text("{}\n")
    settings = WORK / "data/data/Machine/settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({
        "holdfast.path": str(BUILD / "bin/holdfast"),
        "workbench.startupEditor": "none",
        "extensions.ignoreRecommendations": True,
        "git.enabled": False,
    }))
    return project


class Browser:
    """Chromium, spoken to over a pipe: messages that end with a zero byte."""

    def __init__(self):
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()

        def descriptors():
            os.dup2(to_read, 30), os.dup2(from_write, 31)
            os.dup2(30, 3), os.dup2(31, 4)
            os.set_inheritable(3, True), os.set_inheritable(4, True)

        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--window-size=1300,800",
             f"--user-data-dir={WORK / 'browser'}"],
            preexec_fn=descriptors, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read), os.close(from_write)
        self.out, self.into = os.fdopen(to_write, "wb", 0), os.fdopen(from_read, "rb", 0)
        self.rest, self.number, self.session = b"", 0, None

    def ask(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.out.write(json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                more = self.into.read(65536)
                assert more, "the browser has ended"
                self.rest += more
            one, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(one)
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self, url):
        target = self.ask("Target.createTarget", url=url)["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def value(self, script):
        return self.ask("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def until(self, script, what, seconds=240):
        """Waits until the script has a value that is true, and returns it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := self.value(script):
                return found
            time.sleep(0.5)
        self.picture("late.png")
        raise AssertionError(f"not shown in {seconds} seconds: {what}")

    def key(self, key, code, virtual, modifiers=0):
        for kind in ["rawKeyDown", "keyUp"]:
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=code, windowsVirtualKeyCode=virtual, modifiers=modifiers)

    def click(self, script):
        """Clicks the middle of the element that the script gives."""
        at = self.value(f"(() => {{ const r = ({script}).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()")
        for kind in ["mousePressed", "mouseReleased"]:
            self.ask("Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], button="left", clickCount=1)

    def picture(self, name):
        (WORK / name).write_bytes(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))
        print(f"a picture: {WORK / name}")


def look(address, project):
    browser = Browser()
    try:
        file = f"vscode-remote://{address}{project / 'last.cpp'}"
        browser.open(f"http://{address}/?folder={project}&payload=" + json.dumps([["openFile", file]]))
        trust = "[...document.querySelectorAll('.monaco-dialog-box .monaco-button')].find(e => e.innerText.startsWith('Yes, I trust'))"
        browser.until(f"!!{trust}", "the question whether the folder is trusted")
        browser.click(trust)
        browser.until("!!document.querySelector('.squiggly-error')", "the squiggle")
        control, shift = 2, 8
        browser.key("M", "KeyM", 77, control | shift)
        shown = browser.until("[...document.querySelectorAll('.markers-panel .monaco-tl-row')].map(e => e.innerText).join(' ')",
                              "a problem in the Problems panel")
        print("problems: " + re.sub(r"\s+", " ", shown))
        for part in ["'p' is used after it was moved", "holdfast-use-after-move"]:
            assert part in shown.replace("\xa0", " "), shown
        browser.picture("problems.png")
        browser.click("[...document.querySelectorAll('.view-line')].find(e => e.innerText.includes('auto'))"
                      ".querySelectorAll('span span')[2]")
        marks = browser.until("[...document.querySelectorAll('.view-overlays .cdr')].filter("
                              "e => parseFloat(getComputedStyle(e).borderBottomWidth) == 2).length", "the marks")
        print(f"marks: {marks}")
        browser.picture("ownership.png")
    finally:
        browser.process.terminate()
        browser.process.wait()


def main():
    if reason := why_not():
        print(f"not looked at: {reason}")
        return
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    fetch_code()
    extension, project = make_extension(), make_project()
    server = ["node", str(CODE / "out/server-main.js"), "--accept-server-license-terms", "--server-data-dir", str(WORK / "data")]
    run(*server, "--install-extension", str(extension))
    with open(WORK / "server.log", "w") as log:
        process = subprocess.Popen([*server, "--host", "127.0.0.1", "--port", "0", "--without-connection-token"], stdout=log,
                                   stderr=subprocess.STDOUT)
    try:
        port = None
        for _ in range(240):
            if port := re.search(r"Extension host agent listening on (\d+)", (WORK / "server.log").read_text()):
                break
            time.sleep(0.5)
        assert port, (WORK / "server.log").read_text()
        look(f"127.0.0.1:{port[1]}", project)
    finally:
        process.terminate()
        process.wait()
    print("VS Code shows what is found")


main()
