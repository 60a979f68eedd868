#!/usr/bin/env python3
# Every header that Clang installs goes through Holdfast without a crash: `./dev soak headers`.
#
# Each header under Clang's resource folder and under LLVM's include folder (LLVM's and Clang's own C++ API) is a unit
# of its own in a generated database, many units a run. A unit that does not parse (a header for another target, or
# one that needs another before it) is counted as such where clang++-22 refuses it too; any other failure, an internal
# failure, ends the script with status 1.

import argparse
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "corpus"))

import batch  # noqa: E402
import units  # noqa: E402


def parseArguments():
    parser = argparse.ArgumentParser(description="check every installed header of Clang and LLVM")
    parser.add_argument("--holdfast", default=units.defaultHoldfast())
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=200)
    parser.add_argument("--limit", type=int, default=0, help="only every so many-th header, about this many in all")
    return parser.parse_args()


def output(*argv):
    return subprocess.run(argv, check=True, text=True, capture_output=True).stdout.strip()


def headers():
    """(file, flags) of each header, by folder and name."""
    resources = os.path.join(output("clang++-22", "-print-resource-dir"), "include")
    installed = output("llvm-config-22", "--includedir")
    for root, flags in ((resources, ("-std=c++20",)), (installed, ("-std=c++20", "-fno-rtti", "-I" + installed))):
        for folder, folders, files in os.walk(root):
            folders.sort()
            for name in sorted(files):
                if name.endswith((".h", ".hpp")) or (root == resources and "." not in name):
                    yield os.path.join(folder, name), flags


def unitOf(file, flags, folder):
    return units.Unit(file, folder, ("clang++-22", "-x", "c++", *flags, "-c", file))


def main():
    options = parseArguments()
    everything = list(headers())
    if options.limit:
        everything = everything[::max(1, len(everything) // options.limit)]
    bad, refused, findings, functions = {}, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(everything), options.batch):
            made = [unitOf(file, flags, folder) for file, flags in everything[start:start + options.batch]]
            result = batch.run(options.holdfast, made, os.path.join(folder, "db"), options.jobs, 120, confirm=True)
            bad.update(result.broken)
            refused += len(result.refused)
            findings += result.findings
            functions += result.functions
            print(f"{start + len(made)} of {len(everything)} headers", file=sys.stderr, flush=True)
    print(f"{len(everything)} headers: {len(everything) - refused - len(bad)} checked, {refused} that clang refuses "
          f"too, {len(bad)} bad; {functions} functions checked, {findings} findings")
    for file, reason in bad.items():
        print(f"bad: {file}: {reason}")
    if not functions:
        print("no function was checked, so this run says nothing")
    return 1 if bad or not functions else 0


if __name__ == "__main__":
    sys.exit(main())
