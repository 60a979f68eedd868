"""Compiles each public header of the runtime by itself, checked and release.

Usage: headers.py ROOT SCRATCH.cpp COMPILER...
"""

import pathlib
import subprocess
import sys

root, scratch, compiler = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
include = root / "runtime" / "include"
headers = sorted((include / "holdfast").glob("*.h"))
assert headers, "there are no headers"
failed = 0
for header in headers:
    pathlib.Path(scratch).write_text(f'#include "holdfast/{header.name}"\n')
    for checked in (0, 1):
        command = compiler + ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror",
                              "-Wthread-safety", f"-DHOLDFAST_CHECKED={checked}",
                              f"-I{include}", scratch]
        failed += subprocess.run(command, check=False).returncode != 0
sys.exit(1 if failed else 0)
