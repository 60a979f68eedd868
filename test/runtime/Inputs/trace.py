#!/usr/bin/env python3
"""Reads a trace as a viewer of Chrome's trace events does, and says what is in it.

usage: trace.py FILE

Fails where the format's rules are broken: an event without its phase's fields, slices of a
thread that overlap without one being inside the other, an arrow that begins nowhere or ends
outside of a slice.
"""

import json
import sys
from collections import Counter, defaultdict

FIELDS = {"X": ["dur"], "i": ["s"], "s": ["id"], "f": ["id", "bp"], "C": ["args"], "M": ["args"]}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        trace = json.load(file)
    slices, begins, ends = defaultdict(list), set(), []
    for event in trace["traceEvents"]:
        for field in ["ph", "pid", "tid", "ts", "name", *FIELDS[event["ph"]]]:
            assert field in event, f"{event} has no {field}"
        if event["ph"] == "X":
            slices[event["tid"]].append((event["ts"], event["ts"] + event["dur"]))
        elif event["ph"] == "s":
            begins.add(event["id"])
        elif event["ph"] == "f":
            ends.append(event)
    for of_thread in slices.values():
        for before, after in zip(of_thread, of_thread[1:]):
            assert before[1] <= after[0] + 0.001, f"{before} and {after} overlap"
    for end in ends:
        assert end["id"] in begins, f"{end} has no beginning"
        assert any(a <= end["ts"] <= b for a, b in slices[end["tid"]]), f"{end} is in no slice"
    kinds = Counter(event["ph"] for event in trace["traceEvents"])
    names = {event["name"] for event in trace["traceEvents"] if event["ph"] == "X"}
    print(f"{kinds['X']} slices of {len(names)} goroutines, {kinds['f']} arrows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
