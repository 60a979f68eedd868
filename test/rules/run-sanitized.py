#!/usr/bin/env python3
"""Runs the cases of a file: what is reported is stopped, its twin runs clean.

usage: run-sanitized.py PROGRAM SOURCE stops|aborts|clean

PROGRAM is SOURCE's cases with a main of Inputs/run.h, built with a sanitizer.
A function of SOURCE that holds an expected error is a wrong one: run, it must
be stopped by the sanitizer (stops) or by std::terminate (aborts); a file that
is clean has none. Every other case must come to its end without a word from
either, whichever way the conditions fall. A wrong function that is not among
the cases is a failure, unless the line above it says `// not run: why`.
In a file of limits the names decide instead: FN_ is wrong, though it need not
be among the cases, and FP_ is right, whatever is expected.
"""

import os
import re
import subprocess
import sys

# Of a wrong case: how long its threads wait for a death that surely comes.
PATIENCE_WRONG, PATIENCE_RIGHT = "3000", "30"
STOPPED = {
    "stops": re.compile(r"ERROR: AddressSanitizer: (?:heap-use-after-free|stack-use-after-return"
                        r"|stack-use-after-scope)|WARNING: ThreadSanitizer: "),
    "aborts": re.compile(r"terminate called without an active exception|libc\+\+abi: terminating"),
}
ANY_WORD = re.compile(r"Sanitizer|terminate|terminating|runtime error")
EXPECTED = re.compile(r"//\s*(?:EXPECT(?:\([+-]\d+\))? (?:error|warning)|CHECK[^:]*:.*\b(?:error|warning):)")
FUNCTION = re.compile(r"^(?! )[\w:<>*& ,]+?[ *&](?:(\w+)::)?~?(\w+)\([^;{]*\)[^;{]*\{")
CLASS = re.compile(r"^(?:struct|class) (\w+)[^;]*\{")


def wrong_functions(source):
    """{name: True where it must be run} of what holds an expected error: a
    function whose name begins in the first column, or the class of a member."""
    wrong, name, skip, previous = {}, None, False, ""
    with open(source, encoding="utf-8") as file:
        for line in file:
            if match := FUNCTION.match(line) or CLASS.match(line):
                name = next(filter(None, match.groups()))
                skip = previous.startswith("// not run:")
            if name and name.startswith("FN_"):
                wrong[name] = False
            elif EXPECTED.search(line) and not name.startswith("FP_"):
                wrong[name] = not skip
            previous = line
    return wrong


def run(program, name, patience, answer):
    environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=0:symbolize=0:detect_stack_use_after_return=1",
                       TSAN_OPTIONS="halt_on_error=1:symbolize=0")
    try:
        done = subprocess.run([program, name, patience, answer], env=environment, timeout=120,
                              capture_output=True, text=True, errors="replace", check=False)
    except subprocess.TimeoutExpired:
        return -1, "no end within two minutes"
    return done.returncode, done.stdout + done.stderr


def main():
    program, source, how = sys.argv[1:4]
    cases = subprocess.run([program, "--list"], capture_output=True, text=True, check=True)
    cases = cases.stdout.split()
    wrong = wrong_functions(source)
    failures = [f"{name}: reported, and not among the cases"
                for name, must_run in wrong.items() if must_run and name not in cases]
    for name in cases:
        if name in wrong:
            status, text = run(program, name, PATIENCE_WRONG, "true")
            if status == 0 or not STOPPED[how].search(text):
                failures.append(f"{name}: reported, but nothing stops it: {text[-300:]}")
            continue
        for answer in ("true", "false"):
            status, text = run(program, name, PATIENCE_RIGHT, answer)
            if status != 0 or "finished" not in text or ANY_WORD.search(text):
                failures.append(f"{name} ({answer}): not reported, but stopped: {text[-300:]}")
    print("\n".join(failures))
    stopped = sum(name in wrong for name in cases)
    print(f"{len(cases)} cases, {stopped} of them wrong, {len(failures)} failures")
    return 1 if failures or not cases or (how == "clean") != (not wrong) else 0


if __name__ == "__main__":
    sys.exit(main())
