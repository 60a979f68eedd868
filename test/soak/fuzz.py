#!/usr/bin/env python3
# Random mutations of the test inputs go through Holdfast without a crash or a hang: `./dev soak fuzz`.
#
# Seeded: mutant i of seed s is always the same text. A mutant is a test file with one to four changes: tokens deleted,
# doubled, swapped, replaced by others of the file or spliced in from another file, and whole statements deleted,
# doubled or moved, which keeps more of them compiling. Many go in one run, each a unit of a generated database. A mutant
# that does not parse is an honest failure; one that crashes, hangs, or breaks an invariant is kept under --keep and
# ends the script with status 1. --small takes only inputs that include nothing of the standard library, for a lit test.

import argparse
import os
import random
import re
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "corpus"))

import batch  # noqa: E402
import units  # noqa: E402

TOKEN = re.compile(r"//[^\n]*|/\*.*?\*/|#[^\n]*|\s+|\w+|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|::|->|&&|\|\||."
                   r"|\n", re.DOTALL)
WORD = re.compile(r"[A-Za-z_]\w*$")


def parseArguments():
    parser = argparse.ArgumentParser(description="check random mutations of the test inputs")
    parser.add_argument("--holdfast", default=units.defaultHoldfast())
    parser.add_argument("--inputs", default=os.path.join(units.repository(), "test"))
    parser.add_argument("--count", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", default="fuzz-failures", help="folder for the mutants that fail")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--timeout", type=int, default=60, help="seconds for one unit")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=200)
    return parser.parse_args()


def readInputs(options):
    """(path, text, flags) of each C++ file below the inputs that is not there to fail to parse."""
    found = []
    for folder, folders, files in os.walk(options.inputs):
        folders[:] = sorted(name for name in folders if name not in ("unit", "tool", "house", "corpus", "bench"))
        for name in sorted(files):
            path = os.path.join(folder, name)
            if not name.endswith(".cpp"):
                continue
            with open(path, encoding="utf-8", errors="replace") as file:
                text = file.read()
            if "split-file" in text or (options.small and re.search(r"^#include\s*<", text, re.MULTILINE)):
                continue
            standard = re.search(r"-std=\S+", text)
            include = [f"-I{folder}", f"-I{os.path.join(folder, 'Inputs')}", f"-I{os.path.dirname(folder)}",
                       f"-I{os.path.join(os.path.dirname(folder), 'Inputs')}"]
            found.append((path, text, [standard[0] if standard else "-std=c++20", *include]))
    if not found:
        sys.exit(f"no C++ inputs below {options.inputs}")
    return found


def tokens(text):
    return TOKEN.findall(text)


def solid(parts):
    """Indices of tokens that a mutation may touch: neither blanks nor comments nor preprocessor lines."""
    return [index for index, part in enumerate(parts)
            if not part.isspace() and not part.startswith(("//", "/*", "#"))]


def statements(parts):
    """(begin, end) of runs of tokens that end in a semicolon and hold no brace."""
    found, begin = [], None
    for index, part in enumerate(parts):
        if part in "{}":
            begin = index + 1
        elif part == ";":
            if begin is not None and begin < index:
                found.append((begin, index + 1))
            begin = index + 1
    return found


def change(parts, others, rng):
    """Changes the list of tokens in place in one way."""
    places, spans = solid(parts), statements(parts)
    if not places:
        return
    kind = rng.choice(("delete", "double", "swap", "splice", "word", "word", "word", "word", "drop", "drop", "repeat",
                       "repeat", "move", "move", "move", "move"))
    at = rng.choice(places)
    if kind == "delete":
        parts[at] = " "
    elif kind == "double":
        parts.insert(at, parts[at] + " ")
    elif kind == "swap":
        other = rng.choice(places)
        parts[at], parts[other] = parts[other], parts[at]
    elif kind == "splice":
        begin = rng.randrange(len(others))
        parts[at:at] = [" ", *others[begin:begin + rng.randint(1, 20)], " "]
    elif kind == "word":
        words = [index for index in places if WORD.match(parts[index])]
        if words:
            # Near one another, so that the name is likely to be in scope.
            place = rng.randrange(len(words))
            parts[words[place]] = parts[words[max(0, min(len(words) - 1, place + rng.randint(-12, 6)))]]
    elif spans:
        begin, end = rng.choice(spans)
        statement = parts[begin:end]
        if kind in ("drop", "move"):
            del parts[begin:end]
        if kind == "repeat":
            parts[end:end] = statement
        near = [end for _, end in statements(parts) if abs(end - begin) < 60]
        if kind == "move" and near:
            target = rng.choice(near)
            parts[target:target] = statement


def mutant(inputs, seed, index):
    """The text and flags of one mutant, from its numbers alone."""
    rng = random.Random(seed * 1000003 + index)
    path, text, flags = rng.choice(inputs)
    parts, others = tokens(text), tokens(rng.choice(inputs)[1])
    for _ in range(rng.choice((1, 1, 1, 1, 2, 2, 3, 4))):
        change(parts, others, rng)
    # Expectations are comments; without them no mutant holds a suppression either.
    return path, "".join("" if part.startswith("//") else part for part in parts), flags


def main():
    options = parseArguments()
    inputs = readInputs(options)
    bad, refused, findings, functions = [], 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, ".holdfast.yaml"), "w", encoding="utf-8") as file:
            file.write('rules: ["*"]\n')
        for start in range(0, options.count, options.batch):
            made, origin = [], {}
            for index in range(start, min(start + options.batch, options.count)):
                path, text, flags = mutant(inputs, options.seed, index)
                name = os.path.join(folder, f"mutant{index}.cpp")
                with open(name, "w", encoding="utf-8") as file:
                    file.write(text)
                origin[name] = f"mutant {index} of {os.path.relpath(path, options.inputs)}"
                made.append(units.Unit(name, folder, ("clang++-22", *flags, "-ferror-limit=5", "-c", name)))
            result = batch.run(options.holdfast, made, os.path.join(folder, "db"), options.jobs, options.timeout)
            refused += len(result.refused)
            findings += result.findings
            functions += result.functions
            for name, reason in result.broken.items():
                bad.append(f"{origin.get(name, name)}: {reason}")
                if os.path.exists(name):
                    os.makedirs(options.keep, exist_ok=True)
                    os.replace(name, os.path.join(options.keep, os.path.basename(name)))
            for unit in made:
                if os.path.exists(unit.file):
                    os.remove(unit.file)
    print(f"{options.count} mutants of {len(inputs)} inputs (seed {options.seed}): "
          f"{options.count - refused - len(bad)} parse, {refused} do not, {len(bad)} crash or hang; "
          f"{functions} functions checked, {findings} findings")
    for line in bad:
        print("bad:", line)
    if not functions:
        print("no function was checked, so this run says nothing")
    return 1 if bad or not functions else 0


if __name__ == "__main__":
    sys.exit(main())
