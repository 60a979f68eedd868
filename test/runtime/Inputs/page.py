#!/usr/bin/env python3
"""Compiles and runs the examples of docs/runtime.md.

usage: page.py PAGE WORK_FOLDER (cpp | rust) COMPILER [ARGUMENT...]

Each block of the language is the body of a function of its own. It says in its
last line what it `// prints: ...`; a block without that line is a failure, and
so is a page without blocks. The arguments go to the compiler.
"""

import re
import subprocess
import sys

PRELUDE = {
    "cpp": "\n".join(f"#include <{name}>" for name in (
        "holdfast/arc.h", "holdfast/cell.h", "holdfast/condvar.h", "holdfast/go.h", "holdfast/http.h",
        "holdfast/leak_check.h", "holdfast/metrics.h", "holdfast/net.h", "holdfast/once.h", "holdfast/parallel.h",
        "holdfast/schedule.h", "holdfast/select.h", "holdfast/thread.h",
        "iostream", "map", "stdexcept", "string", "vector")) + "\n",
    "rust": "",
}
FUNCTION = {"cpp": "static void {name}() {{\n{body}\n}}\n", "rust": "fn {name}() {{\n{body}\n}}\n"}
MAIN = {"cpp": "int main() {{\n{calls}\n}}\n", "rust": "fn main() {{\n{calls}\n}}\n"}


def main():
    page, folder, language, compiler, arguments = *sys.argv[1:5], sys.argv[5:]
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
    source = f"{folder}/examples.{'rs' if language == 'rust' else 'cpp'}"
    with open(source, "w", encoding="utf-8") as file:
        file.write(program)
    subprocess.run([compiler, source, *arguments, "-o", f"{folder}/examples"], check=True)
    result = subprocess.run([f"{folder}/examples"], capture_output=True, text=True, check=False,
                            timeout=60)
    if result.returncode or result.stdout.splitlines() != expected:
        return (f"exit status {result.returncode}\n{result.stderr}\n"
                f"expected {expected}\nprinted  {result.stdout.splitlines()}")
    print(f"{len(bodies)} examples")
    return 0


if __name__ == "__main__":
    sys.exit(main())
