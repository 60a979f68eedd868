# Findings on real projects against what readers of the code said of them.
#
# triage/<project>.json is a list of {"file", "function", "subject", "rule", "verdict", "why"}: file is relative to the
# project, verdict is real, false or on-purpose (a test that uses a moved-from object because that is what it tests),
# why is one line. Such a key survives moved lines; where one function holds several findings about one subject, one
# row speaks for all of them, and "line" narrows a row to one. Unsure counts as false, and so does what nobody has read.

import json
import os
import re
from dataclasses import dataclass

VERDICTS = ("real", "false", "on-purpose")
# How tool/ words the failure of a unit that is not about the unit's own text.
CRASH = re.compile(r"it took more than|it crashed|its worker ended|internal failure|clang could not run on it")


def subjectOf(finding):
    """The variable a finding is about: the field, else the first quoted name of the message."""
    quoted = re.search(r"'([^']*)'", finding["message"])
    return finding.get("subject") or (quoted[1] if quoted else "")


def stat(stats, *names):
    """A number of the stats object by any of its spellings: 0 where none is there."""
    plain = {re.sub(r"[^a-z]", "", key.lower()): value for key, value in stats.items()}
    for name in names:
        value = plain.get(name)
        if isinstance(value, list):
            value = sum(item[1] if isinstance(item, list) else item.get("lines", 0) for item in value)
        if isinstance(value, dict):
            value = sum(value.values())
        if value is not None:
            return value
    return 0


@dataclass
class Result:
    """One project's run, as kept in <project>/result.json."""
    folder: str
    version: str
    units: int
    failed: list
    checked: int
    skipped: int
    reasons: dict
    lines: int
    findings: list
    wall: float
    status: int

    @staticmethod
    def read(folder, output, wall, status):
        with open(output, encoding="utf-8") as file:
            report = json.load(file)
        with open(os.path.join(folder, "db", "compile_commands.json"), encoding="utf-8") as file:
            count = len(json.load(file))
        version = ""
        if os.path.exists(os.path.join(folder, "version")):
            with open(os.path.join(folder, "version"), encoding="utf-8") as file:
                version = file.read().strip()
        tree, findings, reasons, stats = os.path.join(folder, "tree"), [], {}, report.get("stats", {})
        for finding in report["findings"]:
            path = os.path.normpath(os.path.join(tree, finding["file"]))
            findings.append({"file": os.path.relpath(path, tree), "line": finding["line"], "rule": finding["rule"],
                             "function": finding.get("function", ""), "subject": subjectOf(finding),
                             "message": finding["message"]})
        for skipped in report.get("skipped", []):
            reasons[skipped["reason"]] = reasons.get(skipped["reason"], 0) + 1
        return Result(folder, version, count, report.get("failed", []), stat(stats, "functionschecked", "checked"),
                      stat(stats, "functionsskipped", "skipped") or len(report.get("skipped", [])), reasons,
                      stat(stats, "lines", "lineschecked"), findings, wall, status)

    @staticmethod
    def load(folder):
        with open(os.path.join(folder, "result.json"), encoding="utf-8") as file:
            return Result(folder=folder, **json.load(file))

    def store(self):
        kept = {key: value for key, value in vars(self).items() if key != "folder"}
        with open(os.path.join(self.folder, "result.json"), "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1)

    def crashes(self):
        return [failure for failure in self.failed if CRASH.match(failure["reason"])]

    def printSummary(self, name):
        share = 100.0 * self.skipped / max(1, self.checked + self.skipped)
        print(f"{name}: {self.units} units, {len(self.failed)} failed, {self.checked} functions checked, "
              f"{self.skipped} skipped ({share:.2f} %), {self.lines} lines, {len(self.findings)} findings, "
              f"{self.wall:.1f} s, status {self.status}", flush=True)
        for failure in self.failed:
            print(f"  failed: {os.path.relpath(failure['file'], self.folder)}: {failure['reason']}")
        for reason, count in sorted(self.reasons.items(), key=lambda item: (-item[1], item[0])):
            print(f"  skipped: {count} x {reason}")
        return not self.crashes() and self.status in (0, 1, 3)


def triagePath(name):
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "triage", f"{name}.json")


def readTriage(name):
    if not os.path.exists(triagePath(name)):
        return []
    with open(triagePath(name), encoding="utf-8") as file:
        rows = json.load(file)
    for row in rows:
        if row["verdict"] not in VERDICTS or not row["why"].strip():
            raise SystemExit(f"{triagePath(name)}: a row needs a verdict of {', '.join(VERDICTS)} and a why: {row}")
    return rows


def verdict(finding, rows):
    """The row that speaks for this finding, or None."""
    for row in rows:
        if all(row[key] == finding[key] for key in ("file", "function", "subject", "rule")) and \
                row.get("line", finding["line"]) == finding["line"]:
            return row
    return None


def printTable(chosen):
    """Prints the table of docs/corpus.md, then what nobody has read yet; true where nothing is unread or stale."""
    rowsOut, unread, stale, totals = [], [], [], [0] * 9
    for project, folder in chosen:
        if not os.path.exists(os.path.join(folder, "result.json")):
            print(f"{project.name}: not run yet")
            continue
        result, rows = Result.load(folder), readTriage(project.name)
        counts, used = dict.fromkeys(VERDICTS, 0), []
        for finding in result.findings:
            row = verdict(finding, rows)
            if row is None:
                unread.append((project.name, finding))
            else:
                counts[row["verdict"]] += 1
                used.append(row)
        stale += [(project.name, row) for row in rows if row not in used]
        unreadHere = len(result.findings) - sum(counts.values())
        numbers = [result.units, len(result.failed), result.checked, result.skipped, result.lines,
                   len(result.findings), counts["real"], counts["false"] + unreadHere, counts["on-purpose"]]
        totals = [total + number for total, number in zip(totals, numbers)]
        rowsOut.append((f"{project.name} {result.version}", numbers))
    print("| project | units | not parsed | functions checked | skipped | lines | findings | real | false | on purpose |")
    print("|---|" + "---:|" * 9)
    for name, numbers in [*rowsOut, ("**all**", totals)]:
        print(f"| {name} | " + " | ".join(str(number) for number in numbers) + " |")
    if totals[4]:
        print(f"\n{100000.0 * totals[7] / totals[4]:.2f} false findings per 100,000 lines; "
              f"{100.0 * totals[3] / max(1, totals[2] + totals[3]):.3f} % of functions skipped")
    for name, finding in unread:
        print(f"unread: {name}: {finding['file']}:{finding['line']}: {finding['message']} "
              f"[{finding['rule']}] in {finding['function']}")
    for name, row in stale:
        print(f"no longer found: {name}: {row['file']}: {row['subject']} in {row['function']} ({row['verdict']})")
    return not unread and not stale
