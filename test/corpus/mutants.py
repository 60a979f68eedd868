# What the mutation measures share: candidates from a finder, a fixed-seed sample, mutants in a copy, and the score.
#
# A finder (Moves.cpp, Threads.cpp, Locks.cpp) lists the places in the projects that corpus.py has configured, or the rule that
# leaves each out. A fixed-seed sample is changed in a copy of the project; clang decides whether that compiles and
# whether the place is reachable; then one Holdfast run a round (one mutant a function and round) must report it, or
# one with that mutant alone. --dry stops before Holdfast. Only places in units chosen by the seed (at most UNITS_EACH
# a project) are candidates. Missed mutants are listed by cause.

import argparse
import hashlib
import json
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Callable

import units
from projects import named
from sources import installMissing

UNITS_EACH = 40
LINE = re.compile(r"^(.+?):(\d+):\d+: (?:fatal )?(error|warning|note): (.*)$")


@dataclass(frozen=True)
class Kind:
    """What one measure changes, and how it is known again."""
    name: str          # of its files in the work folder
    title: str         # of the command line's help
    finder: str        # "Moves.cpp"
    counted: str       # "moves of locals and parameters"
    mentions: tuple    # texts, one of which a unit with candidates has
    rules: str         # that --rules asks for
    header: str        # text that each mutated unit includes first
    edit: Callable     # row -> (offset, bytes removed, text, lines down to the text that matters)
    isFound: Callable  # (mutant, path in the copy, findings) -> bool
    target: int = 95   # percent
    leaveOut: Callable = lambda options, rows: None  # names the rule in "leftOut", where the finder cannot tell


def parseArguments(kind):
    parser = argparse.ArgumentParser(description=kind.title)
    parser.add_argument("projects", nargs="*")
    parser.add_argument("--work", default=units.defaultWork())
    parser.add_argument("--holdfast", default=units.defaultHoldfast())
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--dry", action="store_true", help="make and compile the mutants, do not run Holdfast")
    options = parser.parse_intermixed_args()
    options.work = os.path.abspath(options.work)
    options.kind = kind
    return options


def state(options, name):
    """A file of this measure's in the work folder."""
    return os.path.join(options.work, "mutants", f"{options.kind.name}-{name}")


def buildFinder(options):
    """Compiles the finder into the work folder, once for each of its versions; returns the binary."""
    here = os.path.dirname(os.path.abspath(__file__))
    source, binary = os.path.join(here, options.kind.finder), state(options, "finder")
    newest = max(os.path.getmtime(os.path.join(here, name)) for name in os.listdir(here)
                 if name == options.kind.finder or name.endswith(".h"))
    if os.path.exists(binary) and os.path.getmtime(binary) > newest:
        return binary
    installMissing(["clang-22", "llvm-22-dev", "libclang-22-dev"])
    ask = lambda *what: shlex.split(subprocess.run(["llvm-config-22", *what], check=True, text=True,
                                                   capture_output=True).stdout)
    cxxflags = [flag for flag in ask("--cxxflags") if not flag.startswith("-std=")]
    os.makedirs(os.path.dirname(binary), exist_ok=True)
    subprocess.run(["clang++-22", "-O1", "-std=c++20", "-fno-rtti", *cxxflags, source, "-o", binary,
                    *ask("--ldflags"), "-lclang-cpp", *ask("--libs")], check=True)
    return binary


def mentions(path, words):
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read()
    return any(word in text for word in words)


