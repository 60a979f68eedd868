"""Compares what other programs say with what `holdfast FILE` says.

Usage: hosts.py HOLDFAST RULES-FOLDER HOST=COMMAND... [--some|--rule=RULE]

COMMAND is `clang++ -fplugin=...`, for a HOST that is `plugin`, or clang-tidy with
the module in it, for any other. Every holdfast command in the tests of rules is
run by each: places, messages, notes and rules have to be the same, and by the
plugin the severity. --some takes for each rule its reports.cpp and the first of
its files that include the standard library; --rule the files of one rule.
"""

import collections
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

LINE = re.compile(r"^(/[^:\n]+):(\d+):(\d+): (warning|error|note): (.*)$")
RULE = re.compile(r"^(.*) \[holdfast-([\w-]+?)(?:,-warnings-as-errors)?\]$")

Case = collections.namedtuple("Case", "file rules strict flags")


def cases_of(path):
    """The holdfast commands in the RUN lines of a test, but for those of whole runs."""
    text = open(path, encoding="utf-8").read()
    run = " ".join(m.group(1) for m in re.finditer(r"RUN:(.*)", text))
    run = run.replace("\\ ", " ").replace("%s", path).replace("%S", os.path.dirname(path))
    found = []
    for command in re.findall(r"%(?:holdfast|framed)( .*?)(?=%holdfast|%framed|%clang|$)", run):
        words = []
        for word in shlex.split(command.replace("|", " | ").replace(">", " > ")):
            if word in ("|", ">", "2", "&&", "not"):
                break
            words.append(word)
        if "--" not in words or "--dump" in command:
            continue
        own, flags = words[:words.index("--")], words[words.index("--") + 1:]
        flags = [w for w in flags if w not in ("2>&1", "2")]
        if [w for w in own if not w.startswith("-")] != [path] or any("%" in w for w in flags):
            continue
        rules = [w.split("=", 1)[1] for w in own if w.startswith("--rules=")]
        case = Case(path, ",".join(rules), "--strict" in own, tuple(flags))
        if case not in found:
            found.append(case)
    return found


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def place(where):
    return os.path.relpath(os.path.normpath(where["file"])), where["line"], where["column"]


def ask_tool(holdfast, case):
    """The findings as [(place, severity, rule, message, [(place, note)])]."""
    command = [holdfast, "--no-cache", "--quiet", "--format=json", "-j1"]
    command += ["--rules=" + case.rules] * bool(case.rules) + ["--strict"] * case.strict
    status, out, err = run([*command, case.file, "--", *case.flags])
    assert status in (0, 1), (case, status, err)
    found = []
    for f in json.loads(out)["findings"]:
        notes = [(place(n), n["message"]) for n in f["labels"] if n["message"]]
        notes += [(place(n), n["message"]) for n in f["notes"]]
        if "instantiation" in f:
            notes.append((place(f), f"in the instantiation '{f['instantiation']}'"))
        notes += [(place(f), fix["help"]) for fix in f["fixes"]]
        if not f["fixes"] and f.get("help"):
            notes.append((place(f), f["help"]))
        found.append((place(f), f["severity"], f["rule"], f["message"], notes))
    return found


def read_diagnostics(text):
    found = []
    for line in text.splitlines():
        match = LINE.match(line)
        if not match:
            continue
        file, number, column, kind, message = match.groups()
        where = os.path.relpath(os.path.normpath(file)), int(number), int(column)
        rule = RULE.match(message)
        if kind == "note":
            if found and found[-1]:
                found[-1][4].append((where, message))
        elif rule:
            found.append((where, kind, rule.group(2), rule.group(1), []))
        else:
            found.append(None)  # of the compiler's own, with its notes
    return [f for f in found if f]


def ask_compiler(command, case):
    arguments = ["-fplugin-arg-holdfast-error", "-fsyntax-only", "-ferror-limit=0",
                 "-fno-caret-diagnostics", "-Wno-everything"]
    arguments += ["-fplugin-arg-holdfast-rules=" + case.rules] * bool(case.rules)
    arguments += ["-fplugin-arg-holdfast-strict"] * case.strict
    return read_diagnostics(run([*command, *arguments, *case.flags, case.file])[2])


def ask_tidy(command, case, on):
    checks = "-*," + ",".join("holdfast-" + rule for rule in on)
    config = {"Checks": checks, "CheckOptions": {
        f"holdfast-{rule}.Strict": "true" if case.strict else "false" for rule in on}}
    return read_diagnostics(run([*command, "--quiet", "--header-filter=.*", "--config=" + json.dumps(config),
                                 case.file, "--", "-Wno-everything", *case.flags])[1])


def rules_on(holdfast, case):
    command = [holdfast, "--dump-config"] + ["--rules=" + case.rules] * bool(case.rules)
    status, out, err = run(command)
    assert status == 0, err
    return re.findall(r'"([a-z-]{3,})"', out.split("\nrules:")[1].split("\n\w")[0])


def compare(holdfast, hosts, case):
    """What is wrong with a case, as text, and how many findings it has."""
    want = sorted(ask_tool(holdfast, case))
    wrong = []
    for host, command in hosts:
        if host == "plugin":
            got = sorted(ask_compiler(command, case))
            expected = want
        else:
            got = sorted(ask_tidy(command, case, rules_on(holdfast, case)))
            expected = sorted((w, "warning", *rest) for w, _, *rest in want)
        for sign, one, other in (("-", expected, got), ("+", got, expected)):
            wrong += [f"{host} {sign} {f}" for f in one if f not in other]
        if not wrong and got != expected:
            wrong.append(f"{host}: {len(got)} findings, not {len(expected)}")
    return wrong, len(want)


def choose(folder, some, only):
    for rule in only or sorted(os.listdir(folder)):
        names = sorted(n for n in os.listdir(os.path.join(folder, rule)) if n.endswith(".cpp")) \
            if os.path.isdir(os.path.join(folder, rule)) and rule != "Inputs" else []
        if some:
            std = [n for n in names if n.startswith("reports-std")]
            names = [n for n in names if n == "reports.cpp"] + std[:1]
        for name in names:
            yield from cases_of(os.path.join(folder, rule, name))


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    only = [a.removeprefix("--rule=") for a in sys.argv if a.startswith("--rule=")]
    holdfast, folder = arguments[0], os.path.abspath(arguments[1])
    hosts = [(name, shlex.split(command)) for name, command in (a.split("=", 1) for a in arguments[2:])]
    cases = list(choose(folder, "--some" in sys.argv, only))
    findings = failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for case, (wrong, count) in zip(cases, pool.map(lambda c: compare(holdfast, hosts, c), cases)):
            findings += count
            failed += bool(wrong)
            if wrong:
                print(case)
                print("  " + "\n  ".join(wrong))
    print(f"{len(cases)} commands, {findings} findings, {failed} differ")
    return 1 if failed or not hosts or findings < (1 if only else 100) else 0


if __name__ == "__main__":
    sys.exit(main())
