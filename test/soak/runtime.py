#!/usr/bin/env python3
"""The runtime's tests with much more to do, for as long as is said: `./dev soak runtime [MINUTES [FILTER]]`, an hour of
all without.

Each round runs every test by itself in three builds, with metrics under ThreadSanitizer, checked under AddressSanitizer
and released: a stress test with twice the operations of the round before, a program of the deterministic scheduler with
twice the seeds, until it takes half a minute. How many workers there are and in which order the tests come changes from
round to round, by the round's number alone. What runs when the time is over is ended, and counts for nothing.

Prints what has failed, with the line that runs it again, and what has been done. Exit status 1 where a test has failed or
has not come to its end in ten minutes, or none has been run.
"""

import os
import random
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.abspath(os.environ.get("HOLDFAST_BUILD", os.path.join(ROOT, "build")))
BUILDS = ["Thread", "Address", "Release"]
WORKERS = [None, "1", "4", "16"]
FIRST_FACTOR = 10  # of HOLDFAST_SOAK, which is 5 in `./dev test`
LONG = 30  # seconds for a test that is not to grow further
PATIENCE = 600  # seconds for any


def make():
    for command in (["cmake", "-S", ROOT, "-B", BUILD, "-DHOLDFAST_BUILD_TESTS=ON"],
                    ["cmake", "--build", BUILD, "--target", *[f"Holdfast{build}RuntimeTests" for build in BUILDS]]):
        if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
            sys.exit(2)


def program_of(build):
    return os.path.join(BUILD, "test", "runtime", "unit", f"Holdfast{build}RuntimeTests")


def tests_of(build, wanted):
    """Their full names, "Suite.test"."""
    listing = subprocess.run([program_of(build), "--gtest_list_tests", f"--gtest_filter={wanted}"], capture_output=True, text=True,
                             check=True).stdout
    suite, names = None, []
    for line in listing.splitlines():
        name = line.split("#")[0].rstrip()
        if re.match(r"\S+\.$", name):
            suite = name
        elif name.startswith("  ") and suite:
            names.append(suite + name.strip())
    return names


class Soak:
    def __init__(self, seconds, wanted):
        self.end = time.monotonic() + seconds
        self.tests = [(build, name) for build in BUILDS for name in tests_of(build, wanted)]
        self.factors = dict.fromkeys(self.tests, FIRST_FACTOR)
        self.failures, self.ran, self.rounds = [], 0, 0

    def run(self, build, name, workers):
        """Whether there is time for more."""
        begin = time.monotonic()
        left = self.end - begin
        if left <= 0:
            return False
        factor = self.factors[build, name]
        setting = {"HOLDFAST_SOAK": str(factor)} | ({"HOLDFAST_WORKERS": workers} if workers else {})
        command = [program_of(build), f"--gtest_filter={name}"]
        shown = " ".join(f"{key}={value}" for key, value in setting.items()) + " " + " ".join(command)
        try:
            done = subprocess.run(command, env={**os.environ, **setting}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                  errors="replace", timeout=min(left, PATIENCE), check=False)
        except subprocess.TimeoutExpired:
            if left <= PATIENCE:
                return False
            self.failures.append(f"no end in {PATIENCE} s: {shown}")
            return True
        self.ran += 1
        if done.returncode or "[  FAILED  ]" in done.stdout:
            self.failures.append(f"exit status {done.returncode}: {shown}\n{done.stdout[-4000:]}")
            print(self.failures[-1], flush=True)
        elif time.monotonic() - begin < LONG:
            self.factors[build, name] = 2 * factor
        return True

    def go_on(self):
        while True:
            chance = random.Random(self.rounds)
            for build, name in chance.sample(self.tests, len(self.tests)):
                if not self.run(build, name, chance.choice(WORKERS)):
                    return
            self.rounds += 1
            print(f"{self.rounds} rounds of {len(self.tests)} tests, {len(self.failures)} failures", flush=True)


def main():
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    make()
    soak = Soak(minutes * 60, sys.argv[2] if len(sys.argv) > 2 else "*")
    if not soak.tests:
        sys.exit("there is no such test")
    soak.go_on()
    print(f"{soak.rounds} rounds of {len(soak.tests)} tests, {soak.ran} runs, {len(soak.failures)} failures")
    for failure in soak.failures:
        print(failure.splitlines()[0])
    return 1 if soak.failures or not soak.ran else 0


if __name__ == "__main__":
    sys.exit(main())
