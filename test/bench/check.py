#!/usr/bin/env python3
# The speed of a check: `./dev bench check`.
#
# Definition: the time to check all units of a project, whole process, from start to end. N rounds (default 5), the
# three tools in turn within each round, each with the same units and the same number of jobs (1 and 2 by default):
# build/bin/holdfast with all rules that are on by default (--rules=LIST: others); clang++-22 -fsyntax-only, one process
# a unit; clang-tidy-22 with only bugprone-use-after-move, one process a unit. Units that clang++-22 refuses are left out for all three, and named. Prints medians of wall
# time, CPU time and the largest process, the ratios, and the targets beside them, which are not asserted.

import argparse
import os
import platform
import re
import statistics
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "corpus"))

import units  # noqa: E402

# Project, extra flags for every unit, and the target of the wall time against -fsyntax-only.
CASES = (("leveldb", (), 0.55), ("abseil", (), 0.55), ("flatbuffers", ("-std=c++20",), 0.7))
TIDY_TARGET, MEMORY_TARGET, OWN_TARGET = 0.7, 1.2, 5.0


def parseArguments():
    parser = argparse.ArgumentParser(description="measure holdfast, clang -fsyntax-only and clang-tidy")
    parser.add_argument("projects", nargs="*", help="of " + ", ".join(case[0] for case in CASES))
    parser.add_argument("--work", default=units.defaultWork())
    parser.add_argument("--holdfast", default=units.defaultHoldfast())
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rules", help="which rules holdfast runs with; default: those that are on by default")
    parser.add_argument("-j", "--jobs", type=int, action="append", help="default: 1, then 2")
    return parser.parse_intermixed_args()


def commandsOf(options, folder, database, chosen, jobs):
    """For each tool, what to run and how many at a time. Holdfast is one process with its own workers."""
    tidy = ["clang-tidy-22", "-checks=-*,bugprone-use-after-move", "--quiet", "-p", database]
    return {
        "holdfast": ([([os.path.abspath(options.holdfast), "-p", database, "--no-cache", "--format=json",
                        *([f"--rules={options.rules}"] if options.rules else []), f"-j{jobs}"], folder)], 1),
        "clang -fsyntax-only": ([(units.syntaxOnly(unit), unit.directory) for unit in chosen], jobs),
        "clang-tidy": ([([*tidy, unit.file], unit.directory) for unit in chosen], jobs),
    }


def ownShare(output):
    """Holdfast's own work in percent of the units' time, as --profile prints it; None where it does not."""
    match = re.search(r"all of holdfast's own work[^\n]*?([\d.]+) ?%", output)
    return float(match[1]) if match else None


def measureCase(options, name, extra, target):
    folder = os.path.join(os.path.abspath(options.work), name)
    if not os.path.exists(os.path.join(folder, "db", "compile_commands.json")):
        sys.exit(f"{name} is not configured under {options.work}: run test/corpus/corpus.py all {name} first")
    everything = [units.Unit(unit.file, unit.directory, (unit.arguments[0], *replaceStandard(unit, extra)))
                  for unit in units.load(os.path.join(folder, "db"))]
    health = units.measure([(units.syntaxOnly(unit), unit.directory) for unit in everything], max(options.jobs))
    chosen = [unit for unit, outcome in zip(everything, health.outcomes) if outcome.status == 0]
    database = os.path.join(os.path.abspath(options.work), "bench", name)
    units.store(chosen, database)
    print(f"\n## {name} {' '.join(extra)}: {len(chosen)} units of {len(everything)}")
    for unit, outcome in zip(everything, health.outcomes):
        if outcome.status:
            print(f"left out, clang refuses it: {os.path.relpath(unit.file, folder)}: "
                  f"{units.firstError(outcome.output)}")
    for jobs in options.jobs:
        commands, runs = commandsOf(options, os.path.join(folder, "tree"), database, chosen, jobs), {}
        for _ in range(options.rounds):
            for tool, (argv, width) in commands.items():
                total = units.measure(argv, width)
                runs.setdefault(tool, []).append(total)
                if tool == "holdfast":
                    checkHoldfast(total.outcomes[0])
                elif any(outcome.status for outcome in total.outcomes):
                    bad = next(outcome for outcome in total.outcomes if outcome.status)
                    sys.exit(f"{tool} failed on a unit: {units.firstError(bad.output)}")
        # One more run says where the time goes; it is not among the measured ones, as looking costs.
        [(argv, directory)] = commands["holdfast"][0]
        profile = units.measure([([*argv, "--profile"], directory)], 1)
        report(jobs, runs, ownShare(profile.outcomes[0].output), target)


def replaceStandard(unit, extra):
    """The unit's flags, with its -std= replaced where the case forces one."""
    kept = [flag for flag in unit.arguments[1:] if not (extra and flag.startswith("-std="))]
    return (*extra, *kept)


def checkHoldfast(outcome):
    if outcome.status not in (0, 1):
        sys.exit(f"holdfast ended with status {outcome.status}, so its time says nothing: {outcome.output[-800:]}")


def report(jobs, runs, share, target):
    median = {tool: (statistics.median(total.wall for total in totals), statistics.median(total.cpu for total in totals),
                     statistics.median(total.memory for total in totals)) for tool, totals in runs.items()}
    print(f"\n-j{jobs}, medians of {len(runs['holdfast'])}")
    print("| tool | wall s | least to most | CPU s | largest process MB |\n|---|---:|---:|---:|---:|")
    for tool, (wall, cpu, memory) in median.items():
        walls = [total.wall for total in runs[tool]]
        print(f"| {tool} | {wall:.2f} | {min(walls):.2f} to {max(walls):.2f} | {cpu:.2f} | {memory:.0f} |")
    own, compiler, tidy = median["holdfast"], median["clang -fsyntax-only"], median["clang-tidy"]
    print(f"\nholdfast against -fsyntax-only: wall {own[0] / compiler[0]:.2f} (target {target}), "
          f"CPU {own[1] / compiler[1]:.2f}, memory {own[2] / compiler[2]:.2f}")
    print(f"holdfast against clang-tidy: wall {own[0] / tidy[0]:.2f} (target {TIDY_TARGET}), "
          f"CPU {own[1] / tidy[1]:.2f}, memory {own[2] / tidy[2]:.2f} (target {MEMORY_TARGET})")
    print(f"holdfast's own work: {share:.1f} % of the units' time (target under {OWN_TARGET:.0f} %)"
          if share is not None else "holdfast's own work: not printed by --profile")


def main():
    options = parseArguments()
    options.jobs = options.jobs or [1, 2]
    if not os.access(options.holdfast, os.X_OK):
        sys.exit(f"no holdfast at {options.holdfast}: build it first (./dev build)")
    known = [case[0] for case in CASES]
    if unknown := [name for name in options.projects if name not in known]:
        sys.exit(f"no such case: {', '.join(unknown)} (known: {', '.join(known)})")
    print(f"{platform.machine()}, {os.cpu_count()} cores, {options.rounds} rounds, tools in turn")
    for name, extra, target in CASES:
        if not options.projects or name in options.projects:
            measureCase(options, name, extra, target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
