#!/usr/bin/env python3
# How long a keystroke in an editor takes to show, in a real project: opens a file, types into its middle again and
# again, and measures from each change to the diagnostics of that very text. Beside it, the whole check of the same file
# by the command line. What the server says of its own time (--profile) is printed as it is.
#
#   lsp.py [--holdfast BIN] [--keys N] DIR FILE...      DIR has compile_commands.json

import argparse
import os
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lsp", "Inputs"))
from client import Client


def parseArguments():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    parser = argparse.ArgumentParser()
    parser.add_argument("--holdfast", default=os.path.join(root, "build", "bin", "holdfast"))
    parser.add_argument("--keys", type=int, default=20)
    parser.add_argument("database")
    parser.add_argument("files", nargs="+")
    return parser.parse_args()


def main():
    options = parseArguments()
    for file in options.files:
        begin = time.monotonic()
        subprocess.run([options.holdfast, "-p", options.database, "--no-cache", "--quiet", file], stdout=subprocess.DEVNULL)
        whole = time.monotonic() - begin
        with Client(options.holdfast, "--profile", "-p", options.database) as editor:
            begin = time.monotonic()
            editor.open(file)
            editor.found(file)
            first = time.monotonic() - begin
            path = os.path.abspath(file)
            middle = editor.texts[path].index("{\n", len(editor.texts[path]) // 2)
            line = editor.texts[path][middle:].split("\n", 2)[1]
            keys = []
            for _ in range(options.keys):
                begin = time.monotonic()
                editor.replace(file, line, line + " ")
                editor.found(file)
                keys.append(time.monotonic() - begin)
        print(f"{file}: command line {whole:.3f} s; opened {first:.3f} s; a keystroke: median {statistics.median(keys):.3f} s, "
              f"slowest {max(keys):.3f} s of {len(keys)}")


if __name__ == "__main__":
    main()
