#!/usr/bin/env python3
"""Runs the examples of the pages in docs/rules/.

usage: rule_pages.py HOLDFAST PAGES_FOLDER WORK_FOLDER [--self-test]

Every ```cpp block says in its first line whether it `// reports` or
`// accepts`. It is checked together with PRELUDE. A line that is reported ends
in `// error: <message>`, or `// warning:`; the findings of the block must be exactly these. A
block without a mark, a block that reports nothing although it says so, and a
page without a block of each kind are failures too.
With --self-test the marks are taken away first, and each page must fail.
"""

import glob
import json
import os
import re
import subprocess
import sys

PRELUDE = """\
#include <coroutine>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <istream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#define GUARDED_BY(lock) __attribute__((guarded_by(lock)))

void log(const std::string &text);
void send(std::string text);
void sendOwned(std::unique_ptr<std::string> text);

struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_never final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<> waiting);
  void await_resume();
};
Task later();

"""


def blocks(page):
    """(line in the page, text) of each ```cpp block."""
    start, lines = None, []
    with open(page, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if start is None and line.rstrip() == "```cpp":
                start, lines = number + 1, []
            elif start is not None and line.rstrip() == "```":
                yield start, "".join(lines)
                start = None
            elif start is not None:
                lines.append(line)


def expected(text):
    """{(line, message)} as the block's comments say."""
    return {
        (number, match.group(1).strip())
        for number, line in enumerate(text.splitlines(), 1)
        if (match := re.search(r"// (?:error|warning): (.*)$", line))
    }


def found(holdfast, source, rule):
    """{(line, message)} as the tool says, and its exit status."""
    run = subprocess.run(
        [holdfast, "--no-cache", "--quiet", "--format=json", f"--rules={rule}", source, "--", "-std=c++20", "-fopenmp"],
        capture_output=True,
        text=True,
    )
    if run.returncode not in (0, 1):
        return {(0, f"exit status {run.returncode}: {run.stderr.strip()}")}
    return {(f["line"], f["message"]) for f in json.loads(run.stdout)["findings"]}


def check(holdfast, page, folder, spoil):
    """The sentences about what is wrong on the page."""
    wrong, kinds = [], set()
    rule = os.path.splitext(os.path.basename(page))[0]  # on, also where it is not by default
    for start, text in blocks(page):
        if spoil:
            text = re.sub(r"// (?:error|warning): .*", "", text)
        kind = text.splitlines()[0].strip() if text else ""
        if kind not in ("// reports", "// accepts"):
            wrong.append(f"{page}:{start}: the block says neither reports nor accepts")
            continue
        kinds.add(kind)
        want = expected(text)
        if (kind == "// reports") != bool(want):
            wrong.append(f"{page}:{start}: '{kind}' and its marked lines disagree")
        source = os.path.join(folder, f"block{start}.cpp")
        with open(source, "w", encoding="utf-8") as file:
            file.write(PRELUDE + text)
        offset = PRELUDE.count("\n")
        got = {(line - offset if line else 0, message) for line, message in found(holdfast, source, rule)}
        for line, message in sorted(want - got):
            wrong.append(f"{page}:{start + line - 1}: not reported: {message}")
        for line, message in sorted(got - want):
            wrong.append(f"{page}:{start + line - 1}: reported: {message}")
    if kinds != {"// reports", "// accepts"}:
        wrong.append(f"{page}: no block of each kind")
    return wrong


def main():
    holdfast, pages, folder = sys.argv[1:4]
    spoil = sys.argv[4:] == ["--self-test"]
    all_pages = sorted(glob.glob(os.path.join(pages, "*.md")))
    failed = not all_pages
    for page in all_pages:
        work = os.path.join(folder, os.path.basename(page))
        os.makedirs(work, exist_ok=True)
        wrong = check(holdfast, page, work, spoil)
        if spoil and not any(": reported: " in w for w in wrong):
            wrong = [f"{page}: passes without its marks"]
        elif spoil:
            wrong = []
        print("".join(w + "\n" for w in wrong), end="")
        failed |= bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
