#!/usr/bin/env python3
"""How fast the runtime's locks and bounded channels are, beside their peers.

Usage: runtime.py [ROUNDS]

Measures, each the nanoseconds for one operation:
  lock       lock, increment, unlock by one thread       (20 million)
  lock-2     the same by two threads on one lock         (5 million each)
  channel-1  8-byte messages through bounded(1024), one sender, one receiver
             (3 million)
  channel-2  the same with two senders (1.5 million each)
Peers: Rust's std (Mutex, sync_channel), and std::mutex of the C++ library.
ROUNDS (9) runs of each, in turn; printed are the medians, and the median of
the ratios peer / ours of one round with the second lowest and second highest.
The work is in Inputs/runtime.cpp and Inputs/runtime.rs; without rustc, Rust is
left out, and that is said.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
INPUTS = ROOT / "test" / "bench" / "Inputs"


def build(folder):
    """{peer: program}, ours under "holdfast"."""
    ours = folder / "ours"
    runtime = ROOT / "runtime"
    subprocess.run(["clang++-22", "-std=c++20", "-O2", "-DNDEBUG", f"-I{runtime / 'include'}",
                    *map(str, (runtime / "src").glob("*.cpp")), str(INPUTS / "runtime.cpp"),
                    "-o", str(ours), "-lpthread"], check=True)
    programs = {"holdfast": ours}
    if shutil.which("rustc"):
        programs["rust"] = folder / "rust"
        subprocess.run(["rustc", "-O", str(INPUTS / "runtime.rs"), "-o", str(programs["rust"])],
                       check=True)
    else:
        print("there is no rustc: Rust is left out")
    return programs


def run(program, measure):
    output = subprocess.run([program, measure], check=True, capture_output=True, text=True).stdout
    return float(output)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    print(f"{os.cpu_count()} processors, {rounds} rounds")
    with tempfile.TemporaryDirectory() as folder:
        programs = build(pathlib.Path(folder))
        for measure in ("lock", "lock-2", "channel-1", "channel-2"):
            runs = {"holdfast": (programs["holdfast"], measure)}
            if "rust" in programs:
                runs["rust"] = (programs["rust"], measure)
            if measure.startswith("lock"):
                runs["std::mutex"] = (programs["holdfast"], measure + "-std")
            times = {name: [] for name in runs}
            for _ in range(rounds):
                for name, what in runs.items():
                    times[name].append(run(*what))
            print(f"{measure}: holdfast {statistics.median(times['holdfast']):.1f} ns", end="")
            for name in list(runs)[1:]:
                ratios = sorted(a / b for a, b in zip(times[name], times["holdfast"]))
                cut = 1 if len(ratios) > 4 else 0
                print(f"; {name} {statistics.median(times[name]):.1f} ns, "
                      f"{statistics.median(ratios):.2f} times ours "
                      f"[{ratios[cut]:.2f}, {ratios[-1 - cut]:.2f}]", end="")
            print(flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
