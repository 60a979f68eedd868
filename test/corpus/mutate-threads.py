#!/usr/bin/env python3
# The mutation measure of the thread rules: how many broken threads does Holdfast report?
#
#   mutate-threads.py [--work DIR] [--holdfast BIN] [-j N] [--seed N] [--sample N] [--dry] [project ...]
#
# Threads.cpp lists the by-value captures of closures that are given to a thread, and the `t.join()` of locals and
# elements. A mutant captures by reference, or does not join. Holdfast must report in its function: that the variable is
# borrowed, or a thread that is not joined. The rest is mutants.py.

import sys

import mutants


def edit(row):
    return row["offset"], row["removed"], row["inserted"], 0


def isFound(mutant, path, findings):
    """A join that is gone may also show as a loan that the thread keeps for too long."""
    return any(finding["file"] == path and mutant["firstLine"] <= finding["line"] <= mutant["lastLine"]
               and (mutant["kind"] == "join" or f"'{mutant['name']}'" in finding["message"])
               for finding in findings)


THREADS = mutants.Kind(name="threads", title="break threads and count how many Holdfast reports",
                       finder="Threads.cpp", counted="captures of spawned closures and joins",
                       mentions=("std::thread", "std::jthread", "boost::thread", "std::async", ".join()",
                                 "post(", "dispatch(", "defer("),
                       rules="-*,thread-capture,unjoined-thread",
                       header="", edit=edit, isFound=isFound)

if __name__ == "__main__":
    sys.exit(mutants.measure(THREADS))
