"""The rules of the house that no compiler checks. Usage: house.py ROOT

- a folder includes what docs/design.md allows it (floors.py);
- a file of checks/, tool/ or runtime/ has at most 600 lines, a function 100,
  and opens with a comment that says what it is for;
- a rule has its page, docs/rules/<id>.md, and its three test files;
- no tracked file outside test inputs names a path of somebody's machine;
- a name of the standard library in a literal stands in checks/model only.

Prints each breach as file:line: message. Exit status 1 where there is one.
"""

import os
import re
import subprocess
import sys

import floors
import functions

MAX_FILE, MAX_FUNCTION = 600, 100
LEFT_OUT = re.compile(r"^(?:\.git|build[^/]*|node_modules|__pycache__)$")
# Written so that this file does not name one itself.
MACHINE_PATH = re.compile(r"(?<![\w.$}~*/:>-])/(?:%s)(?=/\w)" % "|".join(
    ["home", "root", "tmp", "work"]))
LIBRARY_NAME = re.compile(r'"(?:::)?std::')


def tracked_files(root):
    """Paths from the root, sorted: what git knows or would add; without git,
    everything that is not a build folder."""
    if os.path.exists(os.path.join(root, ".git")):
        listing = subprocess.run(
            ["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z",
             "--cached", "--others", "--exclude-standard"],
            capture_output=True, text=True, check=False)
        if listing.returncode == 0:
            names = set(filter(None, listing.stdout.split("\0")))
            return sorted(n for n in names if os.path.isfile(os.path.join(root, n)))
    found = []
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if not LEFT_OUT.match(name)]
        found += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return sorted(found)


def is_our_cpp(path):
    return (path.split("/")[0] in ("checks", "tool", "runtime")
            and path.endswith((".h", ".cpp")) and "/Inputs/" not in path)


def check_cpp(root, path, text):
    lines = text.splitlines()
    yield from floors.find_breaches(root, path, lines)
    if not text.startswith("//"):
        yield 1, "the file does not open with a comment that says what it is for"
    if len(lines) > MAX_FILE:
        yield MAX_FILE + 1, f"the file has {len(lines)} lines: at most {MAX_FILE}"
    for first, length in functions.find_functions(text):
        if length > MAX_FUNCTION:
            yield first, f"the function has {length} lines: at most {MAX_FUNCTION}"
    if path.startswith(("checks/", "tool/")) and not path.startswith("checks/model/"):
        for number, line in enumerate(lines, 1):
            if LIBRARY_NAME.search(line.split("//")[0]):
                yield number, "a library's name in a literal: such knowledge is checks/model's"


def check_paths(path, text):
    if "/Inputs/" in path:
        return
    for number, line in enumerate(text.splitlines(), 1):
        match = MACHINE_PATH.search(line)
        if match:
            yield number, f"a path of somebody's machine: {line.strip()[:80]}"


def check_rules(files):
    """Yields (path, message) for each rule that lacks a part of itself."""
    known = set(files)
    rules = {p.split("/")[2] for p in files if re.match(r"checks/rules/[^/]+/[^/]+\.(?:h|cpp)$", p)}
    for rule in sorted(rules):
        parts = [f"docs/rules/{rule}.md"]
        parts += [f"test/rules/{rule}/{name}.cpp" for name in ("reports", "accepts", "limits")]
        for part in parts:
            if part not in known:
                yield f"checks/rules/{rule}", f"the rule has no {part}"
    for path in files:
        match = re.match(r"docs/rules/([^/]+)\.md$", path)
        if match and match.group(1) not in rules:
            yield path, "the page describes a rule that does not exist"


def find_breaches(root):
    """All breaches below `root` as "file:line: message"."""
    files = tracked_files(root)
    breaches = [f"{path}:1: {message}" for path, message in check_rules(files)]
    for path in files:
        try:
            with open(os.path.join(root, path), encoding="utf-8") as file:
                text = file.read()
        except (UnicodeDecodeError, OSError):
            continue  # not a text
        found = list(check_paths(path, text))
        if is_our_cpp(path):
            found += check_cpp(root, path, text)
        breaches += [f"{path}:{line}: {message}" for line, message in sorted(found)]
    return files, breaches


def main():
    files, breaches = find_breaches(os.path.abspath(sys.argv[1]))
    for breach in breaches:
        print(breach)
    count = sum(map(is_our_cpp, files))
    print(f"{count} files of C++ looked at, {len(breaches)} breaches")
    return 1 if breaches or not count else 0


if __name__ == "__main__":
    sys.exit(main())