def findCandidates(options, finder, project):
    """All candidates in the chosen units of one project, each place once, in the order of file and offset."""
    folder = os.path.join(options.work, project.name)
    cache = state(options, f"{project.name}-{options.seed}.candidates.json")
    if os.path.exists(cache) and os.path.getmtime(cache) > os.path.getmtime(finder):
        with open(cache, encoding="utf-8") as file:
            return json.load(file)
    chosen = [unit for unit in units.load(os.path.join(folder, "db")) if mentions(unit.file, options.kind.mentions)]
    random.Random(options.seed).shuffle(chosen)
    chosen = chosen[:UNITS_EACH]
    resources = subprocess.run(["clang++-22", "-print-resource-dir"], check=True, text=True,
                               capture_output=True).stdout.strip()
    tree = os.path.join(folder, "tree")
    commands = [([finder, f"--inside={tree}/", "-p", os.path.join(folder, "db"), "--extra-arg=-w",
                  f"--extra-arg=-resource-dir={resources}", unit.file], unit.directory) for unit in chosen]
    places = {}
    for unit, outcome in zip(chosen, units.measure(commands, options.jobs, niceness=10).outcomes):
        for line in outcome.output.splitlines():
            if not line.startswith('{"column"'):
                continue
            row = json.loads(line)
            row.update({"project": project.name, "unit": unit.file, "file": os.path.normpath(row["file"])})
            # A template is seen once for each instantiation: one that consumes the value is enough.
            key = (row["file"], row["line"], row["column"])
            if key not in places or (places[key]["leftOut"] and not row["leftOut"]):
                places[key] = row
    found = [places[key] for key in sorted(places)]
    with open(cache, "w", encoding="utf-8") as file:
        json.dump(found, file, indent=1)
    return found


def copyOf(options, project):
    """The project's copy, which the mutants are written into, and a function from its paths to the copy's."""
    original = os.path.join(options.work, project)
    copy = state(options, project)
    if not os.path.isdir(copy):
        shutil.copytree(os.path.join(original, "tree"), os.path.join(copy, "tree"), symlinks=True)
    return copy, lambda text: text.replace(original + "/tree", copy + "/tree")


