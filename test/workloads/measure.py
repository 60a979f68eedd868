"""Runs whole processes and says what they took."""

import dataclasses
import hashlib
import os
import subprocess
import tempfile
import time


@dataclasses.dataclass(frozen=True)
class Run:
    wall: float  # seconds
    cpu: float  # seconds, of all its threads, in the program and the system
    memory: float  # the most that it had in memory, in bytes


def measure(command, input_file):
    """A run of a program that reads a file, or nothing (None), and whose output
    is thrown away.

    GNU time stands between: what a process had in memory before it became the
    program counts as the program's, and Python had much."""
    with open(input_file or os.devnull, "rb") as source, open(os.devnull, "wb") as sink, \
            tempfile.NamedTemporaryFile("r") as told:
        begin = time.perf_counter()
        done = subprocess.run(["/usr/bin/time", "-q", "-f", "%U %S %M", "-o", told.name,
                               *map(str, command)], stdin=source, stdout=sink, check=False)
        wall = time.perf_counter() - begin
        if done.returncode:
            raise RuntimeError(f"{' '.join(map(str, command))} ends with {done.returncode}")
        user, system, kilobytes = told.read().split()
    return Run(wall, float(user) + float(system), int(kilobytes) * 1024)


def digest(command, input_file, unordered=False):
    """The MD5 sum of what a program prints, with `unordered` of its sorted lines."""
    with open(input_file or os.devnull, "rb") as source:
        process = subprocess.Popen([*map(str, command)], stdin=source, stdout=subprocess.PIPE)
        sums = hashlib.md5()
        if unordered:
            sums.update(b"".join(sorted(process.stdout)))
        while some := process.stdout.read(1 << 20):
            sums.update(some)
    if process.wait():
        raise RuntimeError(f"{' '.join(map(str, command))} ends with {process.returncode}")
    return sums.hexdigest()
