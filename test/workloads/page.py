#!/usr/bin/env python3
"""Looks at the web API's page in a browser.

Usage: page.py BUILD CHROMIUM

After some seconds, of the browser's own clock, the page must show a rate and
times, draw them, and have had no error. Its own readings are requests enough.
"""

import pathlib
import re
import subprocess
import sys

import programs
import server


def main():
    build, chromium = pathlib.Path(sys.argv[1]), sys.argv[2]
    with server.begin(programs.path_of(build, "web-api", "cpp")) as (_, port):
        done = subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
             "--log-level=0", "--virtual-time-budget=10000", "--dump-dom",
             f"http://127.0.0.1:{port}/"],
            check=True, capture_output=True, text=True, timeout=300)
    page = done.stdout
    assert "CONSOLE" not in done.stderr, done.stderr
    assert '<p id="state">The last minute' in page, page
    for of in ("p50", "p99"):
        assert re.search(rf'<output id="{of}">[\d.]+ (ns|µs|ms)</output>', page), page
    assert re.search(r'top: \d', page), page
    lines = re.findall(r'<path stroke="var\((--\w+)\)" d="(M[^"]*L[^"]*)"', page)
    assert [color for color, _ in lines] == ["--line", "--other", "--line"], page
    return 0


if __name__ == "__main__":
    sys.exit(main())
