#!/usr/bin/env python3
"""The workloads beside Rust, Go and plain C++, as whole processes, in one run.

Usage: workloads.py [--rounds=N] [--size=check|small|full] [--output=FOLDER]
                    [PROGRAM...]

Builds everything into a folder of its own below the build folder: C++ with
clang++-22 and with g++, Rust and Go. Checks each program at its check size, and
that all print the same at the size that is timed; that is also the round that
warms up. Then N (9) rounds, in each of which every variant of a program runs
once, in an order that turns. A language whose compiler is not there is left
out, and that is said. FOLDER (docs/benchmarks) gets results.md and the charts.

At the size `small` (the default) a process on the runtime takes a fifth of a
second to a second on two cores; `full` is the size of the Benchmarks Game.
"""

import argparse
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test" / "workloads"))

import languages  # noqa: E402
import measure  # noqa: E402
import programs  # noqa: E402
import report  # noqa: E402

COMPILERS = {"clang++": ("clang++-22", "clang-22"), "g++": ("g++", "gcc")}


def build_cpp(folder, compiler):
    """All workloads in C++, in release mode, into a folder of their own."""
    cxx, c = COMPILERS[compiler]
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    subprocess.run(["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", "--log-level=WARNING",
                    f"-DCMAKE_CXX_COMPILER={cxx}", f"-DCMAKE_C_COMPILER={c}",
                    "-DCMAKE_BUILD_TYPE=Release", "-DHOLDFAST_BUILD_TOOL=OFF",
                    "-DHOLDFAST_BUILD_TESTS=OFF", "-DHOLDFAST_BUILD_WORKLOADS=ON"], **quiet)
    subprocess.run(["cmake", "--build", folder], **quiet)


def build_all(folder):
    """{variant: build folder}, and which variants of its programs that are."""
    clang, gcc = folder / "clang", folder / "gcc"
    build_cpp(clang, "clang++")
    build_cpp(gcc, "g++")
    built = {"holdfast": (clang, "cpp"), "holdfast, g++": (gcc, "cpp"),
             "holdfast, checked": (clang, "checked"), "plain C++": (clang, "baseline")}
    for language, find, build in (("rust", languages.find_rust, languages.build_rust),
                                  ("go", languages.find_go, languages.build_go)):
        if find():
            build(clang)
            built[language] = (clang, language)
        else:
            print(f"{language} is left out: there is no compiler", flush=True)
    return built


def variants_of(name, built):
    """{variant: path} of one program."""
    return {variant: programs.path_of(folder, name, kind)
            for variant, (folder, kind) in built.items()
            if kind != "baseline" or programs.has_baseline(name)}


def check_all(names, built):
    """Stops at the first program that prints something else than it should."""
    for name in names:
        for variant in variants_of(name, built):
            wrong = programs.check(*built[variant][:1], name, built[variant][1])
            if wrong:
                sys.exit(f"{name}, {variant}: {wrong}")


def input_of(folder, program, size):
    """The file that a program reads at a size, or None."""
    if not program.reads:
        return None
    file = folder / f"fasta-{size}.txt"
    if not file.exists():
        with open(folder / "new.txt", "wb") as to:
            subprocess.run([programs.path_of(folder / "clang", "fasta", "cpp"), str(size)],
                           stdout=to, check=True)
        os.replace(folder / "new.txt", file)
    return file


def compare(folder, name, built, chosen):
    """{variant: [Run]} of one program."""
    program, variants = programs.PROGRAMS[name], variants_of(name, built)
    size = getattr(program, chosen.size)
    source = input_of(folder, program, size)
    commands = {variant: [path] if program.reads else [path, size]
                for variant, path in variants.items()}
    sums = {variant: measure.digest(command, source, program.unordered)
            for variant, command in commands.items()}
    if len(set(sums.values())) > 1:
        sys.exit(f"{name} {size} prints different things: {sums}")
    runs = {variant: [] for variant in commands}
    order = list(commands)
    for turn in range(chosen.rounds):
        first = turn % len(order)
        for variant in order[first:] + order[:first]:
            runs[variant].append(measure.measure(commands[variant], source))
    print(report.line_of(name, runs), flush=True)
    return runs


def parse_options():
    options = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1][len("Usage: "):])
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--size", choices=["check", "small", "full"], default="small")
    options.add_argument("--output", type=pathlib.Path, default=ROOT / "docs" / "benchmarks")
    options.add_argument("programs", nargs="*", metavar="PROGRAM")
    chosen = options.parse_args()
    unknown = set(chosen.programs) - set(programs.PROGRAMS)
    if unknown:
        options.error(f"there is no workload {', '.join(sorted(unknown))}: there are "
                      f"{', '.join(programs.PROGRAMS)}")
    if chosen.rounds < 1:
        options.error("at least one round")
    return chosen


def main():
    chosen = parse_options()
    build = pathlib.Path(os.environ.get("HOLDFAST_BUILD", ROOT / "build")).resolve()
    folder = build / "bench-workloads"
    folder.mkdir(parents=True, exist_ok=True)
    names = chosen.programs or list(programs.PROGRAMS)
    print("building", flush=True)
    built = build_all(folder)
    check_all(names, built)
    print(f"all right at check size; {chosen.rounds} rounds, load {os.getloadavg()[0]:.1f}",
          flush=True)
    all_runs = {name: compare(folder, name, built, chosen) for name in names}
    report.write(chosen.output, all_runs, chosen.size, chosen.rounds)
    print(f"written to {chosen.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
