#!/usr/bin/env python3
# The mutation measure of the lock rules: how many locks that are left out does Holdfast report?
#
#   mutate-locks.py [--work DIR] [--holdfast BIN] [-j N] [--seed N] [--sample N] [--dry] [project ...]
#
# Locks.cpp lists the guards that member functions declare for a lock of their object. A mutant leaves one out. Holdfast
# must report an access without a lock in its function. Left out are guards in whose scope no field is named that the
# lock guards in this unit, by a declaration or by what Holdfast infers (--dump=guards), and those without which too few
# accesses would be left to infer it from. The rest is mutants.py.

import re
import subprocess
import sys

import mutants

GUARD = re.compile(r"^.*?:\d+: (?P<data>\S+) by (?P<lock>\S+), (?P<held>\d+) of (?P<all>\d+)$")


def edit(row):
    return row["offset"], row["removed"], "", 0


def isFound(mutant, path, findings):
    return any(finding["file"] == path and mutant["firstLine"] <= finding["line"] <= mutant["lastLine"]
               for finding in findings)


def guards(options, unit):
    """What the unit's accesses show to be guarded: (field, lock) -> (accesses that hold it, all)."""
    done = subprocess.run([options.holdfast, "-p", f"{options.work}/{unit['project']}/db", "--no-cache", "--dump=guards",
                           unit["unit"]], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    found = {}
    for line in done.stdout.splitlines():
        match = GUARD.match(line)
        if match:
            found[(match["data"], match["lock"])] = (int(match["held"]), int(match["all"]))
    return found


def leaveOut(options, rows):
    """Names the rule that leaves a row out, where one does."""
    known = {}
    for row in rows:
        if row["leftOut"] or row["declared"]:
            continue
        if row["unit"] not in known:
            known[row["unit"]] = guards(options, row)
        left = [(held - row["fields"][data], whole) for (data, lock), (held, whole) in known[row["unit"]].items()
                if lock == row["name"] and data in row["fields"]]
        if not left:
            row["leftOut"] = "no field in its scope is guarded by that lock, as far as the unit shows"
        elif all(held < 3 or 4 * held < 3 * whole for held, whole in left):
            row["leftOut"] = "too few accesses are left to infer it from"


LOCKS = mutants.Kind(name="locks", title="leave locks out and count how many Holdfast reports",
                     finder="Locks.cpp", counted="guards of a lock of the object",
                     mentions=("lock", "Lock", "guard"),
                     rules="-*,unguarded-access",
                     header="", edit=edit, isFound=isFound, target=85, leaveOut=leaveOut)

if __name__ == "__main__":
    sys.exit(mutants.measure(LOCKS))
