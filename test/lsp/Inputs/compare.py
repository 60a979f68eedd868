# What the command line says of files, and what an editor shows of them, in one form: by file, the sorted list of
# (line, column, rule, severity, message); columns in bytes, from 1.

import json
import os
import subprocess

SEVERITY = {1: "error", 2: "warning", 3: "not checked"}


def commandLine(holdfast, files, *options):
    """Findings by file, of one run over `files`; and why some could not be checked, by file."""
    run = subprocess.run([holdfast, "--no-cache", "--format=json", "--quiet", *options, *files], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, text=True)
    said = json.loads(run.stdout)
    found = {}
    for finding in said["findings"]:
        found.setdefault(os.path.abspath(finding["file"]), []).append(
            (finding["line"], finding["column"], "holdfast-" + finding["rule"], finding["severity"], finding["message"]))
    return ({file: sorted(rows) for file, rows in found.items()},
            {os.path.abspath(failed["file"]): failed["reason"] for failed in said["failed"]})


def editorShows(editor):
    """All that the editor has been told of and that is not empty; the files that are not checked apart. None for both
    while it has been told of an older text."""
    found, failed = {}, {}
    for file, told in editor.diagnostics.items():
        if told.get("version") != editor.versions.get(file):
            return None, None
        for each in told["diagnostics"]:
            if each["code"] == "not-checked":
                failed[file] = each["message"]
                continue
            line = each["range"]["start"]["line"]
            text = editor.texts.get(file)
            if text is None:
                with open(file, encoding="utf-8", newline="") as source:
                    text = source.read()
            lines = text.split("\n")
            if line >= len(lines):
                return None, None
            before = lines[line].encode("utf-16-le")[:2 * each["range"]["start"]["character"]]
            column = len(before.decode("utf-16-le").encode()) + 1
            found.setdefault(file, []).append((line + 1, column, each["code"], SEVERITY[each["severity"]],
                                               each["message"].split("\n")[0]))
    return {file: sorted(rows) for file, rows in found.items()}, failed
