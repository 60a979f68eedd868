"""Runs whole processes and says what they took."""

import dataclasses
import hashlib
import os
import subprocess
import time


@dataclasses.dataclass(frozen=True)
class Run:
    wall: float  # seconds
    cpu: float  # seconds, of all its threads, in the program and the system
    memory: float  # the most that it had in memory, in bytes


def measure(command, input_file):
    """A run of a program that reads a file, or nothing (None), and whose output
    is thrown away.

    A shell stands between: what a process had in memory before it became the
    program counts as the program's, and a shell is smaller than Python."""
    with open(input_file or os.devnull, "rb") as source, open(os.devnull, "wb") as sink:
        begin = time.perf_counter()
        process = subprocess.Popen(["/bin/sh", "-c", '"$@"; exit $?', "sh", *map(str, command)],
                                   stdin=source, stdout=sink)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} ends with {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def digest(command, input_file):
    """The MD5 sum of what a program prints."""
    with open(input_file or os.devnull, "rb") as source:
        process = subprocess.Popen([*map(str, command)], stdin=source, stdout=subprocess.PIPE)
        sums = hashlib.md5()
        while some := process.stdout.read(1 << 20):
            sums.update(some)
    if process.wait():
        raise RuntimeError(f"{' '.join(map(str, command))} ends with {process.returncode}")
    return sums.hexdigest()
