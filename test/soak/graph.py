#!/usr/bin/env python3
"""A real project in steps: does ninja's report equal a plain run's, and does only what changed run again?

    ./dev soak graph

Fetches and configures leveldb as `./dev soak corpus` does, runs its graph with ninja, and compares the reports byte for byte; then
runs it again, and touches a header. Prints the seconds of each run beside the plain one's.
"""

import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("HOLDFAST_BUILD", os.path.join(ROOT, "build"))
HOLDFAST = os.path.join(BUILD, "bin", "holdfast")
CORPUS = [sys.executable, os.path.join(ROOT, "test", "corpus", "corpus.py")]


def timed(folder, *command, accept=(0,)):
    begin = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={**os.environ, "NINJA_STATUS": ""}, check=False)
    if done.returncode not in accept:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout, time.monotonic() - begin


def find_database():
    for at, below, names in os.walk(os.path.join(BUILD, "corpus", "leveldb")):
        below.sort()
        if "compile_commands.json" in names:
            return at
    sys.exit("leveldb was not configured")


def main():
    for task in ("fetch", "configure"):
        if subprocess.run([*CORPUS, task, "leveldb"], check=False).returncode:
            sys.exit(f"corpus.py {task} leveldb has failed")
    database = find_database()
    source = re.search(r"^CMAKE_HOME_DIRECTORY:INTERNAL=(.*)$", open(os.path.join(database, "CMakeCache.txt"), encoding="utf-8").read(), re.M)[1]
    ninja = ["ninja", "-f", "holdfast-graph/build.ninja"]

    def same():
        plain, seconds = timed(source, HOLDFAST, "-p", database, "--no-cache", "--quiet", "--format=json", accept=(0, 1, 3))
        graph, _ = timed(source, HOLDFAST, "merge", "holdfast-graph/report.json", "--quiet", "--format=json", accept=(0, 1, 3))
        if plain != graph:
            sys.exit("the reports differ")
        return seconds

    _, seconds = timed(source, HOLDFAST, "graph", "-p", database, "--quiet", "--output=holdfast-graph/build.ninja")
    print(f"graph: {seconds:.1f} s")
    ran, seconds = timed(source, *ninja)
    print(f"ninja, all: {seconds:.1f} s, {len(ran.splitlines())} steps; plain run: {same():.1f} s, the same report")
    ran, seconds = timed(source, *ninja)
    if "no work to do" not in ran:
        sys.exit(f"a second run has done something:\n{ran}")
    print(f"ninja, nothing changed: {seconds:.1f} s")
    header = next(os.path.join(at, name) for at, _, names in os.walk(source) for name in names if name == "skiplist.h")
    os.utime(header)
    ran, seconds = timed(source, *ninja)
    units = {line.split()[1] for line in ran.splitlines() if line.startswith("extract ")}
    print(f"ninja, skiplist.h touched: {seconds:.1f} s, {len(units)} units")
    if not units or "link" in ran or "slice" in ran:
        sys.exit(f"more or less has run than follows from the header:\n{ran}")
    same()


if __name__ == "__main__":
    main()
