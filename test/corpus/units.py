# Compile commands as data, and a small runner that measures: shared by the corpus, mutation, benchmark and soak
# scripts.
#
# A Unit is one C++ entry of a compile_commands.json. measure() runs many commands, so many at a time, and says for
# each its status, output, CPU time (with its children's) and the peak memory of its largest process.

import json
import os
import shlex
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field

CXX_SUFFIXES = (".cc", ".cpp", ".cxx", ".c++", ".C", ".cppm", ".ccm")


@dataclass(frozen=True)
class Unit:
    file: str
    directory: str
    arguments: tuple

    def entry(self):
        return {"directory": self.directory, "file": self.file, "arguments": list(self.arguments)}


def load(database):
    """The C++ units of a compile_commands.json (or of the folder that holds it), each file once, in its order."""
    if os.path.isdir(database):
        database = os.path.join(database, "compile_commands.json")
    with open(database, encoding="utf-8") as file:
        entries = json.load(file)
    units, seen = [], set()
    for entry in entries:
        path = os.path.normpath(os.path.join(entry["directory"], entry["file"]))
        if path in seen or not path.endswith(CXX_SUFFIXES):
            continue
        seen.add(path)
        arguments = entry.get("arguments") or shlex.split(entry["command"])
        units.append(Unit(path, entry["directory"], tuple(arguments)))
    return units


def store(units, folder):
    """Writes the units as folder/compile_commands.json."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as file:
        json.dump([unit.entry() for unit in units], file, indent=1)


def flags(unit):
    """The unit's arguments without the compiler, the source, -c and what names outputs."""
    kept, skip = [], False
    for argument in unit.arguments[1:]:
        if skip:
            skip = False
        elif argument in ("-o", "-MF", "-MT", "-MQ"):
            skip = True
        elif argument in ("-c", "-MD", "-MMD", "-MP"):
            pass
        elif os.path.normpath(os.path.join(unit.directory, argument)) == unit.file:
            pass
        else:
            kept.append(argument)
    return kept


def syntaxOnly(unit, extra=(), compiler="clang++-22"):
    return [compiler, "-fsyntax-only", *flags(unit), *extra, unit.file]


@dataclass
class Outcome:
    status: int
    output: str
    wall: float
    cpu: float
    memory: float  # MB, of the largest process


@dataclass
class Total:
    wall: float
    cpu: float
    memory: float
    outcomes: list = field(default_factory=list)


def measure(commands, jobs, timeout=None, niceness=0):
    """Runs (argv, directory) pairs, `jobs` at a time; a Total whose outcomes are in the commands' order."""
    outcomes, running, waiting = [None] * len(commands), {}, list(range(len(commands)))[::-1]
    begin = time.monotonic()
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                _start(commands, waiting.pop(), running, niceness)
            pid, status, usage = os.wait4(-1, 0) if timeout is None else _waitSome(running, timeout)
            if pid not in running:
                continue
            index, process, output, started = running.pop(pid)
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            text = output.read().decode("utf-8", "replace")
            output.close()
            outcomes[index] = Outcome(process.returncode, text, time.monotonic() - started,
                                      usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    finally:
        for _, process, output, _ in running.values():
            _end(process)
            output.close()
    return Total(time.monotonic() - begin, sum(outcome.cpu for outcome in outcomes),
                 max((outcome.memory for outcome in outcomes), default=0), outcomes)


def _start(commands, index, running, niceness):
    argv, directory = commands[index]
    output = tempfile.TemporaryFile()
    process = subprocess.Popen(argv, cwd=directory, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                               start_new_session=True,
                               preexec_fn=(lambda: os.nice(niceness)) if niceness else None)
    running[process.pid] = (index, process, output, time.monotonic())


def _waitSome(running, timeout):
    while True:
        pid, status, usage = os.wait4(-1, os.WNOHANG)
        if pid:
            return pid, status, usage
        for _, process, _, started in running.values():
            if time.monotonic() - started > timeout:
                _end(process)
        time.sleep(0.01)


def _end(process):
    """Kills the process and the workers that it started: it leads a session of its own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def firstError(text):
    """The first error in a compiler's output, or its last line where no line says error."""
    lines = [line for line in text.splitlines() if line.strip()]
    for line in lines:
        if "error:" in line:
            return line.strip()
    return lines[-1].strip() if lines else "no output"


def repository():
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def defaultHoldfast():
    return os.path.join(repository(), "build", "bin", "holdfast")


def defaultWork():
    return os.path.join(repository(), "build", "corpus")
