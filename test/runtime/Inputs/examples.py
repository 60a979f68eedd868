#!/usr/bin/env python3
"""Compiles and runs the examples in the comments of the runtime's public headers.

usage: examples.py ROOT WORK_FOLDER [COMPILER [ARGUMENT...]]

An example is a run of comment lines that are indented by three spaces more than
text. It is the body of a function, which is run, with what examples.h declares; a
declaration of a template stands outside of functions. A header without an example
is a failure, and so is one that does not end in time. Without a compiler the program is
only written: WORK_FOLDER/examples.cpp.
"""

import pathlib
import re
import subprocess
import sys

LINE = re.compile(r"\s*///?(?:   (.*\S))?\s*$")


def examples_of(header):
    """(line, text) of each."""
    lines = header.read_text(encoding="utf-8").splitlines()
    found, at, begin = [], [], 0
    for number, line in enumerate(lines + ["code"], 1):
        match = LINE.match(line)
        if match and (match[1] or at):
            begin = begin if at else number
            at.append(match[1] or "")
            continue
        # What is indented below a head of a list or a table is no code.
        text = "\n".join(at).strip("\n")
        if text and re.search(r"[;{}]$", text):
            found.append((begin, text))
        at = []
    return found


def main():
    root, folder, compiler = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
    headers = sorted((root / "runtime" / "include" / "holdfast").glob("*.h"))
    program, calls, without = ['#include "examples.h"'], [], []
    for header in headers:
        examples = examples_of(header)
        if not examples:
            without.append(header.name)
        for line, text in examples:
            name = f"{header.stem}_{line}"
            position = f'#line {line} "{header}"'
            if text.startswith("template <"):
                program += [position, text]
                continue
            program += [f"struct {name} : example {{ void run() {{", position, text, "} };"]
            calls.append(f'  {{ std::cerr << "{header.name}:{line}\\n"; {name}().run(); }}')
    program += ["int main() {", *calls, "}"]
    if without:
        return "no example in " + ", ".join(without)
    source = folder / "examples.cpp"
    source.write_text("\n".join(program) + "\n", encoding="utf-8")
    if not compiler:
        return 0
    inputs = pathlib.Path(__file__).parent
    subprocess.run([*compiler[:1], f"-I{inputs}", str(source), *compiler[1:], "-o", str(folder / "examples")], check=True)
    result = subprocess.run([folder / "examples"], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                            check=False, timeout=120)
    if result.returncode:
        return f"exit status {result.returncode}\n{result.stderr}"
    print(f"{len(calls)} examples of {len(headers)} headers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
