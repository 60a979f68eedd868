"""Shows that house.py can fail: each breach, planted alone in a small tree that
is otherwise in order, is reported, once and where it is. Usage: selftest.py DIR
"""

import os
import shutil
import sys

import house

HEAD = "// What this file is for.\n"
IN_ORDER = {
    "checks/Engine.h": HEAD + '#include "report/Finding.h"\n',
    "checks/Engine.cpp": HEAD + '#include "Engine.h"\n#include "lower/Unit.h"\n',
    "checks/support/Span.h": HEAD + "#include <string>\n",
    "checks/ir/Place.h": HEAD + '#include "support/Span.h"\n#include "llvm/ADT/ArrayRef.h"\n',
    "checks/dataflow/Solve.h": HEAD + '#include "ir/Place.h"\n',
    "checks/model/Moves.cpp": HEAD + 'const char *Name = "std::move";\n',
    "checks/report/Finding.h": HEAD + '#include "support/Span.h"\n',
    "checks/lower/Unit.h": HEAD + '#include "clang/AST/Decl.h"\n',
    "checks/analysis/Moves.h": HEAD + '#include "dataflow/Solve.h"\n',
    "checks/rules/Registry.cpp": HEAD + '#include "rules/one/Rule.h"\n',
    "checks/rules/one/Rule.h": HEAD + '#include "analysis/Moves.h"\n',
    "checks/rules/one/Find.cpp": HEAD + '#include "Rule.h"\n',
    "docs/rules/one.md": "# one\n",
    "test/rules/one/reports.cpp": "",
    "test/rules/one/accepts.cpp": "",
    "test/rules/one/limits.cpp": "",
    "test/tool/Inputs/paths.json": '"/%s/someone"\n' % "home",
    "tool/main.cpp": HEAD + '#include "Engine.h"\n#include "tool/output/Text.h"\n',
    "tool/output/Text.h": HEAD + '#include "report/Finding.h"\n',
}
LONG_BODY = "  int X = 0;\n" * 99
TABLE = "int Table[] = {\n" + "  1,\n" * 200 + "};\n"
CLASS = "class C final : B<1> {\n" + "  void f(int);\n" * 150 + "};\n"

# What is planted (a file's text, appended; None removes it), and what is said.
BREACHES = [
    ("checks/support/Span.h", '#include "ir/Place.h"\n', "support must not include ir"),
    ("checks/ir/Place.h", '#include "clang/AST/Decl.h"\n', "ir must not include clang"),
    ("checks/ir/Place.h", '#include "dataflow/Solve.h"\n', "ir must not include dataflow"),
    ("checks/dataflow/Solve.h", '#include "model/Rows.h"\n', "dataflow must not include model"),
    ("checks/model/Moves.cpp", '#include "dataflow/Solve.h"\n', "model must not include dataflow"),
    ("checks/report/Finding.h", '#include "analysis/Moves.h"\n', "report must not include analysis"),
    ("checks/lower/Unit.h", '#include "report/Finding.h"\n', "lower must not include report"),
    ("checks/analysis/Moves.h", '#  include <clang/AST/Decl.h>\n', "analysis must not include clang"),
    ("checks/analysis/Moves.h", '#include "../lower/Unit.h"\n', "analysis must not include lower"),
    ("checks/rules/one/Find.cpp", '#include "rules/two/Rule.h"\n', "rules/one must not include rules/two"),
    ("checks/rules/one/Find.cpp", '#include "lower/Unit.h"\n', "rules/one must not include lower"),
    ("checks/Engine.cpp", '#include "clang/AST/Decl.h"\n', "engine must not include clang"),
    ("tool/main.cpp", '#include "lower/Unit.h"\n', "tool must not include lower"),
    ("tool/output/Text.h", '#include "ir/Place.h"\n', "tool/output must not include ir"),
    ("tool/output/Text.h", '#include "Engine.h"\n', "tool/output must not include Engine.h"),
    ("checks/odd/New.h", HEAD, "is not in the table of floors"),
    ("checks/ir/New.h", "#pragma once\n", "does not open with a comment"),
    ("checks/ir/Place.h", "int X;\n" * 600, "the file has 603 lines"),
    ("checks/ir/Place.h", "void f() {\n" + LONG_BODY + "}\n", "the function has 101 lines"),
    ("checks/ir/Place.h", "struct S {\n  S(int A)\n      : X{A}, Y('{') {\n" + LONG_BODY + "  }\n};\n",
     "the function has 101 lines"),
    ("checks/ir/Place.h", "namespace {\ntemplate <class T, bool B = true>\nT f(T A) {\n"
     + LONG_BODY + "}\n}\n", "the function has 102 lines"),
    ("checks/lower/Unit.h", 'const char *Name = "std::move";\n', "a library's name in a literal"),
    ("tool/main.cpp", 'const char *Name = "std::move";\n', "a library's name in a literal"),
    ("docs/guide.md", "see /%s/me/x\n" % "home", "a path of somebody's machine"),
    ("dev", 'cd "/%s/x"\n' % "tmp", "a path of somebody's machine"),
    ("docs/rules/two.md", "# two\n", "describes a rule that does not exist"),
    ("docs/rules/one.md", None, "the rule has no docs/rules/one.md"),
    ("test/rules/one/reports.cpp", None, "the rule has no test/rules/one/reports.cpp"),
    ("test/rules/one/accepts.cpp", None, "the rule has no test/rules/one/accepts.cpp"),
    ("test/rules/one/limits.cpp", None, "the rule has no test/rules/one/limits.cpp"),
]
# What looks like a breach and is none.
FINE = [
    ("checks/ir/Place.h", "void f() {\n" + LONG_BODY[len("  int X = 0;\n"):] + "}\n"),
    ("checks/ir/Place.h", TABLE),
    ("checks/ir/Place.h", "struct Row { int A; };\nconst Row Rows[] = {\n" + "  {f(1)},\n" * 200 + "};\n"),
    ("checks/ir/Place.h", CLASS),
    ("checks/ir/Place.h", "// #include \"clang/AST/Decl.h\"\n"),
    ("docs/guide.md", "usr/work/x, $HOME/tmp/x, https://host/home/x, a /usr/lib/x\n"),
]


def write_tree(root, files):
    shutil.rmtree(root, ignore_errors=True)
    for path, text in files.items():
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)


def breaches_with(root, path, text):
    files = dict(IN_ORDER)
    if text is None:
        del files[path]
    else:
        files[path] = files.get(path, "") + text
    write_tree(root, files)
    return house.find_breaches(root)[1]


def main():
    root, wrong = os.path.join(sys.argv[1], "tree"), 0
    cases = [("tool/main.cpp", "", None)] + BREACHES + [(p, t, None) for p, t in FINE]
    for path, text, expected in cases:
        found = breaches_with(root, path, text)
        where = "checks/rules/one" if text is None else path
        right = (not found if expected is None else
                 len(found) == 1 and expected in found[0] and found[0].startswith(where + ":"))
        if not right:
            wrong += 1
            print(f"{path}: expected {expected!r}, got {found}")
    print(f"{len(cases)} cases, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
