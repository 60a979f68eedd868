"""Who may include whom: the table of docs/design.md, "The house", as data.

A file's *room* is the folder that the table names; rules/<id> is a room of its
own, and so is a file that lies in checks/ itself (the engine). What a room may
include is itself, LLVM and the standard library, and what stands here.
"""

import os
import re

CLANG = "clang"
ENGINE = "Engine.h"
BASE = {"ir", "support"}

ALLOWED = {
    "support": set(),
    "ir": {"support"},
    "dataflow": BASE,
    "model": BASE,
    "report": BASE,
    "lower": BASE | {"model", CLANG},
    "analysis": BASE | {"dataflow", "model"},
    "summary": BASE | {"analysis", "model"},
    "rules/*": BASE | {"rules", "analysis", "model", "report"},
    "rules": BASE | {"rules/*", "analysis", "model", "report"},
    "engine": BASE
    | {"rules", "summary", "analysis", "lower", "report", "dataflow", "model"},
    "tool": {ENGINE, "report", "support", "tool/output", "tool/graph", "tool/lsp", CLANG},
    "tool/graph": {ENGINE, "report", "support", "tool", "tool/output", CLANG},
    "tool/output": {"report", "support"},
    "tool/lsp": {ENGINE, "report", "support", "tool", "tool/output", CLANG},
    "tool/tidy": {ENGINE, "report", "support", "tool", CLANG},
    "tool/plugin": {ENGINE, "report", "support", "tool", CLANG},
    "runtime": set(),
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')


def room_of(path):
    """The room of a file, by its path from the root; None outside the house."""
    parts = path.split("/")
    if parts[0] == "runtime":
        return "runtime"
    if parts[0] == "tool":
        return "/".join(parts[:2]) if len(parts) > 2 else "tool"
    if parts[0] != "checks":
        return None
    if len(parts) == 2:
        return "engine"
    if parts[1] == "rules":
        return "/".join(parts[1:3]) if len(parts) > 3 else "rules"
    return parts[1]


def room_of_include(root, includer, target):
    """What the include of `target` by the file `includer` enters: a room,
    CLANG, ENGINE, or None for a library outside the house."""
    beside = os.path.normpath(os.path.join(os.path.dirname(includer), target))
    for path in (beside, "checks/" + target, target):
        if os.path.isfile(os.path.join(root, path)):
            room = room_of(path)
            return ENGINE if path == "checks/Engine.h" else room
    first = target.split("/")[0]
    if first in ("clang", "clang-c"):
        return CLANG
    return room_of("checks/" + target) if first in ALLOWED and "/" in target else None


def may_include(room, entered):
    if entered is None or entered == room:
        return True
    if room == "engine" and entered == ENGINE:
        return True
    key = "rules/*" if room.startswith("rules/") else room
    allowed = ALLOWED.get(key, set())
    general = "rules/*" if entered.startswith("rules/") else entered
    return entered in allowed or general in allowed


def find_breaches(root, path, lines):
    """Yields (line, message) for each include of `path` that breaks a floor."""
    room = room_of(path)
    if room is None:
        return
    key = "rules/*" if room.startswith("rules/") else room
    if key not in ALLOWED:
        yield 1, f"the folder of this file ({room}) is not in the table of floors"
        return
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        entered = room_of_include(root, path, match.group(2))
        if not may_include(room, entered):
            yield number, f"{room} must not include {entered} ({match.group(2)})"
