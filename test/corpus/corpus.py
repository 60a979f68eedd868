#!/usr/bin/env python3
# Runs Holdfast over real projects: fetch, configure, health, run, diff.
#
#   corpus.py fetch|configure|health|run|diff|all [--work DIR] [--holdfast BIN] [-j N] [project ...]
#
# fetch brings the projects of projects.py as Debian source packages, configure makes their compile_commands.json
# (each C++ file once), health asks clang++-22 which units parse at all, run keeps Holdfast's findings and numbers,
# diff compares the findings with triage/<project>.json and prints the table of docs/corpus.md. Everything lies in
# the work folder; the repository is not written to. triage.py knows the verdicts.

import argparse
import json
import os
import shutil
import subprocess
import sys
import time

import triage
import units
from projects import TOOLS, named
from sources import PrivateApt, SourceError, installMissing


def parseArguments():
    parser = argparse.ArgumentParser(description="run Holdfast over real projects")
    parser.add_argument("step", choices=("fetch", "configure", "health", "run", "diff", "all"))
    parser.add_argument("projects", nargs="*")
    parser.add_argument("--work", default=units.defaultWork())
    parser.add_argument("--holdfast", default=units.defaultHoldfast())
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--again", action="store_true", help="fetch and configure even where that is done")
    return parser.parse_intermixed_args()


def home(options, project):
    return os.path.join(os.path.abspath(options.work), project.name)


def fetch(options, chosen):
    installMissing([*TOOLS, *sorted({package for project in chosen for package in project.packages})])
    apt = None
    for project in chosen:
        folder = home(options, project)
        if os.path.isdir(os.path.join(folder, "tree")) and not options.again:
            continue
        if apt is None:
            apt = PrivateApt(os.path.join(os.path.abspath(options.work), "apt"))
            apt.update()
        version, tree = apt.download(project.name, folder)
        with open(os.path.join(folder, "version"), "w", encoding="utf-8") as file:
            file.write(version + "\n")
        print(f"{project.name} {version}", flush=True)


def configure(options, chosen):
    for project in chosen:
        folder = home(options, project)
        tree, build = os.path.join(folder, "tree"), os.path.join(folder, "build")
        # A configuration of its own makes the tree, and not the repository around it, the inside of the project; the
        # rules are those that are on by default.
        with open(os.path.join(tree, ".holdfast.yaml"), "w", encoding="utf-8") as file:
            file.write("inherit: false\n")
        if os.path.exists(os.path.join(folder, "db", "compile_commands.json")) and not options.again:
            continue
        command = ["cmake", "-S", tree, "-B", build, "-G", "Ninja", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON",
                   "-DCMAKE_C_COMPILER=clang-22", "-DCMAKE_CXX_COMPILER=clang++-22", *project.flags]
        with open(os.path.join(folder, "configure.log"), "w", encoding="utf-8") as log:
            done = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
            if done.returncode == 0 and project.generated:
                done = subprocess.run(["ninja", "-C", build, *project.generated], stdout=log,
                                      stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        if done.returncode:
            sys.exit(f"{project.name} does not configure: see {folder}/configure.log")
        found = units.load(build)
        units.store(found, os.path.join(folder, "db"))
        print(f"{project.name}: {len(found)} units", flush=True)


def health(options, chosen):
    for project in chosen:
        found = units.load(os.path.join(home(options, project), "db"))
        total = units.measure([(units.syntaxOnly(unit, ("-w",)), unit.directory) for unit in found],
                              options.jobs, niceness=10)
        bad = {unit.file: units.firstError(outcome.output)
               for unit, outcome in zip(found, total.outcomes) if outcome.status}
        with open(os.path.join(home(options, project), "health.json"), "w", encoding="utf-8") as file:
            json.dump(bad, file, indent=1)
        print(f"{project.name}: {len(found) - len(bad)} of {len(found)} units parse, {total.wall:.1f} s", flush=True)
        for name, error in bad.items():
            print(f"  {os.path.relpath(name, home(options, project))}: {error}")


def run(options, chosen):
    """Returns true where no unit crashed; a unit that does not parse under clang either is no crash."""
    if not os.access(options.holdfast, os.X_OK):
        sys.exit(f"no holdfast at {options.holdfast}: build it first (./dev build)")
    sound = True
    for project in chosen:
        folder = home(options, project)
        output = os.path.join(folder, "findings.json")
        if os.path.exists(output):
            os.remove(output)
        summaries = os.path.join(folder, "summaries")  # for holdfast link, with other thresholds
        shutil.rmtree(summaries, ignore_errors=True)
        argv = [os.path.abspath(options.holdfast), "-p", os.path.join(folder, "db"), "--format=json", "--quiet",
                f"--output={output}", f"--summaries={summaries}", "--no-cache", "--profile", f"-j{options.jobs}"]
        begin = time.monotonic()
        done = subprocess.run(argv, cwd=os.path.join(folder, "tree"), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
        wall = time.monotonic() - begin
        with open(os.path.join(folder, "run.log"), "w", encoding="utf-8") as file:
            file.write(done.stderr)
        if not os.path.exists(output):
            print(f"{project.name}: holdfast wrote nothing, status {done.returncode}: {done.stderr[-500:]}")
            sound = False
            continue
        result = triage.Result.read(folder, output, wall, done.returncode)
        sound &= result.printSummary(project.name)
        result.store()
    return sound


def main():
    options = parseArguments()
    chosen = named(options.projects)
    sound = True
    try:
        if options.step in ("fetch", "all"):
            fetch(options, chosen)
        if options.step in ("configure", "all"):
            configure(options, chosen)
    except SourceError as error:
        sys.exit(str(error))
    if options.step == "health":
        health(options, chosen)
    if options.step in ("run", "all"):
        sound = run(options, chosen)
    if options.step in ("diff", "all"):
        sound &= triage.printTable([(project, home(options, project)) for project in chosen])
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
