#!/usr/bin/env python3
# What the plugin adds to a compile: `./dev bench plugin`.
#
# Definition: the time to compile all units of a project to object files that are thrown away, with clang++-22 as the
# project's commands say, without and with -fplugin=build/lib/holdfast-plugin.so (all rules that are on by default). N
# rounds (default 5), the two in turn within each round and the order changed from round to round, so many compiles at a
# time (1 by default); once with -O2 and once with -fsyntax-only. Units that clang++-22 refuses are left out of both, and
# named. Prints medians of wall and CPU time and of the largest process, and the ratios; nothing is asserted.

import argparse
import os
import platform
import statistics
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "corpus"))

import units  # noqa: E402

PLAIN, WITH = "clang", "clang with the plugin"


def parseArguments():
    parser = argparse.ArgumentParser(description="measure what the plugin adds to a compile")
    parser.add_argument("project", nargs="?", default="leveldb")
    parser.add_argument("--work", default=units.defaultWork())
    parser.add_argument("--plugin", default=os.path.join(units.repository(), "build", "lib", "holdfast-plugin.so"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("-j", "--jobs", type=int, default=1)
    return parser.parse_args()


def commandOf(unit, mode, plugin):
    output = ["-c", "-o", "/dev/null"] if mode == "-O2" else []
    return (["clang++-22", *units.flags(unit), mode, *output, *plugin, unit.file], unit.directory)


def row(name, totals):
    walls = [total.wall for total in totals]
    cpu, memory = (statistics.median(getattr(total, what) for total in totals) for what in ("cpu", "memory"))
    print(f"| {name} | {statistics.median(walls):.2f} | {min(walls):.2f} to {max(walls):.2f} | {cpu:.2f} | {memory:.0f} |")
    return statistics.median(walls), cpu, memory


def main():
    options = parseArguments()
    if not os.path.exists(options.plugin):
        sys.exit(f"no plugin at {options.plugin}: build it first (cmake --build build --target holdfast-plugin)")
    folder = os.path.join(os.path.abspath(options.work), options.project)
    if not os.path.exists(os.path.join(folder, "db", "compile_commands.json")):
        sys.exit(f"{options.project} is not configured under {options.work}: "
                 f"run test/corpus/corpus.py all {options.project} first")
    everything = units.load(os.path.join(folder, "db"))
    health = units.measure([(units.syntaxOnly(unit), unit.directory) for unit in everything], options.jobs)
    chosen = [unit for unit, outcome in zip(everything, health.outcomes) if outcome.status == 0]
    for unit, outcome in zip(everything, health.outcomes):
        if outcome.status:
            print(f"left out, clang refuses it: {os.path.relpath(unit.file, folder)}: {units.firstError(outcome.output)}")
    print(f"{options.project}: {len(chosen)} units of {len(everything)}, {platform.machine()}, {os.cpu_count()} cores, "
          f"-j{options.jobs}, medians of {options.rounds} rounds in turn")
    for mode in ("-O2", "-fsyntax-only"):
        runs = {PLAIN: [], WITH: []}
        for index in range(options.rounds):
            for name in (PLAIN, WITH) if index % 2 == 0 else (WITH, PLAIN):
                plugin = ["-fplugin=" + os.path.abspath(options.plugin)] if name == WITH else []
                total = units.measure([commandOf(unit, mode, plugin) for unit in chosen], options.jobs)
                if bad := next((outcome for outcome in total.outcomes if outcome.status), None):
                    sys.exit(f"{name} {mode} failed on a unit: {units.firstError(bad.output)}")
                runs[name].append(total)
        print(f"\n{mode}\n\n| compile | wall s | least to most | CPU s | largest process MB |\n|---|---:|---:|---:|---:|")
        plain, told = (row(name, runs[name]) for name in (PLAIN, WITH))
        print("\nwith the plugin against without: wall {:.2f}, CPU {:.2f}, memory {:.2f}".format(
            *(after / before for before, after in zip(plain, told))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
