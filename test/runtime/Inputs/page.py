#!/usr/bin/env python3
"""Compiles and runs the examples of docs/runtime.md.

usage: page.py PAGE WORK_FOLDER (cpp | rust | go) COMPILER [ARGUMENT...]

Each block of the language is the body of a function of its own. It says in its
last line what it `// prints: ...`; a block without that line is a failure, and
so is a page without blocks. The compiler is what it is called by, as `go build`
is.
"""

import re
import subprocess
import sys

GO_PACKAGES = {"bytes": "Equal", "fmt": "Println", "io": "EOF", "net": "Dial", "net/http": "Get", "sync": "NewCond", "sync/atomic": "AddInt32",
               "time": "Now"}
PRELUDE = {
    "cpp": "\n".join(f"#include <{name}>" for name in (
        "holdfast/arc.h", "holdfast/cell.h", "holdfast/condvar.h", "holdfast/go.h", "holdfast/http.h",
        "holdfast/leak_check.h", "holdfast/metrics.h", "holdfast/net.h", "holdfast/once.h", "holdfast/parallel.h",
        "holdfast/schedule.h", "holdfast/select.h", "holdfast/thread.h",
        "iostream", "map", "stdexcept", "string", "vector")) + "\n",
    "rust": "",
    # A package that is not used is an error there.
    "go": "package main\n" + "".join(f'import "{name}"\n' for name in GO_PACKAGES)
          + "".join(f"var _ = {name.split('/')[-1]}.{used}\n" for name, used in GO_PACKAGES.items()),
}
FUNCTION = {"cpp": "static void {name}() {{\n{body}\n}}\n", "rust": "fn {name}() {{\n{body}\n}}\n",
            "go": "func {name}() {{\n{body}\n}}\n"}
MAIN = {"cpp": "int main() {{\n{calls}\n}}\n", "rust": "fn main() {{\n{calls}\n}}\n", "go": "func main() {{\n{calls}\n}}\n"}
ENDING = {"cpp": "cpp", "rust": "rs", "go": "go"}


def main():
    page, folder, language, compiler = *sys.argv[1:4], sys.argv[4:]
    with open(page, encoding="utf-8") as file:
        text = file.read()
    bodies = re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)
    if not bodies:
        return f"{page} has no example in {language}"
    program, expected = PRELUDE[language], []
    for number, body in enumerate(bodies):
        prints = re.search(r"^// prints: (.*)\n\Z", body, re.M)
        if not prints:
            return f"an example does not say what it prints:\n{body}"
        expected.append(prints.group(1))
        program += FUNCTION[language].format(name=f"example{number}", body=body)
    calls = "\n".join(f"example{number}();" for number in range(len(bodies)))
    program += MAIN[language].format(calls=calls)
    source = f"{folder}/examples.{ENDING[language]}"
    with open(source, "w", encoding="utf-8") as file:
        file.write(program)
    program_at = ["-o", f"{folder}/examples"]
    if language == "go":
        command = [*compiler, *program_at, source]
    else:  # the libraries behind what uses them
        command = [compiler[0], source, *compiler[1:], *program_at]
    subprocess.run(command, check=True)
    result = subprocess.run([f"{folder}/examples"], capture_output=True, text=True, check=False,
                            timeout=60)
    if result.returncode or result.stdout.splitlines() != expected:
        return (f"exit status {result.returncode}\n{result.stderr}\n"
                f"expected {expected}\nprinted  {result.stdout.splitlines()}")
    print(f"{len(bodies)} examples")
    return 0


if __name__ == "__main__":
    sys.exit(main())
