#!/usr/bin/env python3
"""A project in Bazel's actions: is the report a plain run's, and is everything cached that did not change?

    ./dev soak bazel

With Debian's Bazel, without network: builds the report of a small project in sandboxes, as docs/ci/bazel says; again in another
place, where all actions are hits of the disk cache; and after changes, when just the sources run that a change reaches.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HOLDFAST = os.path.join(os.environ.get("HOLDFAST_BUILD", os.path.join(ROOT, "build")), "bin", "holdfast")
RULES = "/usr/share/bazel"

CONFIG = "{}\n"
FILES = {
    "WORKSPACE": """workspace(name = "demo")
load("//tools/holdfast:repository.bzl", "holdfast_installed")
holdfast_installed(name = "holdfast", program = "HOLDFAST")
""",
    ".holdfast.yaml": CONFIG,
    "BUILD": """load("//tools/holdfast:holdfast.bzl", "holdfast_report")
exports_files([".holdfast.yaml"])
holdfast_report(name = "check", targets = ["//app:other", "//app"])
""",
    "tools/holdfast/BUILD": "",
    "names/BUILD": """cc_library(name = "names", srcs = ["take.cpp", "chain.cpp"], hdrs = ["name.h", "chain.h"], copts = ["-std=c++17"],
           defines = ["NAMES=2"], visibility = ["//visibility:public"])
""",
    "names/name.h": """#pragma once
struct Name { Name(); Name(Name &&); ~Name(); int text; };
void take(Name &name); // moves it
inline int inHeader() {
  Name a, b = static_cast<Name &&>(a);
  return a.text;
}
""",
    "names/take.cpp": """#include "names/name.h"
void take(Name &name) { Name mine = static_cast<Name &&>(name); }
""",
    "names/chain.h": """#pragma once
void start(int *n);
void begin(int *n);
""",
    "names/chain.cpp": """#include "names/chain.h"
#include <thread>
void start(int *n) { std::thread([n] { *n = 1; }).detach(); }
""",
    "app/BUILD": """cc_library(name = "middle", srcs = ["begin.cpp"], deps = ["//names"], copts = ["-std=c++17", "-DMIDDLE='a b'"])
cc_binary(name = "app", srcs = ["main.cpp", "own.h"], deps = [":middle", "//names"], copts = ["-std=c++17"], visibility = ["//visibility:public"])
genrule(name = "made", outs = ["made.cpp"], cmd = "echo '#include \\"names/name.h\\"' >$@; echo 'int made() { Name n; take(n); return n.text; }' >>$@")
cc_library(name = "other", srcs = ["made.cpp"], deps = ["//names"], copts = ["-std=c++17"], visibility = ["//visibility:public"])
""",
    "app/begin.cpp": """#include "names/chain.h"
void begin(int *n) { start(n); }
""",
    "app/own.h": """#pragma once
#include <stddef.h>
#include "names/chain.h"
#include "names/name.h"
""",
    "app/main.cpp": """#include "own.h"
