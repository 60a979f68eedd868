#!/usr/bin/env python3
"""Runs one workload at its check size, and compares what it prints.

Usage: check.py BUILD --variants=LIST PROGRAM

Each variant of the list (cpp, checked, baseline, thread, address, rust, go)
must be built and print, byte for byte, what is expected. Those in C++ must
refuse what is no number, with a sentence.
"""

import argparse
import pathlib
import subprocess
import sys

import programs


def refuses(path):
    """Why it does not refuse a word in the place of its number, or None."""
    done = subprocess.run([path, "1x"], check=False, capture_output=True, text=True)
    if done.returncode == 2 and done.stderr.startswith("usage: ") and not done.stdout:
        return None
    return f"{path} takes 1x for a number: status {done.returncode}, {done.stderr!r}"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--variants", required=True)
    options.add_argument("program", choices=programs.PROGRAMS)
    chosen = options.parse_args()
    failed = False
    for variant in chosen.variants.split(","):
        if variant == "baseline" and not programs.has_baseline(chosen.program):
            continue
        wrong = programs.check(chosen.build, chosen.program, variant)
        if not wrong and variant in ("cpp", "baseline") and not programs.PROGRAMS[chosen.program].reads:
            wrong = refuses(programs.path_of(chosen.build, chosen.program, variant))
        print(f"{chosen.program} {variant}: {wrong or 'right'}")
        failed |= wrong is not None
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
