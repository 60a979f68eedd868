"""How long the functions of a C++ file are, by counting braces.

A heuristic, good for code in one style: comments, literals and preprocessor
lines are blanked, then every brace outside a function is classed by the text
before it. Tables (`= {`) are no functions, however long.
"""

import re

LITERAL = re.compile(
    r"""
      R"(?P<tag>[^()\\\s]{0,16})\(.*?\)(?P=tag)"   # raw string
    | "(?:\\.|[^"\\\n])*"                          # string
    | (?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'          # character, not 1'000
    | //[^\n]*                                     # comments
    | /\*.*?\*/
    | ^[ \t]*\#(?:[^\n]*\\\n)*[^\n]*               # preprocessor
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
SCOPE = re.compile(r"^(?:(?:inline|extern|typedef|static|const|constexpr)\b\s*)*"
                   r"(?:namespace|class|struct|union|enum)\b|^extern\b[^()]*$")
TEMPLATE = re.compile(r"^template\s*<")


def blank(text):
    """`text` with comments, literals and preprocessor lines emptied; lines stay."""
    return LITERAL.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def without_template(head):
    """`head` after its `template <...>`."""
    while TEMPLATE.match(head):
        depth = 0
        for index, char in enumerate(head):
            depth += {"<": 1, ">": -1}.get(char, 0)
            if char == ">" and depth == 0:
                break
        head = head[index + 1 :].strip()
    return head


def opens_function(head):
    """True where a brace after the text `head` begins a function's body."""
    head = without_template(head.strip())
    # A macro's call without a semicolon may stand before the scope.
    if SCOPE.match(head) or re.search(r"\nnamespace [\w:]+$", head) or "(" not in head:
        return False
    equals = re.search(r"(?<![=!<>+\-*/|&^(])=(?!=)\s*(?:\w[\w:<>, ]*)?$", head)
    return not equals


def find_functions(text):
    """Yields (first line, lines) of each function in source order."""
    text = blank(text)
    stack, head_start, line = [], 0, 1
    inside = None  # the depth of the outermost function that is open
    for index, char in enumerate(text):
        if char == "\n":
            line += 1
        elif char == "{":
            is_function = inside is None and opens_function(text[head_start:index])
            if is_function:
                inside = len(stack)
            head = text[head_start:index]
            stack.append(line - head.lstrip().count("\n"))
            head_start = index + 1
        elif char == "}" and stack:
            first = stack.pop()
            if inside == len(stack):
                inside = None
                yield first, line - first + 1
            head_start = index + 1
        elif char == ";":
            head_start = index + 1