int main() {
  Name name;
  take(name);
  int n = name.text + NAMES;
  begin(&n);
}
""",
}


class Workspace:
    def __init__(self, top):
        self.top, self.folder = top, os.path.join(top, "demo")
        for name, text in FILES.items():
            self.write(name, text.replace("HOLDFAST", os.path.abspath(HOLDFAST)) if name == "WORKSPACE" else text)
        for name in ("holdfast.bzl", "repository.bzl"):
            shutil.copy(os.path.join(ROOT, "docs", "ci", "bazel", name), os.path.join(self.folder, "tools", "holdfast"))
        self.rules = [f"--override_repository={name}={at}" for name, at in
                      (("rules_cc", self.fitting_rules()), ("rules_java", f"{RULES}/rules/java"), ("rules_proto", f"{RULES}/rules/proto"),
                       ("platforms", f"{RULES}/platforms"), ("bazel_skylib", f"{RULES}/tools/skylib"))]

    def fitting_rules(self):
        """Debian's rules for C++ are newer than its Bazel, and ask it for a function that it does not have: a copy says what that returns."""
        copy = os.path.join(self.top, "rules_cc")
        shutil.copytree(f"{RULES}/rules/cc", copy)
        for at, _, names in os.walk(os.path.join(copy, "cc", "private", "rules_impl")):
            for name in names:
                path = os.path.join(at, name)
                with open(path, encoding="utf-8") as file:
                    text = file.read()
                text = text.replace(', "use_cpp_toolchain"', "").replace("use_cpp_toolchain()", '["@bazel_tools//tools/cpp:toolchain_type"]')
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
        return copy

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def build(self, output):
        """Returns how each action was run, by what it says that it does."""
        log = os.path.join(self.top, "log.json")
        command = ["bazel", f"--output_user_root={self.top}/{output}", "--batch", "build", "//:check", *self.rules, "--spawn_strategy=linux-sandbox",
                   f"--disk_cache={self.top}/cache", f"--execution_log_json_file={log}"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"bazel ended with {done.returncode}:\n{done.stderr}")
        runners, decoder = {}, json.JSONDecoder()
        with open(log, encoding="utf-8") as file:
            text = file.read()
        at = 0
        while text[at:].strip():
            spawn, at = decoder.raw_decode(text, at + len(text[at:]) - len(text[at:].lstrip()))
            if spawn["mnemonic"].startswith("Holdfast"):
                runners[spawn["progressMessage"]] = spawn["runner"]
        return runners

    def report(self):
        with open(os.path.join(self.folder, "bazel-bin", "check.json"), "rb") as file:
            return file.read()

    def same(self, findings):
        """The report is that of a plain run over the commands that Bazel has described, with so many findings."""
        entries = []
        for at, _, names in os.walk(os.path.join(self.folder, "bazel-bin") + "/"):
            for name in names:
                if name.endswith(".job"):
                    with open(os.path.join(at, name), encoding="utf-8") as file:
                        job = json.loads(file.read().replace("%{root}", self.folder))
                    entries.append({key: job[key] for key in ("directory", "file", "arguments")})
        entries.sort(key=lambda entry: entry["file"].removeprefix(self.folder).split("/bin/")[-1])
        self.write("compile_commands.json", json.dumps(entries))
        plain = subprocess.run([HOLDFAST, "-p", ".", "--no-cache", "--quiet", "--format=json"], cwd=self.folder, capture_output=True, check=False)
        count = len(json.loads(self.report())["findings"])
        if plain.stdout != self.report() or count != findings:
            sys.exit(f"the reports differ, or there are not {findings} findings:\n{plain.stdout.decode()}\n{self.report().decode()}")


def sources_of(runners):
    """Of the sources, those that were parsed or checked here."""
    return {re.sub(r",.*", "", what.split()[2]) for what, runner in runners.items()
            if runner == "linux-sandbox" and what.split()[1] in ("extract", "check")}


def expect(what, got, expected):
    if got != expected:
        sys.exit(f"{what}: {got}, not {expected}")
    print(f"{what}: as expected", flush=True)


def main():
    with tempfile.TemporaryDirectory() as top:
        demo = Workspace(top)
        ran = demo.build("first")
        expect("a first build runs all in sandboxes", set(ran.values()), {"linux-sandbox"})
        demo.same(findings=4)
        first = demo.report()
        again = demo.build("second")
        expect("a second build elsewhere has only hits", (set(again.values()), set(again) == set(ran)), ({"remote cache hit"}, True))
        expect("its report", demo.report() == first, True)
        demo.write("names/take.cpp", FILES["names/take.cpp"] + "static int unused() { return 1; }\n")
        expect("a function more, of which nobody is told", sources_of(demo.build("second")), {"names/take.cpp"})
        demo.same(findings=4)
        demo.write("names/take.cpp", FILES["names/take.cpp"].replace("Name mine = static_cast<Name &&>(name);", "++name.text;"))
        expect("a function that no longer moves", sources_of(demo.build("second")), {"names/take.cpp", "app/main.cpp", "app/made.cpp"})
        demo.same(findings=2)
        demo.write("names/take.cpp", FILES["names/take.cpp"])
        expect("and moves again", set(demo.build("second").values()) - {"remote cache hit"}, set())
        expect("its report", demo.report() == first, True)
        subprocess.run(["chmod", "-R", "u+w", top], check=True)


if __name__ == "__main__":
    main()
