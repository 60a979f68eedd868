#!/usr/bin/env python3
"""How fast the runtime serves HTTP, beside Go's net/http and Rust's hyper, in one run.

Usage: http.py [ROUNDS [CONNECTIONS [MEASURE...]]]

Measures:
  hello      each answer is "hello"; ours and Go's
  web-api    runtime/workloads/web-api in its three languages, with a thousand
             items, of which nine are read and a tenth is written, in turn
wrk asks, with one thread, CONNECTIONS (64) connections that stay open, for two
seconds. ROUNDS (9) rounds, in each of which every server is begun anew and asked
once, in turn. Printed are the medians of the requests a second, of the 99th
percentile of the time that one takes, and of the server's processor time for
one; and the medians of the ratios of one round (ours to theirs: requests, and
theirs to ours: the two times; above 1 where ours is better) with the second
lowest and second highest. wrk, the servers and whatever else runs share the
machine's processors.

Needs wrk, curl, Boost's headers, and what the peers need; a server that does not build
is left out, and that is said.
"""

import dataclasses
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import typing

ROOT = pathlib.Path(__file__).resolve().parents[2]
INPUTS = ROOT / "test" / "bench" / "Inputs" / "http"
WEB_API = ROOT / "runtime" / "workloads" / "web-api"
SECONDS = 2
sys.path.append(str(ROOT / "test" / "workloads"))
import languages  # noqa: E402

UNITS = {"us": 1.0, "ms": 1e3, "s": 1e6}




def build_cpp(source, program, *options):
    runtime = ROOT / "runtime"
    subprocess.run(["clang++-22", "-std=c++20", "-O2", "-DNDEBUG", f"-I{runtime / 'include'}",
                    *options, *map(str, (runtime / "src").glob("*.cpp")), str(source),
                    "-o", str(program), "-lpthread"], check=True)
    return program


def hello_cpp(folder):
    return build_cpp(INPUTS / "holdfast.cpp", folder / "hello-holdfast")


def hello_go(folder):
    languages.go_build(folder / "hello-go", folder / "go-cache", INPUTS / "server.go")
    return folder / "hello-go"


def web_api_cpp(folder):
    page = (WEB_API / "page.h.in").read_text().replace("@Page@", (WEB_API / "page.html").read_text())
    (folder / "page.h").write_text(page)
    return build_cpp(WEB_API / "web-api.cpp", folder / "web-api-holdfast", f"-I{folder}",
                     f"-I{WEB_API.parent}")


def web_api_go(folder):
    languages.go_build(folder / "web-api-go", folder / "go-cache", WEB_API / "web-api.go")
    return folder / "web-api-go"


def web_api_rust(folder):
    shutil.copytree(WEB_API, folder / "rust")
    with (folder / "rust" / "Cargo.toml").open("a") as manifest:
        manifest.write("\n" + languages.PROFILE)
    return languages.cargo_build(folder / "rust", folder / "cargo") / "web-api"


def add_items(port):
    subprocess.run(["curl", "--silent", "--fail", "--output", "/dev/null",
                    "--data", '{"name": "a name", "price": 1}',
                    f"http://127.0.0.1:{port}/items?[1-1000]"], check=True)


@dataclasses.dataclass(frozen=True)
class Measure:
    builds: dict  # {server: function of a folder that gives the program}
    arguments: tuple = ()
    prepare: typing.Callable = lambda port: None
    script: str = ""


MEASURES = {
    "hello": Measure({"holdfast": hello_cpp, "go": hello_go}),
    "web-api": Measure({"holdfast": web_api_cpp, "rust": web_api_rust, "go": web_api_go}, ("0",),
                       add_items, "items.lua"),
}


def processor_time(process):
    """Seconds, of user and system."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask(measure, program, connections):
    """(requests a second, 99th percentile in microseconds, microseconds of
    processor time for a request)"""
    script = ["-s", str(INPUTS / measure.script)] if measure.script else []
    with subprocess.Popen([program, *measure.arguments], stdout=subprocess.PIPE, text=True) as server:
        try:
            port = int(server.stdout.readline())
            measure.prepare(port)
            before = processor_time(server)
            output = subprocess.run(
                ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency",
                 *script, f"http://127.0.0.1:{port}/"],
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


def build(measure, folder):
    """{server: program}; ours must build, what else does not is left out."""
    programs = {}
    for name, make in measure.builds.items():
        try:
            programs[name] = make(folder)
        except (OSError, subprocess.CalledProcessError) as error:
            if name == "holdfast":
                raise
            print(f"the server in {name} is left out: {error}", flush=True)
    return programs


def compare(measure, programs, rounds, connections):
    found = {name: [] for name in programs}
    for _ in range(rounds):
        for name, program in programs.items():
            found[name].append(ask(measure, program, connections))
    for name, rows in found.items():
        rate, time, used = map(statistics.median, zip(*rows))
        print(f"{name:10} {rate:10.0f} requests/s   99 %: {time:8.0f} us   "
              f"{used:6.2f} us of processor time each")
    for name in found:
        if name == "holdfast":
            continue
        pairs = list(zip(found["holdfast"], found[name]))
        print(f"requests      ours / {name:4}", interval([ours[0] / it[0] for ours, it in pairs]))
        print(f"99 %          {name:4} / ours", interval([it[1] / ours[1] for ours, it in pairs]))
        print(f"processor     {name:4} / ours", interval([it[2] / ours[2] for ours, it in pairs]),
              flush=True)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    connections = int(sys.argv[2]) if len(sys.argv) > 2 else 64
    for name in sys.argv[3:] or MEASURES:
        with tempfile.TemporaryDirectory() as folder:
            programs = build(MEASURES[name], pathlib.Path(folder))
            print(f"{name}: {rounds} rounds, load {os.getloadavg()[0]:.1f}", flush=True)
            compare(MEASURES[name], programs, rounds, connections)
    return 0


if __name__ == "__main__":
    sys.exit(main())
