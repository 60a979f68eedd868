"""Makes a project in the current folder on which a careless writer stumbles.

Names with quotes, markup, commas, colons, a percent sign, a line feed, a tab
and letters beyond ASCII, in files and in code; tabs before a finding; an error,
a warning and a fix; a function that is skipped; a file that does not parse; a
file without findings. FOUND lists what is to be found, in the report's order.
"""

import json
import os
import shutil

ODD = "odd, 50% \"\u00e4\": <&'.cpp"
BROKEN_NAME = "two\nlines\tand a tab.cpp"

MOVED = '#include "std.h"\n%s'
FILES = {
    BROKEN_NAME: MOVED % "int bad() { Text s; consume(std::move(s)); return s.size(); }\n",
    "broken.cpp": "int broken( {\n",
    "clean.cpp": MOVED % "int good() { Text s; return s.size(); }\n",
    # The fix of the first has an edit on another line than the finding.
    "fix.cpp": MOVED % "void copied(Text s) {\n  consume(std::move(s));\n  consume(s);\n}\n",
    ODD: MOVED % ("int bad() {\n\tText gr\u00f6\u00dfe;\n\tconsume(std::move(gr\u00f6\u00dfe));\n"
                  "\treturn gr\u00f6\u00dfe.size();\n}\n"),
    "skipped.cpp": "auto never = [](auto x) { return x; };\n",
    "warn/one.cpp": MOVED % "int bad() { Text s; consume(std::move(s)); return s.size(); }\n",
    "warn/.holdfast.yaml": "severity: { use-after-move: warning }\n",
}
# file, line, severity, the variable
FOUND = [
    ("fix.cpp", 4, "error", "s"),
    (ODD, 5, "error", "gr\u00f6\u00dfe"),
    (BROKEN_NAME, 2, "error", "s"),
    ("warn/one.cpp", 2, "warning", "s"),
]


def make():
    here = os.path.dirname(os.path.abspath(__file__))
    shutil.copy(os.path.join(here, "std.h"), ".")
    os.makedirs("warn")
    for name, text in FILES.items():
        with open(name, "w", encoding="utf-8") as out:
            out.write(text)
    units = [{"directory": ".", "file": name, "arguments": ["c++", "-std=c++17", "-I.", "-c", name]}
             for name in FILES if name.endswith(".cpp")]
    with open("compile_commands.json", "w", encoding="utf-8") as out:
        json.dump(units, out)


if __name__ == "__main__":
    make()
