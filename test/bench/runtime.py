#!/usr/bin/env python3
"""How fast the runtime is, beside its peers, in one run.

Usage: runtime.py [ROUNDS [MEASURE...]]

Measures, each the nanoseconds for one operation, but for the bytes of parked;
pairs are as many senders as receivers, wide is 64 bytes a message in place of 8:
  lock, lock-2              lock, increment, unlock by one thread, by two
  bounded-1, bounded-2      messages through bounded(1024), one pair, two
  bounded-1-wide, -2-wide
  unbounded, rendezvous     one pair
  rendezvous-goroutines     the same, but for goroutines; all others are of
                            threads, and of goroutines in Go
  select-4                  messages of one sender through four bounded(1024)
  switch                    between two goroutines of one thread that yield
  parked                    memory of each of 100,000 goroutines that wait, with
                            page tables
  fork-join                 a tree of 2^22 forks of empty functions (tbb: 2^20)
  spawn                     100,000 goroutines spawned and joined
  sum, map-reduce           of 1e8 doubles; map-reduce takes square roots
  sort, stable-sort         of 1e7 random 64-bit integers; stable by 56 bits
ROUNDS (9) runs of each program in turn; printed are the medians, and the median
of the ratios peer / ours of one round with the second lowest and second
highest. A target within that interval counts as met.

The work is in Inputs/runtime/. Rust's peers are built from Debian's packages,
without a network. A peer whose compiler or library is not there, or that does
not build, is left out, and that is said. moodycamel's queue has no bound: it
never makes a sender wait. boost.fiber's fibers are on one thread.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test" / "workloads"))
import languages  # noqa: E402
import ratios  # noqa: E402

INPUTS = ROOT / "test" / "bench" / "Inputs" / "runtime"
CLANG = ["clang++-22", "-std=c++20", "-O2", "-DNDEBUG"]

LOCKS = ["go", "parking_lot", "rust std", "std::mutex", "absl"]
BOUNDED = ["go", "crossbeam", "moodycamel", "tbb"]
PEERS = {
    "lock": LOCKS,
    "lock-2": LOCKS,
    "bounded-1": BOUNDED + ["rust std"],
    "bounded-2": BOUNDED,
    "bounded-1-wide": BOUNDED + ["rust std"],
    "bounded-2-wide": BOUNDED,
    "unbounded": ["crossbeam", "moodycamel"],
    "rendezvous": ["crossbeam"],
    "rendezvous-goroutines": ["go"],
    "select-4": ["crossbeam", "go"],
    "switch": ["go", "boost.fiber"],
    "parked": ["go"],
    "fork-join": ["rayon", "tbb"],
    "spawn": ["go", "rayon", "boost.fiber"],
    "sum": ["rayon", "tbb", "go"],
    "map-reduce": ["rayon", "tbb"],
    "sort": ["rayon", "rust serial", "tbb", "std::sort"],
    "stable-sort": ["rayon", "std::stable_sort"],
}
LANGUAGE = {
    "rust": {"parking_lot", "rust std", "crossbeam", "rayon", "rust serial"},
    "go": {"go"},
}


def language_of(peer):
    return next((name for name, peers in LANGUAGE.items() if peer in peers), "cpp")


def build_ours(folder):
    program, runtime = folder / "holdfast", ROOT / "runtime"
    subprocess.run([*CLANG, f"-I{runtime / 'include'}", *map(str, (runtime / "src").glob("*.cpp")),
                    str(INPUTS / "holdfast.cpp"), "-o", str(program), "-lpthread"], check=True)
    return program


def build_cpp(folder):
    program = folder / "peers-cpp"
    subprocess.run([*CLANG, "-w", str(INPUTS / "peers.cpp"), "-o", str(program),
                    "-ltbb", "-labsl_synchronization", "-lboost_fiber", "-lboost_context",
                    "-lpthread"], check=True)
    return program


def build_rust(folder):
    shutil.copytree(INPUTS, folder / "rust")
    return languages.cargo_build(folder / "rust", folder / "cargo") / "peers"


def build_go(folder):
    program = folder / "peers-go"
    languages.go_build(program, folder / "go", INPUTS / "peers.go")
    return program


def build_peers(folder):
    """{language: program}, of those that can be built."""
    programs = {}
    for language, build in (("cpp", build_cpp), ("rust", build_rust), ("go", build_go)):
        try:
            programs[language] = build(folder)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"the peers in {language} are left out: {error}", flush=True)
    return programs


def run(program, measure):
    output = subprocess.run([program, measure], check=True, capture_output=True, text=True).stdout
    return float(output)


def compare(measure, ours, peers, rounds):
    """Prints one line; `peers` is {name: program}."""
    times = {name: [] for name in ("holdfast", *peers)}
    for _ in range(rounds):
        times["holdfast"].append(run(ours, measure))
        for name, program in peers.items():
            times[name].append(run(program, f"{measure}@{name}"))
    unit = "bytes" if measure == "parked" else "ns"
    print(f"{measure}: holdfast {statistics.median(times['holdfast']):.2f} {unit}", end="")
    for name in peers:
        all_ratios = ratios.interval_of(times[name], times["holdfast"])
        print(f"; {name} {statistics.median(times[name]):.2f} {unit}, "
              f"{all_ratios.median:.2f} times ours "
              f"[{all_ratios.low:.2f}, {all_ratios.high:.2f}]", end="")
    print(flush=True)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    print(f"{os.cpu_count()} processors, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        ours = build_ours(pathlib.Path(folder))
        programs = build_peers(pathlib.Path(folder))
        for measure in sys.argv[2:] or PEERS:
            peers = {name: programs[language_of(name)] for name in PEERS[measure]
                     if language_of(name) in programs}
            compare(measure, ours, peers, rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
