# Runs Holdfast over a batch of units and sorts what failed: for the header and fuzz soaks.
#
# A unit that does not parse is an honest failure ("refused"). A unit that crashes, runs out of its time or memory, or
# breaks an invariant is "broken", unless clang++-22 -fsyntax-only dies or hangs on it as well: that is Clang's bug and
# counts as refused. With `confirm`, a refused unit that clang accepts is broken too.

import json
import os
import sys
from dataclasses import dataclass, field

import triage
import units

CLANG_TIMEOUT = 60


@dataclass
class Result:
    refused: dict = field(default_factory=dict)
    broken: dict = field(default_factory=dict)
    findings: int = 0
    functions: int = 0
    skipped: int = 0


def run(holdfast, made, folder, jobs, timeout, confirm=False):
    units.store(made, folder)
    output = os.path.join(folder, "findings.json")
    if os.path.exists(output):
        os.remove(output)
    argv = [os.path.abspath(holdfast), "-p", folder, "--format=json", f"--output={output}", "--quiet", "--no-cache",
            f"-j{jobs}", f"--unit-timeout={timeout}"]
    total = units.measure([(argv, os.path.dirname(folder))], 1, timeout=60 + timeout * len(made))
    done = total.outcomes[0]
    if not os.path.exists(output):
        sys.exit(f"holdfast wrote nothing, status {done.status}: {done.output[-1000:]}")
    with open(output, encoding="utf-8") as file:
        report = json.load(file)
    stats = report.get("stats", {})
    result = Result(findings=len(report["findings"]), functions=triage.stat(stats, "functionschecked", "checked"),
                    skipped=len(report.get("skipped", [])))
    if done.status not in (0, 1, 3):
        result.broken["the whole run"] = f"status {done.status}: {done.output[-500:]}"
    failed = {os.path.normpath(os.path.join(folder, item["file"])): item["reason"] for item in report["failed"]}
    suspects = [unit for unit in made
                if unit.file in failed and (confirm or triage.CRASH.match(failed[unit.file]))]
    clang = units.measure([(units.syntaxOnly(unit, ("-w",)), unit.directory) for unit in suspects], jobs,
                          timeout=CLANG_TIMEOUT)
    verdicts = {unit.file: outcome.status for unit, outcome in zip(suspects, clang.outcomes)}
    for file, reason in failed.items():
        # 0: clang accepts it; 1: clang has an error to say; all else: clang died or was stopped.
        status = verdicts.get(file)
        crashed = bool(triage.CRASH.match(reason))
        if status == 0 or (crashed and status == 1):
            result.broken[file] = reason
        else:
            result.refused[file] = reason
    return result
