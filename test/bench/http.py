#!/usr/bin/env python3
"""How fast the runtime serves HTTP, beside Go's net/http, in one run.

Usage: http.py [ROUNDS [CONNECTIONS]]

Each server answers "hello"; wrk asks, with one thread, CONNECTIONS (64)
connections that stay open, for two seconds. ROUNDS (9) rounds, in each of which
every server is begun anew and asked once, in turn. Printed are the medians of
the requests a second, of the 99th percentile of the time that one takes, and of
the server's processor time for one; and the medians of the ratios of one round
(ours to Go's: requests, and Go's to ours: the two times; above 1 where ours is
better) with the second lowest and second highest. wrk, the servers and whatever
else runs share the machine's processors.

Needs wrk, Boost's headers and Go; a server that does not build is left out, and
that is said.
"""

import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
INPUTS = ROOT / "test" / "bench" / "Inputs" / "http"
SECONDS = 2
UNITS = {"us": 1.0, "ms": 1e3, "s": 1e6}


def build_ours(folder):
    program, runtime = folder / "holdfast", ROOT / "runtime"
    subprocess.run(["clang++-22", "-std=c++20", "-O2", "-DNDEBUG", f"-I{runtime / 'include'}",
                    *map(str, (runtime / "src").glob("*.cpp")), str(INPUTS / "holdfast.cpp"),
                    "-o", str(program), "-lpthread"], check=True)
    return program


def build_go(folder):
    program = folder / "server-go"
    go = shutil.which("go") or "/usr/lib/go-1.19/bin/go"
    subprocess.run([go, "build", "-o", str(program), str(INPUTS / "server.go")], check=True,
                   env={**os.environ, "GOCACHE": str(folder / "go"), "GO111MODULE": "off"})
    return program


def processor_time(process):
    """Seconds, of user and system."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask(program, connections):
    """(requests a second, 99th percentile in microseconds, microseconds of
    processor time for a request)"""
    with subprocess.Popen([program], stdout=subprocess.PIPE, text=True) as server:
        try:
            port = int(server.stdout.readline())
            before = processor_time(server)
            output = subprocess.run(
                ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency",
                 f"http://127.0.0.1:{port}/"],
                check=True, capture_output=True, text=True).stdout
            used = processor_time(server) - before
        finally:
            server.kill()
    if re.search(r"Socket errors|Non-2xx", output):
        sys.exit(f"{program} did not answer all:\n{output}")
    count = int(re.search(r"(\d+) requests in", output).group(1))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))
    time, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", output).groups()
    return rate, float(time) * UNITS[unit], used / count * 1e6


def interval(ratios):
    ordered = sorted(ratios)
    low, high = (ordered[1], ordered[-2]) if len(ordered) > 3 else (ordered[0], ordered[-1])
    return f"{statistics.median(ordered):.2f} [{low:.2f}, {high:.2f}]"


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    connections = int(sys.argv[2]) if len(sys.argv) > 2 else 64
    with tempfile.TemporaryDirectory() as name:
        folder, programs = pathlib.Path(name), {}
        programs["holdfast"] = build_ours(folder)
        try:
            programs["go"] = build_go(folder)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"Go's server is left out: {error}", flush=True)
        found = {name: [] for name in programs}
        for _ in range(rounds):
            for name, program in programs.items():
                found[name].append(ask(program, connections))
    for name, rows in found.items():
        rate, time, used = map(statistics.median, zip(*rows))
        print(f"{name:10} {rate:10.0f} requests/s   99 %: {time:8.0f} us   "
              f"{used:6.2f} us of processor time each")
    if "go" in found:
        pairs = list(zip(found["holdfast"], found["go"]))
        print("requests      ours / go", interval([ours[0] / go[0] for ours, go in pairs]))
        print("99 %          go / ours", interval([go[1] / ours[1] for ours, go in pairs]))
        print("processor     go / ours", interval([go[2] / ours[2] for ours, go in pairs]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