class Round:
    """Mutants of one project that lie in different functions, written into its copy at once."""

    def __init__(self, options, project, mutants):
        self.options, self.project, self.mutants = options, project, mutants
        self.copy, self.toCopy = copyOf(options, project)
        self.header = state(options, "first.h")
        with open(self.header, "w", encoding="utf-8") as file:
            file.write(options.kind.header)
        self.units = {unit.file: unit for unit in units.load(os.path.join(options.work, project, "db"))}

    def write(self):
        """Writes the mutated files and notes each mutant's line; files no longer mutated get their text back."""
        byFile = defaultdict(list)
        for mutant in self.mutants:
            byFile[mutant["file"]].append(mutant)
        for path, here in byFile.items():
            with open(path, "rb") as file:
                text = file.read()
            pieces, last, added = [], 0, 0
            for mutant in sorted(here, key=lambda item: item["offset"]):
                offset, removed, inserted, down = self.options.kind.edit(mutant)
                pieces += [text[last:offset], inserted.encode()]
                mutant["newLine"] = text.count(b"\n", 0, offset) + 1 + added + down
                added += inserted.count("\n") - text.count(b"\n", offset, offset + removed)
                last = offset + removed
            with open(self.toCopy(path), "wb") as file:
                file.write(b"".join([*pieces, text[last:]]))

    def restore(self):
        for path in {mutant["file"] for mutant in self.mutants}:
            shutil.copyfile(path, self.toCopy(path))

    def copyUnits(self):
        names = sorted({mutant["unit"] for mutant in self.mutants})
        return [units.Unit(self.toCopy(name), self.units[name].directory,
                           (*map(self.toCopy, self.units[name].arguments), "-include", self.header)) for name in names]

    def compile(self):
        """Takes out, until all compile, the mutants that clang refuses or finds unreachable; returns those. A unit that
        compiles does so with fewer mutants, too."""
        out, fine = [], set()
        while self.mutants:
            self.write()
            left = [unit for unit in self.copyUnits() if unit.file not in fine]
            flags = ("-Wno-everything", "-Wunreachable-code", "-Wno-error", "-ferror-limit=0")
            total = units.measure([(units.syntaxOnly(unit, flags), unit.directory) for unit in left],
                                  self.options.jobs, niceness=10)
            bad, broken = {}, []
            for unit, outcome in zip(left, total.outcomes):
                marked = self.marked(outcome.output, unit)
                bad.update(marked)
                if not marked and not outcome.status:
                    fine.add(unit.file)
                if outcome.status and not any(why.startswith("does not compile") for why in marked.values()):
                    broken.append(unit.file)
            for index, mutant in enumerate(self.mutants):
                if index not in bad and self.toCopy(mutant["unit"]) in broken:
                    bad[index] = "its unit does not parse"
            if not bad:
                return out
            self.restore()
            for index in sorted(bad, reverse=True):
                mutant = self.mutants.pop(index)
                mutant["leftOut"] = bad[index]
                out.append(mutant)
        return out

    def marked(self, output, unit):
        """Index of mutant -> rule, for the diagnostics that stand at inserted lines (or near an error's note)."""
        places = {(self.toCopy(mutant["file"]), mutant["newLine"]): index
                  for index, mutant in enumerate(self.mutants)}
        found, error = {}, ""
        for line in output.splitlines():
            match = LINE.match(line)
            if not match:
                continue
            path = os.path.normpath(os.path.join(unit.directory, match[1]))
            error = match[4] if match[3] == "error" else ("" if match[3] == "warning" else error)
            index = places.get((path, int(match[2])))
            if index is not None and error:
                found[index] = f"does not compile: {re.sub(chr(39) + '.*' + chr(39), '...', error)}"
            elif index is not None and "never be executed" in match[4]:
                found.setdefault(index, "unreachable: clang says that it will never be executed")
        return found

    def check(self):
        """Runs Holdfast over the round's units; notes for each mutant whether its line was reported."""
        self.write()
        database = os.path.join(self.copy, "db")
        units.store(self.copyUnits(), database)
        with open(os.path.join(self.copy, "tree", ".holdfast.yaml"), "w", encoding="utf-8") as file:
            file.write('rules: ["*"]\n')
        output = os.path.join(self.copy, "findings.json")
        if os.path.exists(output):
            os.remove(output)
        done = subprocess.run([os.path.abspath(self.options.holdfast), "-p", database, "--format=json", "--quiet",
                               f"--output={output}", "--no-cache", f"--rules={self.options.kind.rules}",
                               f"-j{self.options.jobs}"],
                              cwd=os.path.join(self.copy, "tree"), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
        self.restore()
        if not os.path.exists(output):
            sys.exit(f"holdfast wrote nothing for {self.project}, status {done.returncode}: {done.stderr[-500:]}")
        with open(output, encoding="utf-8") as file:
            report = json.load(file)
        for finding in report["findings"]:
            finding["file"] = os.path.normpath(os.path.join(self.copy, "tree", finding["file"]))
        failed = {os.path.normpath(failure["file"]): failure["reason"] for failure in report.get("failed", [])}
        skipped = {(os.path.basename(item["file"]), item["function"].split("::")[-1]): item["reason"]
                   for item in report.get("skipped", [])}
        for mutant in self.mutants:
            mutant["found"] = self.options.kind.isFound(mutant, self.toCopy(mutant["file"]), report["findings"])
            name = (os.path.basename(mutant["file"]), mutant["function"].split("::")[-1])
            mutant["cause"] = failed.get(self.toCopy(mutant["unit"])) or \
                (f"function skipped: {skipped[name]}" if name in skipped else "not reported")


def rounds(options, sample):
    """The sample, split by project and so that no two mutants of a round lie in one function."""
    slots = defaultdict(list)
    for mutant in sample:
        depth, key = 0, (mutant["file"], mutant["key"])
        while any((other["file"], other["key"]) == key for other in slots[(mutant["project"], depth)]):
            depth += 1
        slots[(mutant["project"], depth)].append(mutant)
    return [Round(options, project, mutants) for (project, _), mutants in sorted(slots.items())]


def checkAlone(options, kept):
    """Checks each missed mutant again, alone in the project: another one, in a callee, may have hidden it. Returns the
    mutants that it checked."""
    missed = [mutant for mutant in kept if not mutant["found"]]
    for mutant in missed:
        Round(options, mutant["project"], [mutant]).check()
    return missed


def drawSample(options, candidates):
    """Draws in the seed's order until enough mutants compile; returns those, and what the compiler left out. What was
    drawn before from the same candidates is not compiled again."""
    drawn = json.dumps([options.seed, options.sample, candidates], sort_keys=True)
    cache = state(options, f"sample-{hashlib.sha256(drawn.encode()).hexdigest()[:16]}.json")
    if os.path.exists(cache):
        with open(cache, encoding="utf-8") as file:
            return json.load(file)
    order = [row for row in candidates if not row["leftOut"]]
    random.Random(options.seed).shuffle(order)
    kept, out = [], []
    while order and len(kept) < options.sample:
        batch, order = order[:options.sample - len(kept)], order[options.sample - len(kept):]
        for batchRound in rounds(options, batch):
            out += batchRound.compile()
            batchRound.restore()
            kept += batchRound.mutants
    with open(cache, "w", encoding="utf-8") as file:
        json.dump((kept, out), file, indent=1)
    return kept, out


def text(mutant):
    with open(mutant["file"], encoding="utf-8", errors="replace") as file:
        return file.read().splitlines()[mutant["line"] - 1].strip()


def place(options, mutant):
    return f"{mutant['project']}: {os.path.relpath(mutant['file'], os.path.join(options.work, mutant['project']))}" \
           f":{mutant['line']}:{mutant['column']}"


def measure(kind):
    """The whole of one measure; returns the exit status."""
    options = parseArguments(kind)
    chosen = [project for project in named(options.projects)
              if os.path.exists(os.path.join(options.work, project.name, "db", "compile_commands.json"))]
    if not chosen:
        sys.exit(f"no configured project under {options.work}: run corpus.py fetch and configure first")
    finder = buildFinder(options)
    candidates = []
    for project in chosen:
        found = findCandidates(options, finder, project)
        kind.leaveOut(options, found)
        candidates += found
        print(f"{project.name}: {len(found)} {kind.counted}, "
              f"{sum(not row['leftOut'] for row in found)} usable", flush=True)
    rules = Counter(row["leftOut"] for row in candidates if row["leftOut"])
    kept, out = drawSample(options, candidates)
    print(f"left out of all {kind.counted}, by rule:")
    for rule, count in rules.most_common():
        print(f"  {count:5} {rule}")
    print("left out of the sample by the compiler, each replaced:")
    for mutant in out:
        print(f"  {place(options, mutant)}: {mutant['leftOut']}: {text(mutant)}")
    print(f"{len(kept)} mutants (seed {options.seed}): "
          + ", ".join(f"{name} {count}" for name, count in sorted(Counter(row["project"] for row in kept).items())))
    if options.dry:
        return 0
    for one in rounds(options, kept):
        one.check()
    again = checkAlone(options, kept)
    with open(state(options, "result.json"), "w", encoding="utf-8") as file:
        json.dump(kept, file, indent=1)
    found = sum(mutant["found"] for mutant in kept)
    print(f"run again alone in their units: {len(again)}, of which reported then: {sum(row['found'] for row in again)}")
    for mutant in again:
        if mutant["found"]:
            print(f"  {place(options, mutant)}: {text(mutant)}")
    print("missed:")
    for mutant in sorted((row for row in kept if not row["found"]), key=lambda row: row["cause"]):
        print(f"  {mutant['cause']}: {place(options, mutant)}: {text(mutant)}  "
              f"// {mutant.get('type', mutant.get('name', ''))[:80]}, in {mutant['function'][:80]}")
    print(f"{found} of {len(kept)} mutants reported: {100.0 * found / max(1, len(kept)):.1f} % (target {options.kind.target} %)")
    return 0

