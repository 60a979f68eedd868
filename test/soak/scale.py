#!/usr/bin/env python3
"""How does the cost of a run in steps grow with the number of units?

    ./dev soak scale [UNITS ...]      100, 1000, 10000 and 100000, or others

Runs the first round of so many small units (units/scale_units.py) step by step, then changes what one function does and runs what follows
from that. Prints processor seconds and peak memory of the steps. What has been measured is kept in the build folder, of which docs/scale.svg
is drawn. Of more than 20,000 units only some are parsed, and the files of the others are copies with other names.
With `headers UNITS ...` it tells what `graph` costs for units that read about 300 headers each.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from units import scale_units

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HOLDFAST = os.path.join(os.environ.get("HOLDFAST_BUILD", os.path.join(ROOT, "build")), "bin", "holdfast")

KEPT = os.path.join(os.path.dirname(os.path.dirname(HOLDFAST)), "scale.json")
MOST_PARSED = 20000


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
        self.folder, self.count, self.costs = folder, count, {}
        scale_units.write_units(folder, count)
        self.of("graph", [[HOLDFAST, "graph", "-p", ".", "--quiet", "--format=parallel", "--output=out/run.sh"]])
        self.extracts = [line.split("\t") for line in self.wave(0)]

    def wave(self, number):
        with open(os.path.join(self.folder, "out", "waves", str(number)), encoding="utf-8") as file:
            return file.read().splitlines()

    def of(self, name, *waves):
        cost = self.costs[name] = Cost()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for commands in waves:
                list(pool.map(lambda command: cost.run(self.folder, command), commands))
        print(f"  {name}: {cost}", flush=True)

    def extract(self, job, output):
        return [HOLDFAST, "step", "extract", job, f"--output={output}"]

    def first_round(self):
        """The commands of round 1: those of link, by waves, and those of slice."""
        links, number = [], 1
        while True:
            commands = [shlex.split(line) for line in self.wave(number)]
            if commands[0][2] == "slice":
                return links, commands
            links.append(commands)
            number += 1

    def measure(self):
        self.parse()
        links, slices = self.first_round()
        self.of("link", *links)
        self.of("slice", slices)
        listed = os.path.join(self.folder, "units")
        with open(listed, "w", encoding="utf-8") as file:
            file.write("\n".join(output for _, output in self.extracts))
        report = [HOLDFAST, "step", "report", "@units", "--format=json", "--output=out/report.json"]
        self.of("report", [report])
        self.change(links, slices, report)

    def parse(self):
        parsed = self.extracts
        if self.count > MOST_PARSED:
            parsed = self.extracts[:2] + self.extracts[2::self.count // 500]
        self.of("extract", [self.extract(*line) for line in parsed])
        if len(parsed) == self.count:
            return

        def read(line):
            with open(os.path.join(self.folder, line[1]), "rb") as file:
                return scale_units.unpack_unit(file.read())
        first = read(self.extracts[0])
        for number, line in enumerate(self.extracts):
            copy = scale_units.copy_unit(first, number, self.count)
            if os.path.exists(os.path.join(self.folder, line[1])):
                if copy != read(line):
                    sys.exit(f"a copy differs from what was parsed:\n{copy}\n{read(line)}")
                continue
            with open(os.path.join(self.folder, line[1]), "wb") as file:
                file.write(scale_units.pack_unit(copy))

    def change(self, links, slices, report):
        """What the first unit's function does is changed: its unit, its batch, the stores above, all slices, and one check."""
        name = os.path.join(self.folder, scale_units.name_of(0))
        with open(name, encoding="utf-8") as file:
            text = file.read()
        with open(name, "w", encoding="utf-8") as file:
            file.write(text.replace("Name mine = static_cast<Name &&>(name);", "++name.text;"))
        own, changed = self.extracts[0]
        before = {at: os.stat(at).st_mtime_ns for at in self.slices(slices)}
        commands, reached = [self.extract(own, changed)], {changed}
        for command in sum(links, []):
            if reached & self.listed(command):
                commands.append(command)
                reached.add(command[-1].split("=", 1)[1])
        commands += slices
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
            return set(file.read().splitlines())

    def slices(self, commands):
        folder = os.path.join(self.folder, commands[0][-1].split("=", 1)[1])
        return sorted(os.path.join(folder, name) for name in os.listdir(folder))


def draw(found):
    import matplotlib  # a package of the benchmarks
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "holdfast"
    from matplotlib import pyplot
    _, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4))
    sizes = sorted(found, key=int)
    counts = [int(size) for size in sizes]
    for name in ("graph", "extract, each", "link", "slice", "report", "change"):
        left.plot(counts, [found[size][name][0] for size in sizes], marker="o", label=name)
        right.plot(counts, [found[size][name][1] for size in sizes], marker="o", label=name)
    for axes, what in ((left, "processor seconds"), (right, "peak MB of the largest step")):
        axes.set(xscale="log", yscale="log", xlabel="units", ylabel=what)
        axes.grid(True, alpha=0.3)
    left.legend()
    pyplot.tight_layout()
    pyplot.savefig(os.path.join(ROOT, "docs", "scale.svg"), metadata={"Date": None})


def keep(count, costs):
    """Seconds and megabytes by kind of step; returns those of all sizes."""
    found = {}
    if os.path.exists(KEPT):
        with open(KEPT, encoding="utf-8") as file:
            found = json.load(file)
    found[str(count)] = {name: (cost.seconds, cost.megabytes) for name, cost in costs.items()}
    each = costs["extract"]
    found[str(count)]["extract, each"] = (each.seconds / each.steps, each.megabytes)
    with open(KEPT, "w", encoding="utf-8") as file:
        json.dump(found, file)
    return found


def measure_headers(count):
    with tempfile.TemporaryDirectory() as folder:
        scale_units.write_headers(folder, count)
        print(f"{count} units with many headers", flush=True)
        for what in ("graph", "graph again"):
            cost, begin = Cost(), time.monotonic()
            cost.run(folder, [HOLDFAST, "graph", "-p", ".", "--quiet", "--output=out/build.ninja"])
            size = os.path.getsize(os.path.join(folder, "out", "build.ninja")) / 1e6
            print(f"  {what}: {cost}, {time.monotonic() - begin:.1f} s by the clock; the Ninja file has {size:.1f} MB", flush=True)
        cost = Cost()
        cost.run(folder, ["ninja", "-n", "-f", "out/build.ninja"])
        print(f"  ninja -n: {cost}", flush=True)


def main():
    if sys.argv[1:2] == ["headers"]:
        for word in sys.argv[2:]:
            measure_headers(int(word))
        return
    found = {}
    for count in [int(word) for word in sys.argv[1:]] or [100, 1000, 10000, 100000]:
        print(f"{count} units", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            run = Run(folder, count)
            run.measure()
            found = keep(count, run.costs)
    if len(found) > 1:
        draw(found)


if __name__ == "__main__":
    main()
