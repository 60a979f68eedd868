#!/usr/bin/env python3
# How long does it take to link the summaries of ten thousand units, and how much memory?
#
#   merge.py [--units N] [--holdfast BIN]
#
# Twenty small units are written and checked once, classes whose locks are taken in several files. Their summaries are
# multiplied, each copy with names of its own, so that every unit says something new. Prints the seconds and the peak
# memory of `holdfast link`, and the size of the summaries beside that of the sources.

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import zlib

SOURCES = 20
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

HEADER = """#pragma once
#include <map>
#include <mutex>
#include <string>
#include <vector>
struct Account {
  void add(int value);
  int sum() const;
  void rename(const std::string &name);
  void moveTo(Account &other, int value);
  mutable std::mutex lock;
  std::vector<int> values;
  std::string name;
  int count = 0;
};
struct Registry {
  void enter(const std::string &name, Account *account);
  Account *find(const std::string &name);
  int total();
  std::mutex lock;
  std::map<std::string, Account *> accounts;
  int generation = 0;
};
"""

SOURCE = """#include "all.h"
static int used{0};
static std::mutex usedLock;
void Work{0}(Registry &all, Account &one) {{
  std::lock_guard<std::mutex> hold(one.lock);
  one.values.push_back({0});
  one.count += 1;
  std::lock_guard<std::mutex> both(usedLock);
  used{0} += 1;
}}
int Look{0}(Registry &all) {{
  std::lock_guard<std::mutex> hold(all.lock);
  all.generation += 1;
  int sum = 0;
  for (auto &each : all.accounts) {{
    std::lock_guard<std::mutex> inner(each.second->lock);
    sum += each.second->count;
  }}
  return sum;
}}
void Next{0}(Registry &all, Account &one);
void Both{0}(Registry &all, Account &one) {{
  Work{0}(all, one);
  Next{0}(all, one);
  std::lock_guard<std::mutex> hold(usedLock);
  used{0} = Look{0}(all);
}}
"""


def writeSources(folder):
    with open(os.path.join(folder, "all.h"), "w", encoding="utf-8") as file:
        file.write(HEADER)
    database = []
    for number in range(SOURCES):
        name = f"unit{number}.cpp"
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(SOURCE.format(number))
        database.append({"directory": folder, "file": name, "command": f"clang++ -std=c++17 -c {name}"})
    with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as file:
        json.dump(database, file)


def multiply(told, folder, units):
    """Copies of the summaries, with other hashes for names, each of a main file that is there."""
    os.makedirs(folder)
    originals = []
    for name in sorted(os.listdir(told)):
        with open(os.path.join(told, name), "rb") as file:
            head, packed = file.read().split(b"\n", 1)
        originals.append((json.loads(head), zlib.decompress(packed).decode()))
    size = 0
    for number in range(units):
        head, text = originals[number % len(originals)]
        copy = number // len(originals)
        main = os.path.join(folder, f"unit{number}.cpp")
        open(main, "w", encoding="utf-8").close()
        renamed = re.sub(r"\b([0-9A-F]{4})([0-9A-F]{12})\b", lambda m: f"{copy:04X}{m[2]}", text)
        renamed = renamed.replace(os.path.dirname(head["unit"]), f"/copy{copy}")
        packed = zlib.compress(renamed.encode())
        head = {**head, "unit": main, "length": len(renamed.encode())}
        with open(os.path.join(folder, f"unit{number}.cpp-0.summary"), "wb") as file:
            file.write(json.dumps(head, separators=(",", ":")).encode() + b"\n" + packed)
        size += len(packed)
    return size


def main():
    parser = argparse.ArgumentParser(description="link many summaries")
    parser.add_argument("--units", type=int, default=10000)
    parser.add_argument("--holdfast", default=os.path.join(os.environ.get("HOLDFAST_BUILD", os.path.join(ROOT, "build")), "bin", "holdfast"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        writeSources(folder)
        told, many = os.path.join(folder, "told"), os.path.join(folder, "many")
        if subprocess.run([options.holdfast, "-p", folder, "--quiet", f"--summaries={told}"], check=False,
                          stdout=subprocess.DEVNULL).returncode not in (0, 1):
            sys.exit("the sources could not be checked")
        size = multiply(told, many, options.units)
        begin = time.monotonic()
        done = subprocess.run([options.holdfast, "link", many, "--fail-on=never"], check=False, capture_output=True, text=True)
        seconds = time.monotonic() - begin
        if done.returncode != 0:
            sys.exit(f"link ended with {done.returncode}: {done.stderr}")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        sources = options.units * (len(SOURCE.format(0)) + len(HEADER) / SOURCES)
        print(done.stderr.strip().splitlines()[-1])
        print(f"{options.units} units linked in {seconds:.1f} s, {peak:.0f} MB; "
              f"summaries are {100 * size / sources:.1f} % of the size of the sources")


if __name__ == "__main__":
    main()
