#!/usr/bin/env python3
"""How does the cost of a run in steps grow with the number of units?

    ./dev soak scale [UNITS ...]      100, 1000 and 10000, or others

Writes so many small units: each has a class with a lock, a function that moves its argument and one that calls the next unit's.
Runs their first round step by step, then changes what one function does and runs what follows from that. Prints processor seconds
and peak memory of the steps, and draws docs/scale.svg where all sizes are done.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HOLDFAST = os.path.join(os.environ.get("HOLDFAST_BUILD", os.path.join(ROOT, "build")), "bin", "holdfast")

STD = """#pragma once
#pragma clang system_header
namespace std {
struct mutex { void lock(); void unlock(); };
template <class M> struct lock_guard { explicit lock_guard(M &); ~lock_guard(); };
}
"""
COMMON = """#pragma once
#include "std.h"
struct Name { Name(); Name(Name &&); ~Name(); int text; };
"""
SOURCE = """#include "common.h"
struct Account{n} {{
  std::mutex lock;
  int count = 0;
}};
static Account{n} all{n};
void take{n}(Name &name) {{ Name mine = static_cast<Name &&>(name); }}
void add{n}(int value) {{
  std::lock_guard<std::mutex> hold(all{n}.lock);
  all{n}.count += value;
}}
int sum{n}() {{
  std::lock_guard<std::mutex> hold(all{n}.lock);
  return all{n}.count;
}}
void take{next}(Name &name);
int use{n}() {{
  Name name;
  take{next}(name);
  return name.text + sum{n}();
}}
"""


def write_units(folder, count):
    def write(name, text):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    write("std.h", STD)
    write("common.h", COMMON)
    write(".holdfast.yaml", "{}\n")
    for n in range(count):
        write(f"unit{n}.cpp", SOURCE.format(n=n, next=(n + 1) % count))
    write("compile_commands.json", json.dumps([{"directory": folder, "file": f"unit{n}.cpp", "command": f"c++ -std=c++17 -c unit{n}.cpp"}
                                               for n in range(count)]))


class Cost:
    """Of one or more processes: seconds together, the longest alone, and the memory of the largest."""

    def __init__(self):
        self.seconds = self.longest = self.megabytes = self.steps = 0

    def run(self, folder, command):
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{shlex.join(command)} ended with {process.returncode}")
        seconds = used.ru_utime + used.ru_stime
        self.seconds += seconds
        self.longest = max(self.longest, seconds)
        self.megabytes = max(self.megabytes, used.ru_maxrss / 1024)
        self.steps += 1

    def __str__(self):
        return f"{self.seconds:.2f} s in {self.steps} steps, the longest {self.longest:.2f} s, {self.megabytes:.0f} MB"


class Run:
    def __init__(self, folder, count):
        self.folder, self.costs = folder, {}
        write_units(folder, count)
        self.of("graph", [[HOLDFAST, "graph", "-p", ".", "--quiet", "--format=parallel", "--output=out/run.sh"]])
        self.extracts = [line.split("\t") for line in self.wave(0)]

    def wave(self, number):
        with open(os.path.join(self.folder, "out", "waves", str(number)), encoding="utf-8") as file:
            return file.read().splitlines()

    def of(self, name, commands):
        cost = self.costs[name] = Cost()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda command: cost.run(self.folder, command), commands))
        print(f"  {name}: {cost}", flush=True)

    def extract(self, job, output):
        return [HOLDFAST, "step", "extract", job, f"--output={output}"]

    def first_round(self):
        """The commands of round 1: those of link, in their order, and those of slice."""
        links, slices, number = [], [], 1
        while not slices:
            commands = [shlex.split(line) for line in self.wave(number)]
            (links if commands[0][2] == "link" else slices).extend(commands)
            number += 1
        return links, slices

    def measure(self):
        self.of("extract", [self.extract(*line) for line in self.extracts])
        links, slices = self.first_round()
        self.of("link", links[:-1])
        self.of("link, last", links[-1:])
        self.of("slice", slices)
        listed = os.path.join(self.folder, "units")
        with open(listed, "w", encoding="utf-8") as file:
            file.write("\n".join(output for _, output in self.extracts))
        report = [HOLDFAST, "step", "report", "@units", "--format=json", "--output=out/report.json"]
        self.of("report", [report])
        self.change(links, slices, report)

    def change(self, links, slices, report):
        """What the first unit's function does is changed: its unit, its batch, the stores above, all slices, and one check."""
        name = os.path.join(self.folder, "unit0.cpp")
        with open(name, encoding="utf-8") as file:
            text = file.read()
        with open(name, "w", encoding="utf-8") as file:
            file.write(text.replace("Name mine = static_cast<Name &&>(name);", "++name.text;"))
        own, changed = next((job, output) for job, output in self.extracts if re.search(r"/unit0\.cpp-", output))
        before = {at: os.stat(at).st_mtime_ns for at in self.slices(slices)}
        mine = [command for command in links[:-1] if changed in self.listed(command)]
        commands = [self.extract(own, changed), *mine, links[-1], *slices]
        cost = self.costs["change"] = Cost()
        for command in commands:
            cost.run(self.folder, command)
        news = [at for at in self.slices(slices) if os.stat(at).st_mtime_ns != before[at]]
        if len(news) != 1:
            sys.exit(f"{len(news)} slices are new after a change of one function that one unit calls")
        stem = os.path.basename(news[0])[:-len(".slice")]
        cost.run(self.folder, [HOLDFAST, "step", "check", f"out/0/{stem}.unit", os.path.relpath(news[0], self.folder), "--output=out/checked.unit"])
        cost.run(self.folder, report)
        print(f"  change of one function: {cost}", flush=True)

    def listed(self, command):
        with open(os.path.join(self.folder, command[3][1:]), encoding="utf-8") as file:
            return file.read()

    def slices(self, commands):
        folder = os.path.join(self.folder, commands[0][-1].split("=", 1)[1])
        return sorted(os.path.join(folder, name) for name in os.listdir(folder))


def draw(found):
    import matplotlib  # a package of the benchmarks
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "holdfast"
    from matplotlib import pyplot
    _, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4))
    sizes = sorted(found)
    for name in ("graph", "link, last", "slice", "report", "change"):
        left.plot(sizes, [found[n][name].seconds for n in sizes], marker="o", label=name)
        right.plot(sizes, [found[n][name].megabytes for n in sizes], marker="o", label=name)
    for axes, what in ((left, "processor seconds"), (right, "peak MB of the largest step")):
        axes.set(xscale="log", yscale="log", xlabel="units", ylabel=what)
        axes.grid(True, alpha=0.3)
    left.legend()
    pyplot.tight_layout()
    pyplot.savefig(os.path.join(ROOT, "docs", "scale.svg"), metadata={"Date": None})


def main():
    found = {}
    for count in [int(word) for word in sys.argv[1:]] or [100, 1000, 10000]:
        print(f"{count} units", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            run = Run(folder, count)
            run.measure()
            found[count] = run.costs
    if len(found) > 1:
        draw(found)


if __name__ == "__main__":
    main()
